package io.artispace.http.jdk;

import java.time.Duration;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the thread that makes it from waiting for a client for too long: it is interrupted then, which closes the connection's channel
 * ({@link java.nio.channels.InterruptibleChannel}). The JDK's server reads from channels without a time-out. Used by that thread.
 */
final class Deadline implements AutoCloseable {
    private final Thread waiting = Thread.currentThread();
    private final Alarm alarm;
    private final Future<?> whole;
    private @Nullable Future<?> step;
    private boolean passed;
    private boolean closed;

    /** Gives the thread a time from now on. */
    Deadline(Alarm alarm, Duration time) {
        this.alarm = alarm;
        this.whole = alarm.set(time, this::pass);
    }

    /** Gives its next step a time of its own, which ends that of the step before. */
    void step(Duration time) {
        endStep();
        step = alarm.set(time, this::pass);
    }

    private void endStep() {
        Future<?> last = step;
        if (last != null) {
            last.cancel(false);
        }
    }

    private synchronized void pass() {
        if (!closed) {
            passed = true;
            waiting.interrupt();
        }
    }

    /** From here on the thread is not interrupted any more; where it was, that has done what it was for. */
    @Override
    public void close() {
        endStep();
        whole.cancel(false);
        synchronized (this) {
            closed = true;
            if (passed) {
                Thread.interrupted();
            }
        }
    }
}
