package io.artispace.format.maven.prefetch;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;

/**
 * Computes a value for each key once. The first thread that asks computes it, and the others wait; the computation must not ask this
 * memo. Thread-safe.
 *
 * @param <K> the keys
 * @param <V> what is found out
 */
final class Memo<K, V> {
    private final Map<K, FutureTask<V>> known = new ConcurrentHashMap<>();
    private final Finder<K, V> finder;

    Memo(Finder<K, V> finder) {
        this.finder = finder;
    }

    /** Finds out what is not known yet. */
    @FunctionalInterface
    interface Finder<K, V> {
        V find(K key) throws InterruptedException;
    }

    V get(K key) throws InterruptedException {
        FutureTask<V> task = new FutureTask<>(() -> finder.find(key));
        FutureTask<V> earlier = known.putIfAbsent(key, task);
        if (earlier == null) {
            task.run();
        }
        return result(earlier == null ? task : earlier);
    }

    /** Waits for what another thread finds out, and fails as it failed. */
    static <T> T result(Future<T> future) throws InterruptedException {
        try {
            return future.get();
        } catch (ExecutionException e) {
            Throwable cause = e.getCause();
            if (cause instanceof InterruptedException interrupted) {
                throw interrupted;
            }
            if (cause instanceof Error error) {
                throw error;
            }
            throw cause instanceof RuntimeException known ? known : new IllegalStateException(cause);
        }
    }
}
