package io.artispace.metadata.jdbc.work;

import java.util.concurrent.CountDownLatch;

/** Waits for what is bound to happen. */
public final class Waiting {
    private Waiting() {}

    /** Waits without regard to interrupts; the thread is interrupted afterwards if it was before or meanwhile. */
    public static void uninterruptibly(CountDownLatch latch) {
        boolean interrupted = false;
        while (true) {
            try {
                latch.await();
                break;
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
