package io.artispace.core.upstream;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;

/** A body that is closed under its reader when nothing comes for too long: the reader then fails instead of waiting for ever. Used by one thread. */
final class Watchdog extends FilterInputStream {
    private final long idleNanos;
    private final ScheduledFuture<?> watch;
    private volatile long progress = System.nanoTime();
    private volatile boolean waiting;
    private volatile boolean bitten;

    Watchdog(InputStream body, Duration idle, ScheduledExecutorService scheduler) {
        super(body);
        this.idleNanos = idle.toNanos();
        long period = Math.max(1, idleNanos / 4);
        this.watch = scheduler.scheduleAtFixedRate(this::look, period, period, TimeUnit.NANOSECONDS);
    }

    private void look() {
        if (waiting && System.nanoTime() - progress > idleNanos && !bitten) {
            bitten = true;
            try {
                in.close();
            } catch (IOException ignored) {
                // Its reader is told by its next read.
            }
        }
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
        // Only the time that is spent waiting here counts: a slow reader is not the upstream's fault.
        progress = System.nanoTime();
        waiting = true;
        try {
            int count = in.read(bytes, offset, length);
            if (count < 0 && bitten) {
                throw idle();
            }
            return count;
        } catch (IOException e) {
            throw bitten ? idle() : e;
        } finally {
            waiting = false;
        }
    }

    private static IOException idle() {
        return new IOException("it sent nothing for too long");
    }

    @Override
    public void close() throws IOException {
        watch.cancel(false);
        in.close();
    }
}
