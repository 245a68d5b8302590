package io.artispace.http.jdk;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Gives up clients that keep a thread waiting and do nothing. The JDK's server would wait for them for ever, and as many such clients
 * as there are threads would be enough to stop all answers. It looks at all waiting threads from time to time, so that a request need
 * not set an alarm of its own, which would wake a thread.
 */
final class Patience {
    /** How many ticks the time has; so it is exceeded by a quarter at most. */
    static final int TICKS = 4;

    private final Duration tick;
    private final Alarm alarm;
    private final Map<Thread, ClientWait> waits = new ConcurrentHashMap<>();
    private final AtomicBoolean ticking = new AtomicBoolean();
    private final AtomicInteger now = new AtomicInteger(1);

    Patience(Duration time, Alarm alarm) {
        this.tick = time.dividedBy(TICKS).plusNanos(1);
        this.alarm = alarm;
    }

    /** The number of the tick. */
    int now() {
        return now.get();
    }

    /** Returns a task of the server, in which a request is read and answered, with a wait that has begun: for the request's head. */
    Runnable watch(Runnable task) {
        return () -> {
            ClientWait wait = begin();
            try {
                task.run();
            } finally {
                waits.remove(Thread.currentThread());
                wait.endedInTime();
            }
        };
    }

    private ClientWait begin() {
        ClientWait wait = new ClientWait(this);
        wait.begin();
        waits.put(Thread.currentThread(), wait);
        if (!ticking.get() && ticking.compareAndSet(false, true)) {
            setAlarm();
        }
        return wait;
    }

    /** Returns the wait of the task that the thread is in. */
    ClientWait current() {
        ClientWait wait = waits.get(Thread.currentThread());
        if (wait == null) {
            throw new IllegalStateException("The server answers in another thread than that of its executor.");
        }
        return wait;
    }

    @SuppressWarnings("FutureReturnValueIgnored") // It goes off, however few wait by then.
    private void setAlarm() {
        try {
            alarm.set(tick, this::tick);
        } catch (RejectedExecutionException closed) {
            // The front is being closed, which breaks all connections.
        }
    }

    private void tick() {
        int began = now.incrementAndGet() - TICKS - 1;
        waits.values().forEach(wait -> wait.cutIfSince(began));
        // No thread waits any more, unless one began to at this moment.
        ticking.set(false);
        if (!waits.isEmpty() && ticking.compareAndSet(false, true)) {
            setAlarm();
        }
    }
}
