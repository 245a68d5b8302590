package io.artispace.http.jdk;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The waiting of one thread for the client of its request, which has to send something or to take what is sent to it. The thread begins
 * and ends the wait. If it takes too long, {@link Patience} ends it: it interrupts the thread, which closes the connection's channel.
 * The thread is never interrupted while it does anything else.
 */
final class ClientWait {
    private static final int NOT_WAITING = 0;
    private static final int BEING_CUT = -1;
    private static final int CUT = -2;

    private final Thread thread = Thread.currentThread();
    private final Patience patience;
    /** The tick at which the wait began, or one of the constants above. A tick is precise enough here, and reading it costs nothing. */
    private final AtomicInteger since = new AtomicInteger();

    ClientWait(Patience patience) {
        this.patience = patience;
    }

    /** Begins to wait for something. */
    void begin() {
        since.set(patience.now());
    }

    /**
     * Begins to wait until the client has taken a piece. How much of it was taken cannot be seen meanwhile, so a large piece gets more
     * time.
     */
    private void beginTaking(int length) {
        since.set(patience.now() + Patience.TICKS * (length / BufferPool.SIZE));
    }

    /**
     * Ends the waiting.
     *
     * @throws IOException if it took too long, and the connection is closed
     */
    void end() throws IOException {
        if (!endedInTime()) {
            throw new IOException("The client neither sent nor took anything for too long");
        }
    }

    /** Ends the waiting, whether it took too long or not. */
    boolean endedInTime() {
        int begun = since.get();
        if (begun == NOT_WAITING || begun > NOT_WAITING && since.compareAndSet(begun, NOT_WAITING)) {
            return true;
        }
        while (since.get() == BEING_CUT) {
            Thread.onSpinWait();
        }
        since.set(NOT_WAITING);
        // It has done what it was for.
        Thread.interrupted();
        return false;
    }

    /** Cuts it off if it began at this tick or before. */
    void cutIfSince(int tick) {
        int begun = since.get();
        if (begun > NOT_WAITING && begun <= tick && since.compareAndSet(begun, BEING_CUT)) {
            thread.interrupt();
            since.set(CUT);
        }
    }

    /** Returns a stream to the client whose writes are waited for. */
    OutputStream watch(OutputStream out) {
        return new FilterOutputStream(out) {
            @Override
            public void write(byte[] bytes, int offset, int length) throws IOException {
                beginTaking(length);
                try {
                    out.write(bytes, offset, length);
                } finally {
                    end();
                }
            }

            @Override
            public void flush() throws IOException {
                begin();
                try {
                    out.flush();
                } finally {
                    end();
                }
            }
        };
    }
}
