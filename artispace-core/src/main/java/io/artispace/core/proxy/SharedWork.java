package io.artispace.core.proxy;

import io.artispace.UpstreamFailedException;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.function.Supplier;

/**
 * Work that one of several threads does for all who want its result meanwhile. Thread-safe.
 *
 * @param <K> what tells works apart
 * @param <T> what comes of them
 */
final class SharedWork<K, T> {
    private final Executor threads;
    private final Map<K, CompletableFuture<T>> running = new ConcurrentHashMap<>();

    SharedWork(Executor threads) {
        this.threads = threads;
    }

    /**
     * Returns the work that runs, or begins it.
     *
     * @throws UpstreamFailedException if no thread can be had
     */
    CompletableFuture<T> join(K key, Supplier<T> work) {
        return running.computeIfAbsent(key, absent -> begin(absent, work));
    }

    private CompletableFuture<T> begin(K key, Supplier<T> work) {
        CompletableFuture<T> result = new CompletableFuture<>();
        threads.execute(() -> {
            T done = null;
            Throwable failure = null;
            try {
                done = work.get();
            } catch (RuntimeException | Error e) {
                // Errors, too: otherwise those who wait would wait for ever.
                failure = e;
            }
            // First, so that a request after those who waited got their answer begins the work anew.
            running.remove(key, result);
            if (failure == null) {
                result.complete(done);
            } else {
                result.completeExceptionally(failure);
            }
        });
        return result;
    }
}
