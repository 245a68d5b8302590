package io.artispace.core.upstream;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The threads of one registry's proxies: none before the first fetch, one that watches and those that fetch, none a few seconds after the last. How
 * many fetch is limited for each upstream ({@link Lane}), so that one that is slow takes none from the others. Thread-safe.
 */
public final class UpstreamThreads implements AutoCloseable {
    private static final int IDLE_SECONDS = 5;
    private static final long CLOSE_NANOS = TimeUnit.SECONDS.toNanos(10);

    private final ThreadPoolExecutor fetching = new ThreadPoolExecutor(
            0,
            Integer.MAX_VALUE,
            IDLE_SECONDS,
            TimeUnit.SECONDS,
            new SynchronousQueue<>(),
            factory("artispace-fetch-"));
    private final ScheduledThreadPoolExecutor watching =
            new ScheduledThreadPoolExecutor(1, factory("artispace-watch-"));
    private final HttpClients clients = new HttpClients();
    private final CountDownLatch closing = new CountDownLatch(1);

    /** Creates the threads' rules; no thread yet. */
    public UpstreamThreads() {
        watching.setKeepAliveTime(IDLE_SECONDS, TimeUnit.SECONDS);
        watching.allowCoreThreadTimeOut(true);
        watching.setRemoveOnCancelPolicy(true);
    }

    private static ThreadFactory factory(String prefix) {
        AtomicInteger number = new AtomicInteger();
        return work -> {
            Thread thread = new Thread(work, prefix + number.incrementAndGet());
            thread.setDaemon(true);
            return thread;
        };
    }

    HttpClients clients() {
        return clients;
    }

    /** Makes a lane for work of one kind that asks one upstream. */
    Lane lane() {
        return new Lane(fetching);
    }

    ScheduledExecutorService watching() {
        return watching;
    }

    /**
     * Waits, unless the registry is closed meanwhile.
     *
     * @return whether the whole time passed
     */
    boolean pause(long millis) throws InterruptedException {
        return !closing.await(millis, TimeUnit.MILLISECONDS);
    }

    /** Ends all fetches, also where this thread is interrupted; what was received of them is dropped. A second call does nothing. */
    @Override
    public void close() {
        closing.countDown();
        watching.shutdownNow();
        // First, so that what waits in a lane finds no client, and so tells those who wait for it.
        clients.close();
        fetching.shutdownNow();
        boolean interrupted = awaitEnd(fetching) | awaitEnd(watching);
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /** Waits for a while; tells whether this thread was interrupted meanwhile. */
    private static boolean awaitEnd(ExecutorService threads) {
        long begun = System.nanoTime();
        boolean interrupted = false;
        while (true) {
            try {
                threads.awaitTermination(CLOSE_NANOS - (System.nanoTime() - begun), TimeUnit.NANOSECONDS);
                return interrupted;
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
    }
}
