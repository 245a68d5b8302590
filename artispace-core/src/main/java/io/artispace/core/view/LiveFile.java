package io.artispace.core.view;

import io.artispace.FileView;
import io.artispace.metadata.FileRow;

/**
 * A file that is there: its row, and the view of it, which is made once for all requests.
 *
 * @param row the row
 * @param view the same for users
 */
public record LiveFile(FileRow row, FileView view) {
    static LiveFile of(FileRow row) {
        return new LiveFile(row, Rows.fileView(row));
    }
}
