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
 * Runs its tasks on threads that it shares with other lanes, at most {@value #MOST} at once; further tasks wait in the order in which
 * they came. It has no thread of its own, and so nothing to close. Thread-safe.
 *
 * <p>Others wait for a task without a limit, so none may be forgotten. A task is queued only if a thread that runs, or one that was
 * obtained for it, is sure to take it; otherwise the caller is told at once that it will never run.
 */
final class Lane implements Executor {
    static final int MOST = 16;

    private static final Logger logger = LoggerFactory.getLogger(Lane.class);

    private final Executor threads;
    private final Queue<Runnable> waiting = new ArrayDeque<>();
    /** Threads that take tasks, each until none waits. */
    private int running;
    /** How many threads were asked for and do not take tasks yet. */
    private int coming;

    Lane(Executor threads) {
        this.threads = threads;
    }

    /**
     * Runs a task as soon as there is room.
     *
     * @throws UpstreamFailedException if no thread can be had; the task then never runs
     */
    @Override
    public void execute(Runnable task) {
        synchronized (this) {
            waiting.add(task);
            // Threads that were asked for may never come; only one that runs is sure to take a waiting task.
            if (running > 0 && running + coming >= MOST) {
                return;
            }
            coming++;
        }
        try {
            threads.execute(this::run);
        } catch (Throwable noThread) {
            // Errors, too: if the machine has no thread to spare, that is an OutOfMemoryError.
            if (withdraw(task)) {
                throw failure(noThread);
            }
        }
    }

    /** Takes a task out of the queue again; returns false if another thread has taken it meanwhile. */
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
                // This thread goes on with the waiting tasks, since it may be impossible to get another one.
                log(thrown);
            }
        }
    }

    /** Tells whether there is room for this thread; if not, the threads that run take the waiting tasks. */
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
            // If memory is short, logging may fail, too; the tasks are more important.
        }
    }
}
