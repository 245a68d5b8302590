package io.artispace.core.upstream;

import io.artispace.core.content.OneByte;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;

/**
 * Closes a body when too little of it comes for too long, so that its reader fails instead of waiting for ever. Too little means less
 * than a kibibyte within the time that the upstream may be idle: so one that sends a byte now and then is given up, too. Used by one
 * thread.
 */
final class Watchdog extends FilterInputStream {
    private static final int LEAST = 1024;

    private final long idleNanos;
    private final ScheduledFuture<?> watch;
    private final Object lock = new Object();

    /**
     * How many bytes came, and for how long they were waited for, since enough had come last. Only time spent waiting counts, since a slow
     * reader is not the upstream's fault.
     */
    private int received;

    private long waitedNanos;
    private long waitingSince;
    private boolean waiting;
    private boolean bitten;

    Watchdog(InputStream body, Duration idle, ScheduledExecutorService scheduler) {
        super(body);
        this.idleNanos = TimeUnit.NANOSECONDS.convert(idle);
        long period = Math.max(1, idleNanos / 4);
        this.watch = scheduler.scheduleAtFixedRate(this::look, period, period, TimeUnit.NANOSECONDS);
    }

    private void look() {
        synchronized (lock) {
            if (bitten || !waiting || waitedNanos + System.nanoTime() - waitingSince <= idleNanos) {
                return;
            }
            bitten = true;
        }
        try {
            in.close();
        } catch (IOException ignored) {
            // Its reader is told by its next read.
        }
    }

    @Override
    public int read() throws IOException {
        return OneByte.of(this);
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
        synchronized (lock) {
            waiting = true;
            waitingSince = System.nanoTime();
        }
        int count = 0;
        try {
            count = in.read(bytes, offset, length);
        } catch (IOException e) {
            throw isBitten() ? idle() : e;
        } finally {
            note(Math.max(0, count));
        }
        if (count < 0 && isBitten()) {
            throw idle();
        }
        return count;
    }

    private void note(int count) {
        synchronized (lock) {
            waiting = false;
            waitedNanos += System.nanoTime() - waitingSince;
            received += count;
            if (received >= LEAST) {
                received = 0;
                waitedNanos = 0;
            }
        }
    }

    private boolean isBitten() {
        synchronized (lock) {
            return bitten;
        }
    }

    private static IOException idle() {
        return new IOException("it sent too little for too long");
    }

    @Override
    public void close() throws IOException {
        watch.cancel(false);
        in.close();
    }
}
