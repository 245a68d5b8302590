package io.artispace.http.jdk;

import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * Counts the requests that are being answered, so that closing can wait for them. The JDK's server counts them, too, but does not count
 * down when a connection breaks; closing it would then always take the longest time allowed.
 */
final class RunningRequests {
    private int count;
    private boolean closed;

    /** Counts a request, which then has to {@link #leave()}; returns false, and counts nothing, once this is closed. */
    synchronized boolean enter() {
        if (closed) {
            return false;
        }
        count++;
        return true;
    }

    synchronized void leave() {
        count--;
        if (closed && count == 0) {
            notifyAll();
        }
    }

    /** Lets no further request begin, and waits until all have ended, the time is over, or the thread is interrupted. */
    synchronized void closeAndAwait(Duration timeout) {
        closed = true;
        long begun = System.nanoTime();
        long nanos = TimeUnit.NANOSECONDS.convert(timeout);
        try {
            while (count > 0) {
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
