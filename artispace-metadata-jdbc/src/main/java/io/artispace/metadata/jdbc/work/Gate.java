package io.artispace.metadata.jdbc.work;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;

/** Lets works in until it is closed; closing waits for those that are inside. */
public final class Gate {
    /** The sign of the number of works inside. */
    private static final int CLOSED = Integer.MIN_VALUE;

    private final String what;
    private final AtomicInteger inside = new AtomicInteger();
    private final CountDownLatch empty = new CountDownLatch(1);

    public Gate(String what) {
        this.what = what;
    }

    /**
     * Enters. Whoever entered leaves.
     *
     * @throws IllegalStateException if the gate is closed
     */
    public void enter() {
        if (inside.getAndUpdate(count -> count < 0 ? count : count + 1) < 0) {
            throw new IllegalStateException("The " + what + " is closed.");
        }
    }

    public void leave() {
        if (inside.decrementAndGet() == CLOSED) {
            empty.countDown();
        }
    }

    /** Closes the gate, waits until nobody is inside any more, and returns whether it was open. An interrupt does not end the wait. */
    public boolean close() {
        int before = inside.getAndUpdate(count -> count | CLOSED);
        if (before < 0) {
            return false;
        }
        if (before > 0) {
            Waiting.uninterruptibly(empty);
        }
        return true;
    }
}
