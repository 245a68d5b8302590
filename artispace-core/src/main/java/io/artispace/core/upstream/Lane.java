package io.artispace.core.upstream;

import io.artispace.UpstreamFailedException;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;

/**
 * Has at most {@value #MOST} of its tasks run at once on threads that others use, too; the rest waits in the order in which it came. It has no
 * thread of its own, and so nothing to close. Thread-safe.
 */
final class Lane implements Executor {
    static final int MOST = 16;

    private final Executor threads;
    private final Queue<Runnable> waiting = new ArrayDeque<>();
    private int running;

    Lane(Executor threads) {
        this.threads = threads;
    }

    @Override
    public void execute(Runnable task) {
        synchronized (this) {
            if (running == MOST) {
                waiting.add(task);
                return;
            }
            running++;
        }
        begin(task);
    }

    private void begin(Runnable task) {
        try {
            threads.execute(() -> run(task));
        } catch (RejectedExecutionException ended) {
            throw new UpstreamFailedException("The registry is closed, and asks no upstream any more.", ended);
        }
    }

    private void run(Runnable first) {
        Runnable task = first;
        while (task != null) {
            boolean done = false;
            try {
                task.run();
                done = true;
            } finally {
                task = next();
                if (!done && task != null) {
                    // This thread ends with what was thrown; what waits goes on on another one.
                    begin(task);
                }
            }
        }
    }

    private synchronized @Nullable Runnable next() {
        Runnable task = waiting.poll();
        if (task == null) {
            running--;
        }
        return task;
    }
}
