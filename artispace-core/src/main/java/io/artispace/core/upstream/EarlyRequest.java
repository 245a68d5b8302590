package io.artispace.core.upstream;

import io.artispace.UpstreamFailedException;
import java.io.IOException;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * A request that is on its way before anybody knows whether its answer is needed. Whoever needs it takes what it was answered for the first of its own
 * attempts; what nobody took by the time it is closed is dropped, as soon as it comes. Any thread may run it; one takes and closes it.
 */
final class EarlyRequest implements Runnable, AutoCloseable {
    private final Callable<Reply> question;
    private final AtomicBoolean begun = new AtomicBoolean();
    private final CompletableFuture<Reply> answer = new CompletableFuture<>();
    private volatile boolean unwanted;
    private boolean taken;

    EarlyRequest(Callable<Reply> question) {
        this.question = question;
    }

    /** Asks, unless another thread does, or it is not needed any more. */
    @Override
    public void run() {
        if (!begun.compareAndSet(false, true)) {
            return;
        }
        try {
            answer.complete(question.call());
        } catch (Throwable e) {
            // An error too must be told, or who waits would wait for ever.
            answer.completeExceptionally(e);
        }
        if (unwanted) {
            closeAnswer();
        }
    }

    boolean isTaken() {
        return taken;
    }

    /**
     * Waits for the answer, which whoever takes it closes; asks for it if nobody has begun. Called once.
     *
     * @throws IOException if asking failed
     */
    Reply take() throws IOException {
        taken = true;
        run();
        try {
            return answer.get();
        } catch (InterruptedException e) {
            drop();
            Thread.currentThread().interrupt();
            throw new UpstreamFailedException("Waiting for an upstream was interrupted.", e);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof IOException failure) {
                throw failure;
            }
            throw Fetch.rethrown(e.getCause() == null ? e : e.getCause());
        }
    }

    @Override
    public void close() {
        // What did not begin does not begin any more.
        if (!begun.compareAndSet(false, true) && !taken) {
            drop();
        }
    }

    /** Where the answer comes just now, both threads close it. */
    private void drop() {
        unwanted = true;
        if (answer.isDone()) {
            closeAnswer();
        }
    }

    private void closeAnswer() {
        if (answer.isCompletedExceptionally()) {
            return;
        }
        try {
            answer.join().close();
        } catch (IOException ignored) {
            // Nobody reads it.
        }
    }
}
