package io.artispace.core.upstream;

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
 * A request that is on its way, without occupying a thread. If its answer is needed, a thread waits for it; if not, it is cut off when
 * this is closed. Used by one thread.
 */
public final class SentRequest implements AutoCloseable {
    private final CompletableFuture<HttpResponse<InputStream>> exchange;
    private final CompletableFuture<Reply> begun;
    private final BodyStream body;
    private final Duration idle;
    private boolean taken;

    private SentRequest(
            CompletableFuture<HttpResponse<InputStream>> exchange,
            CompletableFuture<Reply> begun,
            BodyStream body,
            Duration idle) {
        this.exchange = exchange;
        this.begun = begun;
        this.body = body;
        this.idle = idle;
    }

    /**
     * Sends a request. A file is taken where its head arrives. All other answers are when the client hands them over, which it does when
     * they have come whole if they are short: one that is closed before would end its connection.
     *
     * <p>This does not use {@link HttpClient#send}, which does a part of its work on the calling thread: when that is interrupted
     * meanwhile, as by the closing of the registry, the client of Java 17 is left with a thread that never ends.
     *
     * @param request without a timeout of its own, since from Java 26 on that would also end a body that takes longer, however fast it
     *     comes
     * @param idle how long the answer may take to begin, and for how long too little of its body may come
     * @throws RefusedException if nobody can be asked at its URL
     */
    static SentRequest send(HttpClient client, HttpRequest request, Duration idle) throws RefusedException {
        try {
            BodyStream body = new BodyStream(idle);
            CompletableFuture<Reply> begun = new CompletableFuture<>();
            CompletableFuture<HttpResponse<InputStream>> exchange = client.sendAsync(request, head -> {
                body.arrives();
                if (head.statusCode() == 200 && request.method().equals("GET")) {
                    begun.complete(new Reply(200, head.headers(), body));
                }
                return body;
            });
            CompletableFuture<?> unused = exchange.whenComplete((answer, thrown) -> {
                if (thrown != null) {
                    begun.completeExceptionally(thrown);
                } else if (answer != null) {
                    begun.complete(new Reply(answer.statusCode(), answer.headers(), body));
                }
            });
            // Otherwise the client would have another thread complete it, for which nobody waits any more: on two
            // processors, Java 17 starts one for each answer.
            CompletableFuture<?> unusedToo = begun.thenRun(() -> exchange.complete(null));
            return new SentRequest(exchange, begun, body, idle);
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
     * @throws HttpTimeoutException if it did not begin by then
     * @throws IOException if asking failed
     * @throws InterruptedException if this thread was interrupted, as by the closing of the registry
     */
    Reply await() throws IOException, InterruptedException {
        taken = true;
        try {
            return begun.get(TimeUnit.NANOSECONDS.convert(idle), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            drop();
            throw e;
        } catch (TimeoutException e) {
            drop();
            throw new HttpTimeoutException("no answer began within " + idle);
        } catch (ExecutionException e) {
            Throwable cause = e.getCause();
            if (cause instanceof NumberFormatException) {
                // The client of Java 17 throws this for a malformed Content-Length.
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
    public void cutOff() {
        if (!taken) {
            drop();
        }
    }

    private void drop() {
        body.close();
        // This ends an answer that has begun to arrive. The client of Java 17 must not be told to cancel it at that
        // moment: it would count the request as unanswered for ever, and its thread would never end.
        if (!body.isArriving()) {
            exchange.cancel(true);
        }
    }
}
