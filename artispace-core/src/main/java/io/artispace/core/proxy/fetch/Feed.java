package io.artispace.core.proxy.fetch;

import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Hands the bytes of an arriving file to one reader, at most 256 KiB ahead. A reader that has made the others wait for a fifth of a
 * second altogether is dropped, and reads the rest from the store. One thread puts, one takes.
 */
final class Feed {
    private static final int CHUNKS = 8;
    private static final long PATIENCE_NANOS = TimeUnit.MILLISECONDS.toNanos(200);

    private final BlockingQueue<byte[]> chunks = new ArrayBlockingQueue<>(CHUNKS);
    private volatile boolean ended;
    private long patience = PATIENCE_NANOS;

    /** Hands a chunk on, which nobody changes any more. */
    void put(byte[] chunk) throws InterruptedException {
        if (ended || chunks.offer(chunk)) {
            return;
        }
        long before = System.nanoTime();
        boolean taken = chunks.offer(chunk, patience, TimeUnit.NANOSECONDS);
        patience -= System.nanoTime() - before;
        if (!taken) {
            ended = true;
        }
    }

    /** Says that nothing more will be put. */
    void end() {
        ended = true;
    }

    /** Returns the size of the next chunk; 0 if there is none yet. Called by the thread that takes. */
    int waiting() {
        byte[] next = chunks.peek();
        return next == null ? 0 : next.length;
    }

    /** Takes the next chunk; null if there is none any more. */
    byte @Nullable [] take() throws InterruptedException {
        while (true) {
            boolean last = ended;
            byte[] chunk = chunks.poll(last ? 0 : 20, TimeUnit.MILLISECONDS);
            if (chunk != null || last) {
                return chunk;
            }
        }
    }
}
