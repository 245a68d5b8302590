package io.artispace.storage.s3;

import io.artispace.blob.Blob;
import io.artispace.blob.Digest;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;

/** A blob in an object. */
record S3Blob(Digest digest, long size, String key, Bucket bucket) implements Blob {
    @Override
    public InputStream open(long offset, long length) throws IOException {
        Objects.checkFromIndexSize(offset, length, size);
        return length == 0 ? InputStream.nullInputStream() : new ResumingStream(this, offset, length);
    }

    @Override
    public Optional<URI> link(Duration validity, String contentType) throws IOException {
        return bucket.link(key, validity, contentType);
    }

    @Override
    public String toString() {
        return "blob " + digest + " of " + size + " bytes";
    }
}
