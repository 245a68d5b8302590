package io.artispace.core.upstream;

import io.artispace.ArtiSpaceException;
import io.artispace.UpstreamFailedException;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.Future;
import java.util.function.Supplier;

/**
 * Work that one of several threads does for all who want its result meanwhile. Thread-safe.
 *
 * @param <K> what tells works apart
 * @param <T> what comes of them
 */
public final class SharedWork<K, T> {
    private final Executor threads;
    private final Map<K, CompletableFuture<T>> running = new ConcurrentHashMap<>();

    /**
     * Creates a place for work of one kind.
     *
     * @param threads do it
     */
    public SharedWork(Executor threads) {
        this.threads = threads;
    }

    /**
     * Returns what comes of the work that runs or, if none does, of the given one.
     *
     * @throws UpstreamFailedException if no thread can be had
     * @throws ArtiSpaceException what the work failed with
     */
    public T join(K key, Supplier<T> work) {
        return await(running.computeIfAbsent(key, absent -> begin(absent, work)));
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

    /**
     * Waits for work that somebody does.
     *
     * @throws ArtiSpaceException what the work failed with
     */
    public static <R> R await(Future<R> future) {
        try {
            return future.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new UpstreamFailedException("Waiting for an upstream was interrupted.", e);
        } catch (ExecutionException e) {
            throw rethrown(e.getCause() == null ? e : e.getCause());
        }
    }

    /**
     * Makes an exception of its own for each thread that waits, so that none changes the stack trace or the suppressed exceptions of
     * another's.
     */
    private static RuntimeException rethrown(Throwable cause) {
        if (cause instanceof UpstreamFailedException upstream) {
            return new UpstreamFailedException(upstream.getMessage(), upstream);
        }
        return cause instanceof RuntimeException known ? known : new IllegalStateException(cause);
    }
}
