package io.artispace.storage.s3;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** The threads that send the parts of large contents; they end when they were idle for some seconds. */
final class PartThreads implements AutoCloseable {
    private static final long IDLE_SECONDS = 5;

    private final ThreadPoolExecutor threads;

    PartThreads(int count) {
        AtomicInteger number = new AtomicInteger();
        threads = new ThreadPoolExecutor(
                count, count, IDLE_SECONDS, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), task -> {
                    Thread thread = new Thread(task, "artispace-s3-part-" + number.incrementAndGet());
                    thread.setDaemon(true);
                    return thread;
                });
        threads.allowCoreThreadTimeOut(true);
    }

    /**
     * Runs all tasks and returns their results in order. If one fails, this thread is interrupted or the store is closed, tasks that have
     * not begun are left out and those that have are waited for, whatever happens meanwhile: when this method returns, none of them runs
     * any more.
     *
     * @throws IOException as the first task that failed, or if this thread was interrupted or the store closed meanwhile
     */
    <T> List<T> runAll(List<Callable<T>> tasks) throws IOException {
        AtomicBoolean stopped = new AtomicBoolean();
        List<Future<@Nullable T>> running = new ArrayList<>();
        try {
            for (Callable<T> task : tasks) {
                running.add(threads.submit(() -> stopped.get() ? null : task.call()));
            }
            List<T> results = new ArrayList<>();
            for (Future<@Nullable T> each : running) {
                T result = each.get();
                if (result != null) {
                    results.add(result);
                }
            }
            return results;
        } catch (InterruptedException e) {
            stopped.set(true);
            awaitAll(running);
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("The upload was interrupted.");
        } catch (ExecutionException e) {
            stopped.set(true);
            awaitAll(running);
            if (threads.isShutdown()) {
                throw closed(e);
            }
            throw e.getCause() instanceof IOException failed ? failed : new IOException(e.getCause());
        } catch (CancellationException | RejectedExecutionException e) {
            stopped.set(true);
            awaitAll(running);
            throw closed(e);
        }
    }

    private static IOException closed(Exception cause) {
        return new IOException("The blob store was closed during the upload.", cause);
    }

    /** An interrupt does not end the wait, and is kept. */
    private static void awaitAll(List<? extends Future<?>> running) {
        boolean interrupted = false;
        for (Future<?> each : running) {
            while (!each.isDone()) {
                try {
                    each.get();
                } catch (InterruptedException e) {
                    interrupted = true;
                } catch (ExecutionException | CancellationException e) {
                    break; // the first failure is told
                }
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /** Interrupts what runs, and lets nobody wait for what does not. */
    @Override
    public void close() {
        for (Runnable queued : threads.shutdownNow()) {
            if (queued instanceof Future<?> task) {
                task.cancel(false);
            }
        }
    }
}
