package io.artispace.exchange;

import io.artispace.blob.Blob;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;

/** A body of a range of a blob. */
record BlobBody(Blob blob, long offset, long length) implements Body {
    @Override
    public InputStream open() throws IOException {
        return blob.open(offset, length);
    }

    @Override
    public Body slice(long from, long size) {
        Objects.checkFromIndexSize(from, size, length);
        return new BlobBody(blob, offset + from, size);
    }

    @Override
    public Optional<Path> file() {
        return blob.path();
    }

    @Override
    public long fileOffset() {
        return offset;
    }

    /** Makes an address only for a whole blob, since an address has no range. */
    @Override
    public Optional<URI> link(Duration validity, String contentType) throws IOException {
        return offset == 0 && length == blob.size() ? blob.link(validity, contentType) : Optional.empty();
    }
}
