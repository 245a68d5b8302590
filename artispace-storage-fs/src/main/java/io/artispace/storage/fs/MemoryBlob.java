package io.artispace.storage.fs;

import io.artispace.blob.Blob;
import io.artispace.blob.Digest;
import java.io.IOException;
import java.io.InputStream;
import java.util.Objects;

/** A blob on the heap. It looks its content up when it is opened, so that a deleted blob is as absent here as in a directory. */
record MemoryBlob(MemoryBlobStore store, Digest digest, long size) implements Blob {
    @Override
    public InputStream open(long offset, long length) throws IOException {
        Objects.checkFromIndexSize(offset, length, size);
        return store.content(digest).open(offset, length);
    }
}
