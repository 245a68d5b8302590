package io.artispace.stores.mirror;

import io.artispace.blob.BlobUpload;
import io.artispace.blob.Digest;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/** An upload into both stores. Once the second one has failed, it is left out, if a commit may do without it. */
final class MirroredUpload implements BlobUpload {
    /** What is done to the second upload. */
    @FunctionalInterface
    private interface Step {
        void run(BlobUpload upload) throws IOException;
    }

    private final MirroredBlobStore store;
    private final BlobUpload first;
    private @Nullable BlobUpload second;
    private boolean failed;

    MirroredUpload(MirroredBlobStore store, BlobUpload first, @Nullable BlobUpload second) {
        this.store = store;
        this.first = first;
        this.second = second;
    }

    @Override
    public int write(ByteBuffer source) throws IOException {
        requireUnbroken();
        ByteBuffer copy = source.duplicate();
        int count = first.write(source);
        alsoInSecond(upload -> upload.write(copy));
        return count;
    }

    private void alsoInSecond(Step step) throws IOException {
        BlobUpload other = second;
        if (other == null) {
            return;
        }
        try {
            step.run(other);
        } catch (IOException e) {
            failed = true;
            store.secondFailed(e);
            failed = false;
            second = null;
            closeSecond(other);
        }
    }

    private static void closeSecond(BlobUpload other) {
        try {
            other.close();
        } catch (IOException e) {
            return; // a leftover of a store that fails anyway
        }
    }

    @Override
    public long size() {
        return first.size();
    }

    @Override
    public InputStream openWritten() throws IOException {
        requireUnbroken();
        return first.openWritten();
    }

    @Override
    public void force() throws IOException {
        requireUnbroken();
        first.force();
        alsoInSecond(BlobUpload::force);
    }

    /** Commits in the first store first, since a blob that only the second one has is not committed. */
    @Override
    public void commit(Digest sha256) throws IOException {
        requireUnbroken();
        first.commit(sha256);
        alsoInSecond(upload -> upload.commit(sha256));
    }

    @Override
    public boolean isOpen() {
        return !failed && first.isOpen();
    }

    @Override
    public void close() throws IOException {
        BlobUpload other = second;
        if (other == null) {
            first.close();
            return;
        }
        try (other) {
            first.close();
        }
    }

    private void requireUnbroken() throws IOException {
        store.requireOpen();
        if (failed) {
            throw new IOException("This upload has failed before; begin another one.");
        }
    }
}
