package io.artispace.core.view;

import io.artispace.FilePath;
import io.artispace.FileView;
import io.artispace.Origin;
import io.artispace.Quote;
import io.artispace.StoredFile;
import io.artispace.core.content.BlobFailures;
import io.artispace.core.content.BlobReader;
import io.artispace.exchange.Body;
import java.io.IOException;
import java.io.InputStream;

/**
 * A file that a row names; its bytes are looked for when they are asked for.
 *
 * @param view what the row says
 * @param reader finds the bytes, and checks them
 * @param origin the repository of the row
 */
public record RowFile(FileView view, BlobReader reader, Origin origin) implements StoredFile {
    @Override
    public FilePath path() {
        return view.path();
    }

    @Override
    public Body body() {
        return reader.body(view.digests().sha256(), view.size(), view.path());
    }

    @Override
    public InputStream open() {
        try {
            return body().open();
        } catch (IOException e) {
            throw BlobFailures.unread("the file " + Quote.of(view.path()), e);
        }
    }
}
