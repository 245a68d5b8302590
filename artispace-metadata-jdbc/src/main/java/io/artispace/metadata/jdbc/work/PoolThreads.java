package io.artispace.metadata.jdbc.work;

import com.zaxxer.hikari.HikariDataSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.WeakHashMap;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** Makes the threads of one pool, and waits for their end, since closing the pool only tells them to end. Thread-safe. */
public final class PoolThreads implements ThreadFactory {
    private static final long PATIENCE_MILLIS = TimeUnit.SECONDS.toMillis(5);

    private final String name;
    private final AtomicInteger number = new AtomicInteger();
    private final Set<Thread> threads = Collections.synchronizedSet(Collections.newSetFromMap(new WeakHashMap<>()));

    public PoolThreads(String name) {
        this.name = name;
    }

    @Override
    public Thread newThread(Runnable task) {
        Thread thread = new Thread(task, name + '-' + number.incrementAndGet());
        thread.setDaemon(true);
        threads.add(thread);
        return thread;
    }

    /** Closes a pool whose threads are of this kind, and returns when they are gone. */
    public static void close(HikariDataSource pool) {
        pool.close();
        if (pool.getThreadFactory() instanceof PoolThreads threads) {
            threads.awaitEnd();
        }
    }

    /** Waits for a few seconds at most; an interrupt ends the wait and is kept. */
    void awaitEnd() {
        List<Thread> left;
        synchronized (threads) {
            left = new ArrayList<>(threads);
        }
        try {
            for (Thread thread : left) {
                thread.join(PATIENCE_MILLIS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
