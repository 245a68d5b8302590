package io.artispace.testkit;

import io.artispace.blob.Blob;
import io.artispace.blob.Digest;
import java.io.IOException;
import java.io.InputStream;

/**
 * A blob of a {@link FaultyBlobStore}. It offers no path, so that all reading goes through {@link #open} and can fail.
 */
record FaultyBlob(Blob inside, Faults<FaultyBlobStore.Step> faults) implements Blob {
    @Override
    public Digest digest() {
        return inside.digest();
    }

    @Override
    public long size() {
        return inside.size();
    }

    @Override
    public InputStream open(long offset, long length) throws IOException {
        return faults.call(FaultyBlobStore.Step.OPEN, () -> inside.open(offset, length), InputStream::close);
    }
}
