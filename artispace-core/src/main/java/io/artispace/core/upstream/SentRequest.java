package io.artispace.core.upstream;

import io.artispace.UpstreamFailedException;
import java.io.IOException;
import java.io.InputStream;
import java.net.ProtocolException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * A request that is on its way, which takes no thread. Whoever needs its answer waits for it; one that turns out not to be needed is cut off when this is
 * closed, whatever came of it by then. Used by one thread.
 */
final class SentRequest implements AutoCloseable {
    private final CompletableFuture<HttpResponse<InputStream>> answer;
    private boolean taken;

    private SentRequest(CompletableFuture<HttpResponse<InputStream>> answer) {
        this.answer = answer;
    }

    /**
     * Sends a request. Not with {@link HttpClient#send}, which does a part of its work on the thread that waits: where that was interrupted in it, as it
     * is when the registry is closed, clients of Java 17 were left with a thread that never ends.
     *
     * @param request without a timeout of its own: from Java 26 on that would end a body that takes longer, however fast it comes
     * @throws RefusedException if nobody can be asked at its URL
     */
    static SentRequest send(HttpClient client, HttpRequest request) throws RefusedException {
        try {
            return new SentRequest(client.sendAsync(request, BodyStream.handler()));
        } catch (IllegalArgumentException malformed) {
            throw noPlace();
        }
    }

    private static RefusedException noPlace() {
        return new RefusedException("it names a place that nobody can be asked at");
    }

    boolean isTaken() {
        return taken;
    }

    /**
     * Waits until the answer begins; whoever takes it closes its body. Called once.
     *
     * @param most how long is waited from now on
     * @throws HttpTimeoutException if it did not begin by then
     * @throws IOException if asking failed
     */
    HttpResponse<InputStream> await(Duration most) throws IOException {
        taken = true;
        try {
            return answer.get(TimeUnit.NANOSECONDS.convert(most), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            drop();
            Thread.currentThread().interrupt();
            throw new UpstreamFailedException("Asking an upstream was interrupted.", e);
        } catch (TimeoutException e) {
            drop();
            throw new HttpTimeoutException("no answer began within " + most);
        } catch (ExecutionException e) {
            Throwable cause = e.getCause();
            if (cause instanceof NumberFormatException) {
                // As clients of Java 17 read a length that is none.
                throw new ProtocolException(cause.getMessage());
            }
            if (cause instanceof IllegalArgumentException) {
                throw noPlace();
            }
            throw new IOException(cause == null ? e.getMessage() : cause.getMessage(), cause);
        }
    }

    @Override
    public void close() {
        cutOff();
    }

    /** Ends it, unless its answer was taken. A second call does nothing. */
    void cutOff() {
        if (!taken) {
            drop();
        }
    }

    private void drop() {
        if (!answer.cancel(true) && !answer.isCompletedExceptionally()) {
            // It was there already, and nobody else knows of it.
            try {
                answer.join().body().close();
            } catch (IOException ignored) {
                // Nobody reads it.
            }
        }
    }
}
