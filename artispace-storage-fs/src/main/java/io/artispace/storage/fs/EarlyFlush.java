package io.artispace.storage.fs;

import java.io.IOException;
import java.nio.channels.FileChannel;
import org.jspecify.annotations.Nullable;

/**
 * Brings a large file to the disk while more of it still comes, so that little is left to do at its end. Otherwise the disk, which is
 * no faster than the network and the digests, would begin only when they have ended. Each flush has a thread of its own, which lives no
 * longer than that; a file has one at a time. Used by the thread that writes the file.
 */
final class EarlyFlush {
    private static final long STEP = 4L * 1024 * 1024;

    private final FileChannel channel;
    private final Durability durability;
    private long begunAt;
    private @Nullable Thread running;
    private volatile @Nullable Throwable failure;

    EarlyFlush(FileChannel channel, Durability durability) {
        this.channel = channel;
        this.durability = durability;
    }

    /** Begins a flush if much was written since the last one began, and that one has ended. */
    void written(long size) {
        Thread before = running;
        if (size - begunAt < STEP || before != null && before.isAlive()) {
            return;
        }
        begunAt = size;
        Thread thread = new Thread(this::flush, "artispace-flush");
        thread.setDaemon(true);
        thread.start();
        running = thread;
    }

    private void flush() {
        try {
            durability.forceFile(channel);
        } catch (IOException | RuntimeException | Error e) {
            failure = e;
        }
    }

    /** Waits until nothing is being flushed any more. An interrupt does not end the wait, and is kept. */
    void await() {
        Thread last = running;
        boolean interrupted = false;
        while (last != null && last.isAlive()) {
            try {
                last.join();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /**
     * Waits as {@link #await}.
     *
     * @throws IOException if a flush has failed. This must not be lost: the operating system reports it only once, and the last flush of
     *     the file may succeed
     */
    void end() throws IOException {
        await();
        if (failure != null) {
            throw new IOException("A part of the file could not be written to the disk", failure);
        }
    }
}
