package io.artispace.core.upstream;

import io.artispace.UpstreamFailedException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Supplier;

/**
 * The threads of one registry's proxies, which fetch. There are none before the first fetch, and none a few seconds after the last. How
 * many fetch is limited for each upstream ({@link Lane}), so that a slow one takes no threads from the others. Thread-safe.
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
    private final HttpClients clients = new HttpClients();
    private final CountDownLatch closing = new CountDownLatch(1);
    /** Held for reading by threads that store what came whole, which must not be interrupted. */
    private final ReadWriteLock storing = new ReentrantReadWriteLock();

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

    /** Makes a lane for one kind of work with one upstream, which limits how much of it is done at a time ({@link Lane}). */
    public Executor lane() {
        return new Lane(fetching);
    }

    /** Tells whether the registry is closed, or about to be. */
    boolean isClosing() {
        return closing.getCount() == 0;
    }

    /**
     * Waits, unless the registry is closed meanwhile.
     *
     * @return whether the whole time passed
     */
    boolean pause(long millis) throws InterruptedException {
        return !closing.await(millis, TimeUnit.MILLISECONDS);
    }

    /**
     * Runs work that hands out and stores a file that came whole; {@link #close} waits for it.
     *
     * @throws UpstreamFailedException if the registry is closed
     */
    public <T> T store(Supplier<T> work) {
        Lock lock = storing.readLock();
        if (!lock.tryLock()) {
            throw closed();
        }
        try {
            // Within the lock: a thread that closes either waits for the lock, or has set this before.
            if (isClosing()) {
                throw closed();
            }
            return work.get();
        } finally {
            lock.unlock();
        }
    }

    private static UpstreamFailedException closed() {
        return new UpstreamFailedException("The registry was closed before a file was stored.");
    }

    /**
     * Ends all fetches: files that came whole are stored, and parts of others are dropped. It does so even if this thread is interrupted. A
     * second call does nothing.
     */
    @Override
    public void close() {
        closing.countDown();
        // First, so that tasks that wait in a lane fail for lack of a client, and those who wait for them are told.
        clients.close();
        boolean interrupted = awaitEnd(this::awaitStored);
        fetching.shutdownNow();
        interrupted |= awaitEnd(left -> fetching.awaitTermination(left, TimeUnit.NANOSECONDS));
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private boolean awaitStored(long nanos) throws InterruptedException {
        Lock lock = storing.writeLock();
        boolean all = lock.tryLock(nanos, TimeUnit.NANOSECONDS);
        if (all) {
            lock.unlock();
        }
        return all;
    }

    @FunctionalInterface
    private interface Wait {
        boolean atMost(long nanos) throws InterruptedException;
    }

    /** Waits for a while; tells whether this thread was interrupted meanwhile. */
    private static boolean awaitEnd(Wait wait) {
        long begun = System.nanoTime();
        boolean interrupted = false;
        while (true) {
            try {
                wait.atMost(CLOSE_NANOS - (System.nanoTime() - begun));
                return interrupted;
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
    }
}
