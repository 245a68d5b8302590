package io.artispace.core.upstream;

import io.artispace.UpstreamFailedException;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Has at most {@value #MOST} of its tasks run at once on threads that others use, too; the rest waits in the order in which it came. It has no
 * thread of its own, and so nothing to close. Thread-safe.
 *
 * <p>Whoever waits for a task waits as long as it takes, so none may be left behind: a task waits only where a thread that runs will take it, or
 * one that was had for it; else its giver is told at once that it never runs.
 */
final class Lane implements Executor {
    static final int MOST = 16;

    private static final Logger logger = LoggerFactory.getLogger(Lane.class);

    private final Executor threads;
    private final Queue<Runnable> waiting = new ArrayDeque<>();
    /** Threads that take tasks, each until none waits. */
    private int running;
    /** Threads that were asked for, and do not take tasks yet. */
    private int coming;

    Lane(Executor threads) {
        this.threads = threads;
    }

    /**
     * Has a task run as soon as there is room.
     *
     * @throws UpstreamFailedException if no thread can be had; the task then never runs
     */
    @Override
    public void execute(Runnable task) {
        synchronized (this) {
            waiting.add(task);
            // Those that were asked for may never come: only one that runs is sure to take what waits.
            if (running > 0 && running + coming >= MOST) {
                return;
            }
            coming++;
        }
        try {
            threads.execute(this::run);
        } catch (Throwable noThread) {
            // An error as well: it is how a machine says that it has no thread to spare.
            if (withdraw(task)) {
                throw failure(noThread);
            }
        }
    }

    /** Tells whether the task still waited, and does no more: another thread may have taken it meanwhile. */
    private synchronized boolean withdraw(Runnable task) {
        coming--;
        return waiting.remove(task);
    }

    private static UpstreamFailedException failure(Throwable noThread) {
        String message = noThread instanceof RejectedExecutionException
                ? "The registry is closed, and asks no upstream any more."
                : "Cannot ask an upstream: this process can start no more threads. Try again later.";
        return new UpstreamFailedException(message, noThread);
    }

    private void run() {
        if (!arrive()) {
            return;
        }
        for (Runnable task = next(); task != null; task = next()) {
            try {
                task.run();
            } catch (Throwable thrown) {
                // This thread goes on with what waits: there may be no other one to be had.
                log(thrown);
            }
        }
    }

    /** Tells whether there is room for one more thread; without it, those that run take what waits. */
    private synchronized boolean arrive() {
        coming--;
        if (running == MOST) {
            return false;
        }
        running++;
        return true;
    }

    private synchronized @Nullable Runnable next() {
        Runnable task = waiting.poll();
        if (task == null) {
            running--;
        }
        return task;
    }

    private static void log(Throwable thrown) {
        try {
            logger.error("A task that asks an upstream ended with what it should have told those who wait.", thrown);
        } catch (Throwable unloggable) {
            // Where memory is short, this may have none either, and the tasks still count for more.
        }
    }
}
