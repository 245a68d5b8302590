package io.artispace.storage.fs;

import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.Path;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Forces one directory for many threads at once. A flush covers every change that was made before it began. So a thread that comes
 * while one is running waits for the next one, which all waiting threads share: sixteen commits at once pay for two flushes, not
 * sixteen.
 *
 * <p>{@code running} is held by the one thread that flushes; the monitor of this object guards {@code next}, the round that has not
 * begun yet. A round is joined before it begins and never afterwards.
 */
final class DirectoryFlush {
    private final Path directory;
    private final Durability durability;
    private final ReentrantLock running = new ReentrantLock();
    private @Nullable Round next;

    DirectoryFlush(Path directory, Durability durability) {
        this.directory = directory;
        this.durability = durability;
    }

    /**
     * Makes the names in the directory durable, as they are now.
     *
     * @throws IOException if the flush that covers this moment failed
     */
    void force() throws IOException {
        while (!forceOnce()) {
            // The thread that flushed for us was interrupted, which closed its channel and says nothing about the disk.
        }
    }

    private boolean forceOnce() throws IOException {
        @Nullable Round joined;
        Round led = new Round();
        synchronized (this) {
            joined = next;
            if (joined == null) {
                next = led;
            }
        }
        return joined == null ? lead(led) : joined.await();
    }

    private boolean lead(Round round) throws IOException {
        running.lock();
        try {
            synchronized (this) {
                next = null;
            }
            durability.forceDirectory(directory);
            round.end(null);
            return true;
        } catch (IOException | RuntimeException | Error e) {
            round.end(e);
            throw e;
        } finally {
            running.unlock();
        }
    }

    /** One flush and all who wait for it. */
    private static final class Round {
        private boolean ended;
        private @Nullable Throwable failure;

        synchronized void end(@Nullable Throwable outcome) {
            ended = true;
            failure = outcome;
            notifyAll();
        }

        /** Waits for the end whatever happens: an interrupt is kept for the caller, who has already renamed a file. */
        synchronized boolean await() throws IOException {
            boolean interrupted = false;
            while (!ended) {
                try {
                    wait();
                } catch (InterruptedException e) {
                    interrupted = true;
                }
            }
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
            if (failure instanceof ClosedByInterruptException) {
                return false;
            }
            if (failure != null) {
                throw new IOException("Cannot make a directory of the blob store durable", failure);
            }
            return true;
        }
    }
}
