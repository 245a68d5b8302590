package io.artispace.testkit;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.IntFunction;

/** Runs tasks that start at the same moment, one thread each. */
public final class Together {
    private static final long SECONDS = 60;

    private Together() {}

    /**
     * Runs tasks and waits for them, for a minute each at most.
     *
     * @param count how many
     * @param tasks gives the tasks of 0 to {@code count - 1}
     * @param <T> what they return
     * @return what they returned, in their order
     * @throws Exception if one failed: that failure, in an {@link java.util.concurrent.ExecutionException}
     */
    public static <T> List<T> run(int count, IntFunction<Callable<T>> tasks) throws Exception {
        CyclicBarrier start = new CyclicBarrier(count);
        ExecutorService threads = Executors.newFixedThreadPool(count);
        try {
            List<Future<T>> running = new ArrayList<>();
            for (int i = 0; i < count; i++) {
                Callable<T> task = tasks.apply(i);
                running.add(threads.submit(() -> {
                    start.await(SECONDS, TimeUnit.SECONDS);
                    return task.call();
                }));
            }
            List<T> results = new ArrayList<>();
            for (Future<T> each : running) {
                results.add(each.get(SECONDS, TimeUnit.SECONDS));
            }
            return results;
        } finally {
            threads.shutdownNow();
        }
    }
}
