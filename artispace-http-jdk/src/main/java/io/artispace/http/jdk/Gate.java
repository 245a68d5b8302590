package io.artispace.http.jdk;

import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * Counts the requests that are being answered, so that closing can wait for them. The JDK's server counts them, too, but does not count
 * down when a connection breaks; closing it would then always take the longest time allowed.
 */
final class Gate {
    private int inside;
    private boolean closed;

    /** Lets a request in, which then has to {@link #leave()}; returns false once the gate is closed. */
    synchronized boolean enter() {
        if (closed) {
            return false;
        }
        inside++;
        return true;
    }

    synchronized void leave() {
        inside--;
        if (closed && inside == 0) {
            notifyAll();
        }
    }

    /** Lets nobody in any more, and waits until all have left, the time is over, or the thread is interrupted. */
    synchronized void closeAndAwait(Duration timeout) {
        closed = true;
        long begun = System.nanoTime();
        long nanos = TimeUnit.NANOSECONDS.convert(timeout);
        try {
            while (inside > 0) {
                long remaining = nanos - (System.nanoTime() - begun);
                if (remaining <= 0) {
                    return;
                }
                TimeUnit.NANOSECONDS.timedWait(this, remaining);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
