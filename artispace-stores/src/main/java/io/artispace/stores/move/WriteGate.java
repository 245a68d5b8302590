package io.artispace.stores.move;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantReadWriteLock;

/**
 * Lets writers through, any number at once, until it is shut; those inside are waited for. A writer is a transaction, or an upload that
 * is being begun or committed. A thread that is inside may enter again: works do not nest, but a transaction may delete blobs.
 */
final class WriteGate {
    /** What is done, and may fail as a store does. */
    @FunctionalInterface
    interface Work<T> {
        T run() throws IOException;
    }

    private final ReentrantReadWriteLock lock = new ReentrantReadWriteLock();

    /** Waits until the gate is open. The same thread has to leave afterwards. */
    void enter() {
        lock.readLock().lock();
    }

    void leave() {
        lock.readLock().unlock();
    }

    /**
     * Does something while no writer is inside.
     *
     * @param patience how long to wait for those inside; newcomers wait as well
     * @param work what to do
     * @return what it returned
     * @throws IOException as the work does
     * @throws Tally.Ended if they did not leave in time, or this thread was interrupted; nothing was done
     */
    <T> T shut(Duration patience, Work<T> work) throws IOException {
        try {
            if (!lock.writeLock().tryLock(patience.toNanos(), TimeUnit.NANOSECONDS)) {
                throw new Tally.Ended("writes that had begun did not end within " + patience + "; try again");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Tally.Ended("the move was interrupted; try again");
        }
        try {
            return work.run();
        } finally {
            lock.writeLock().unlock();
        }
    }
}
