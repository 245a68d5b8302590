package io.artispace.http.jdk;

import java.util.concurrent.Executor;
import java.util.concurrent.LinkedTransferQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The front's own threads: a new one comes only when all are busy, up to a limit; behind that, requests wait. The pools of the JDK either
 * start all threads before they let one wait for a second task, or let nothing wait.
 */
final class WorkerPool implements Executor, AutoCloseable {
    private static final long IDLE_SECONDS = 30;
    private static final long CLOSE_SECONDS = 5;
    /** More connections than this are closed without an answer; so many do not wait for a server that works. */
    private static final int LONGEST_QUEUE = 10_000;

    private final HandOver waiting = new HandOver();
    private final ThreadPoolExecutor threads;

    /** Takes a task only if a thread waits for it, which makes the pool start another thread. */
    private static final class HandOver extends LinkedTransferQueue<Runnable> {
        private static final long serialVersionUID = 1L;

        @Override
        public boolean offer(Runnable task) {
            return tryTransfer(task);
        }
    }

    WorkerPool(int limit, int port) {
        threads = new ThreadPoolExecutor(
                0,
                limit,
                IDLE_SECONDS,
                TimeUnit.SECONDS,
                waiting,
                named("artispace-http-" + port + "-"),
                this::enqueue);
    }

    @Override
    public void execute(Runnable task) {
        threads.execute(task);
    }

    /** Stops the threads; those that are still busy are interrupted, and waited for a moment. */
    @Override
    public void close() {
        threads.shutdownNow();
        try {
            threads.awaitTermination(CLOSE_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void enqueue(Runnable task, ThreadPoolExecutor full) {
        if (full.isShutdown() || waiting.size() >= LONGEST_QUEUE) {
            throw new RejectedExecutionException("The server is overloaded or was closed.");
        }
        waiting.put(task);
    }

    private static ThreadFactory named(String prefix) {
        AtomicInteger number = new AtomicInteger();
        return task -> {
            Thread thread = new Thread(task, prefix + number.incrementAndGet());
            thread.setDaemon(true);
            return thread;
        };
    }
}
