package io.artispace.http.jdk;

import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The front's own threads: a new one comes only when all are busy, up to a limit; behind that, requests wait. A pool of the JDK alone
 * either starts all its threads before it lets one have a second task, or lets nothing wait. A queue that hands over directly could do it
 * too, but its threads spin while they wait, which costs a third more CPU per request than a plain queue.
 */
final class WorkerPool implements Executor, AutoCloseable {
    private static final long IDLE_SECONDS = 30;
    private static final long CLOSE_SECONDS = 5;
    /** More connections than this are closed without an answer; so many do not wait for a server that works. */
    private static final int LONGEST_QUEUE = 10_000;

    private final int limit;
    private final String namePrefix;
    private final AtomicInteger names = new AtomicInteger();
    private final AtomicInteger threads = new AtomicInteger();
    private final AtomicInteger tasks = new AtomicInteger();
    private final Waiting waiting = new Waiting();
    private final ThreadPoolExecutor pool;

    WorkerPool(int limit, int port) {
        this.limit = limit;
        this.namePrefix = "artispace-http-" + port + "-";
        this.pool = new ThreadPoolExecutor(
                0, limit, IDLE_SECONDS, TimeUnit.SECONDS, waiting, this::newThread, this::reconsider);
    }

    @Override
    public void execute(Runnable task) {
        tasks.incrementAndGet();
        try {
            pool.execute(() -> {
                try {
                    task.run();
                } finally {
                    tasks.decrementAndGet();
                }
            });
        } catch (RejectedExecutionException e) {
            tasks.decrementAndGet();
            throw e;
        }
    }

    /** Stops the threads; those that are still busy are interrupted, and waited for a moment. */
    @Override
    public void close() {
        pool.shutdownNow();
        try {
            pool.awaitTermination(CLOSE_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Refuses a task when no thread is free for it but one may be started, which is what the pool does then. */
    private final class Waiting extends LinkedBlockingQueue<Runnable> {
        private static final long serialVersionUID = 1L;

        Waiting() {
            super(LONGEST_QUEUE);
        }

        @Override
        public boolean offer(Runnable task) {
            int started = threads.get();
            return (tasks.get() <= started || started >= limit) && super.offer(task);
        }

        boolean offerAnyway(Runnable task) {
            return super.offer(task);
        }
    }

    /** Several tasks may have been refused for the sake of one last thread. */
    private void reconsider(Runnable task, ThreadPoolExecutor full) {
        if (full.isShutdown() || !waiting.offerAnyway(task)) {
            throw new RejectedExecutionException("The server is overloaded or was closed.");
        }
    }

    private Thread newThread(Runnable work) {
        threads.incrementAndGet();
        Thread thread = new Thread(
                () -> {
                    try {
                        work.run();
                    } finally {
                        threads.decrementAndGet();
                    }
                },
                namePrefix + names.incrementAndGet());
        thread.setDaemon(true);
        return thread;
    }
}
