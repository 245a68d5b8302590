package io.artispace.stores.move;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** Runs tasks in a few threads, which end when it is closed; used by one thread. */
final class SeveralAtOnce implements AutoCloseable {
    /** What is done. */
    @FunctionalInterface
    interface Task {
        void run() throws IOException;
    }

    private final ExecutorService threads;
    private final int waiting;
    private final Deque<Future<?>> running = new ArrayDeque<>();

    SeveralAtOnce(int count) {
        AtomicInteger number = new AtomicInteger();
        threads = Executors.newFixedThreadPool(count, task -> {
            Thread thread = new Thread(task, "artispace-move-" + number.incrementAndGet());
            thread.setDaemon(true);
            return thread;
        });
        waiting = 2 * count;
    }

    /** Runs a task soon; waits for the oldest one if many are waiting. */
    void run(Task task) throws IOException {
        running.add(threads.submit(() -> {
            task.run();
            return true;
        }));
        if (running.size() > waiting) {
            awaitOldest();
        }
    }

    /** Waits for all tasks; fails as the first one that has failed. */
    void await() throws IOException {
        while (!running.isEmpty()) {
            awaitOldest();
        }
    }

    private void awaitOldest() throws IOException {
        try {
            running.remove().get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("The move was interrupted.");
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RuntimeException failure) {
                throw failure;
            }
            throw e.getCause() instanceof IOException failure ? failure : new IOException(e.getCause());
        }
    }

    /** Ends the threads, and what they have not finished. */
    @Override
    public void close() throws IOException {
        threads.shutdownNow();
        try {
            if (!threads.awaitTermination(1, TimeUnit.MINUTES)) {
                throw new IOException("A copy did not end within a minute after it was interrupted.");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
