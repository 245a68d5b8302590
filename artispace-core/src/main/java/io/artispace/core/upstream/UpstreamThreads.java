package io.artispace.core.upstream;

import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The threads of one registry's proxies: none before the first fetch, at most {@value #MOST} that fetch and one that watches them, none a few
 * seconds after the last. Thread-safe.
 */
public final class UpstreamThreads implements AutoCloseable {
    private static final int MOST = 24;
    private static final int IDLE_SECONDS = 5;

    private final ThreadPoolExecutor fetching = new ThreadPoolExecutor(
            MOST, MOST, IDLE_SECONDS, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), factory("artispace-fetch-"));
    private final ScheduledThreadPoolExecutor watching =
            new ScheduledThreadPoolExecutor(1, factory("artispace-watch-"));
    private final HttpClients clients = new HttpClients();
    private final CountDownLatch closing = new CountDownLatch(1);

    /** Creates the threads' rules; no thread yet. */
    public UpstreamThreads() {
        fetching.allowCoreThreadTimeOut(true);
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

    ExecutorService fetching() {
        return fetching;
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

    /** Ends all fetches; what was received of them is dropped. A second call does nothing. */
    @Override
    public void close() {
        closing.countDown();
        watching.shutdownNow();
        List<Runnable> neverBegun = fetching.shutdownNow();
        clients.close();
        // Without a client each fails at once, and so tells those who wait for it.
        neverBegun.forEach(Runnable::run);
        try {
            fetching.awaitTermination(10, TimeUnit.SECONDS);
            watching.awaitTermination(10, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
