package io.artispace.core.repository;

import io.artispace.FileView;
import io.artispace.metadata.FileRow;

/** Rows as what users see of them. */
public final class Rows {
    private Rows() {}

    /** Returns a file as a view shows it. */
    public static FileView fileView(FileRow row) {
        return ViewReader.fileView(row);
    }
}
