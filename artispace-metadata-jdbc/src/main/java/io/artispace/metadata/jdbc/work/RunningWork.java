package io.artispace.metadata.jdbc.work;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;

/** Counts what is being done in a store, so that closing the store can wait for it; once it is closed, nothing more begins. */
public final class RunningWork {
    /** The sign bit of the count. */
    private static final int CLOSED = Integer.MIN_VALUE;

    private final AtomicInteger count = new AtomicInteger();
    private final CountDownLatch ended = new CountDownLatch(1);

    /**
     * Begins something, which has to end with {@link #leave()}.
     *
     * @throws IllegalStateException if the store is closed
     */
    public void enter() {
        if (count.getAndUpdate(now -> now < 0 ? now : now + 1) < 0) {
            throw new IllegalStateException("The metadata store is closed.");
        }
    }

    public void leave() {
        if (count.decrementAndGet() == CLOSED) {
            ended.countDown();
        }
    }

    /** Lets nothing more begin, waits until all has ended, and returns whether it was open. An interrupt does not end the wait. */
    public boolean close() {
        int before = count.getAndUpdate(now -> now | CLOSED);
        if (before < 0) {
            return false;
        }
        if (before > 0) {
            Waiting.uninterruptibly(ended);
        }
        return true;
    }
}
