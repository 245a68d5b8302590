package io.artispace.http.jdk;

import java.util.concurrent.ArrayBlockingQueue;

/**
 * Buffers to copy bodies through, kept for the next response: clearing a new one costs more than sending a small file.
 *
 * <p>Their size is also the most that is written of a file at a time. For each open connection, the JDK's server keeps a buffer of
 * twice that size; so larger ones would bring little speed for much memory.
 */
final class BufferPool {
    static final int SIZE = 64 * 1024;
    private static final int KEPT = 32;

    private final ArrayBlockingQueue<byte[]> free = new ArrayBlockingQueue<>(KEPT);

    byte[] take() {
        byte[] buffer = free.poll();
        return buffer == null ? new byte[SIZE] : buffer;
    }

    /** Gives a buffer back that nobody uses any more; it is dropped where enough are kept. */
    void giveBack(byte[] buffer) {
        free.offer(buffer);
    }
}
