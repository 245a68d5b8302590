package io.artispace.http.jdk;

import java.time.Duration;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/**
 * Limits how long the thread that creates it waits for a client, since the JDK's server reads from channels without a time-out. When
 * the time is over, the thread is interrupted, which closes the connection's channel ({@link java.nio.channels.InterruptibleChannel}).
 * {@link ClientWait} begins anew with whatever the client does; this limits all that it does together, too, which needs an alarm of its
 * own. Used by that thread.
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

    /** Begins a step with a time limit of its own, in place of that of the step before. */
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

    /** Ends the limit. If the thread was interrupted, the interrupt is cleared: it has closed the connection. */
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
