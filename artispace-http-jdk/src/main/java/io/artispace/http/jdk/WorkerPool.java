package io.artispace.http.jdk;

import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadFactory;
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
    private final AtomicInteger tasks = new AtomicInteger();
    private final Waiting waiting = new Waiting();
    private final ThreadPoolExecutor pool;

    WorkerPool(int limit, int port) {
        this(limit, new Named("artispace-http-" + port + "-"));
    }

    WorkerPool(int limit, ThreadFactory threads) {
        this.limit = limit;
        this.pool =
                new ThreadPoolExecutor(0, limit, IDLE_SECONDS, TimeUnit.SECONDS, waiting, threads, this::reconsider);
    }

    @Override
    public void execute(Runnable task) {
        tasks.incrementAndGet();
        Runnable counted = () -> {
            try {
                task.run();
            } finally {
                tasks.decrementAndGet();
            }
        };
        try {
            pool.execute(counted);
        } catch (RejectedExecutionException e) {
            tasks.decrementAndGet();
            throw e;
        } catch (Throwable noThread) {
            // An error as well: it is how a machine says that it has no thread to spare. Those that there are take the
            // task in its turn.
            if (pool.getPoolSize() == 0 || !waiting.offerAnyway(counted)) {
                tasks.decrementAndGet();
                throw new RejectedExecutionException("The server can start no thread.", noThread);
            }
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
            int started = pool.getPoolSize();
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

    /** Names threads by number. */
    private record Named(String prefix, AtomicInteger names) implements ThreadFactory {
        Named(String prefix) {
            this(prefix, new AtomicInteger());
        }

        @Override
        public Thread newThread(Runnable work) {
            Thread thread = new Thread(work, prefix + names.incrementAndGet());
            thread.setDaemon(true);
            return thread;
        }
    }
}
