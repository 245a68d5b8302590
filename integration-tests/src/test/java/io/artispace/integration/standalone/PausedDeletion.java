package io.artispace.integration.standalone;

import io.artispace.blob.Blob;
import io.artispace.blob.BlobStore;
import io.artispace.blob.BlobUpload;
import io.artispace.blob.Digest;
import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A blob store that stops before it deletes, until it is told to go on: a collector that is slow at the worst moment. */
final class PausedDeletion implements BlobStore {
    private static final long PATIENCE_SECONDS = 60;

    private final BlobStore inside;
    private final CountDownLatch reached = new CountDownLatch(1);
    private final CountDownLatch goOn = new CountDownLatch(1);

    PausedDeletion(BlobStore inside) {
        this.inside = inside;
    }

    /** Waits until something is about to be deleted. */
    void awaitDeletion() throws InterruptedException {
        if (!reached.await(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
            throw new AssertionError("Nothing was deleted.");
        }
    }

    /** Lets it be deleted. */
    void goOn() {
        goOn.countDown();
    }

    @Override
    public boolean delete(Digest sha256) throws IOException {
        reached.countDown();
        try {
            if (!goOn.await(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                throw new IOException("Nobody said that the deletion may go on.");
            }
        } catch (InterruptedException e) {
            throw new IOException(e);
        }
        return inside.delete(sha256);
    }

    @Override
    public BlobUpload beginUpload() throws IOException {
        return inside.beginUpload();
    }

    @Override
    public Optional<Blob> find(Digest sha256) throws IOException {
        return inside.find(sha256);
    }

    @Override
    public Stream<Blob> list() throws IOException {
        return inside.list();
    }

    @Override
    public int removeLeftovers() throws IOException {
        return inside.removeLeftovers();
    }

    @Override
    public void close() throws IOException {
        inside.close();
    }
}
