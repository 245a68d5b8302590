package io.artispace.integration.standalone;

import io.artispace.blob.BlobStore;
import io.artispace.blob.Digest;
import io.artispace.testkit.ForwardingBlobStore;
import java.io.IOException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** A blob store that stops before it deletes, until it is told to go on: a collector that is slow at the worst moment. */
final class PausedDeletion extends ForwardingBlobStore {
    private static final long PATIENCE_SECONDS = 60;

    private final CountDownLatch reached = new CountDownLatch(1);
    private final CountDownLatch goOn = new CountDownLatch(1);

    PausedDeletion(BlobStore inside) {
        super(inside);
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
    public void delete(Digest sha256) throws IOException {
        reached.countDown();
        try {
            if (!goOn.await(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                throw new IOException("Nobody said that the deletion may go on.");
            }
        } catch (InterruptedException e) {
            throw new IOException(e);
        }
        super.delete(sha256);
    }
}
