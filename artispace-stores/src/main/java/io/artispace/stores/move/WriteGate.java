package io.artispace.stores.move;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Supplier;

/**
 * Lets writers through, any number at once, until it is shut; those inside are waited for. A writer is a transaction, or an upload that
 * is being begun or committed. A thread that is inside may enter again: works do not nest, but a transaction may delete blobs.
 */
final class WriteGate {
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
     * @throws WritersBusy if they did not leave in time, or this thread was interrupted; nothing was done
     */
    <T> T shut(Duration patience, Supplier<T> work) throws WritersBusy {
        try {
            if (!lock.writeLock().tryLock(patience.toNanos(), TimeUnit.NANOSECONDS)) {
                throw new WritersBusy("writes that had begun did not end within " + patience);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new WritersBusy("the move was interrupted");
        }
        try {
            return work.get();
        } finally {
            lock.writeLock().unlock();
        }
    }

    /** The gate could not be shut. */
    static final class WritersBusy extends Exception {
        private static final long serialVersionUID = 1L;

        WritersBusy(String message) {
            super(message);
        }
    }
}
