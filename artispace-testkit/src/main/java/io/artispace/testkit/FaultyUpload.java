package io.artispace.testkit;

import io.artispace.blob.BlobUpload;
import io.artispace.blob.Digest;
import io.artispace.testkit.FaultyBlobStore.Step;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;

/** An upload of a {@link FaultyBlobStore}; after a fault it can only be closed, as the contract has it. */
final class FaultyUpload implements BlobUpload {
    private final BlobUpload inside;
    private final Faults<Step> faults;
    private boolean failed;

    FaultyUpload(BlobUpload inside, Faults<Step> faults) {
        this.inside = inside;
        this.faults = faults;
    }

    @Override
    public int write(ByteBuffer source) throws IOException {
        return step(Step.WRITE, () -> inside.write(source));
    }

    @Override
    public long size() {
        return inside.size();
    }

    @Override
    public InputStream openWritten() throws IOException {
        requireUnbroken();
        return inside.openWritten();
    }

    @Override
    public void force() throws IOException {
        step(Step.FORCE, () -> {
            inside.force();
            return true;
        });
    }

    @Override
    public void commit(Digest sha256) throws IOException {
        step(Step.COMMIT, () -> {
            inside.commit(sha256);
            return true;
        });
    }

    @Override
    public boolean isOpen() {
        return !failed && inside.isOpen();
    }

    @Override
    public void close() throws IOException {
        inside.close();
    }

    private <T> T step(Step step, Faults.Work<T> work) throws IOException {
        requireUnbroken();
        try {
            return faults.call(step, work);
        } catch (IOException e) {
            failed = true;
            throw e;
        }
    }

    private void requireUnbroken() throws IOException {
        if (failed) {
            throw new IOException("This upload has failed before; begin another one.");
        }
    }
}
