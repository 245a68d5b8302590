package io.artispace.http.jdk;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import io.artispace.exchange.Body;
import io.artispace.exchange.Response;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;

/**
 * Writes responses. The first piece of a body is read before the head is sent, so that a file that has gone becomes a 500, and a small
 * body leaves in one packet with the head. Whatever fails later must break the connection: the client then sees fewer bytes than
 * {@code Content-Length} says.
 */
final class ResponseWriter {
    /** What {@link HttpExchange#sendResponseHeaders} takes for no body; 0 would mean chunks. */
    private static final int NO_BODY = -1;

    private static final int UNAUTHORIZED = 401;

    private static final String CONNECTION = "Connection";
    private static final String CLOSE = "close";

    private final BufferPool buffers;
    private final long discardLimit;
    private final Duration discardTime;
    private final KeptConnections connections;
    private final HeaderNames names = new HeaderNames();

    ResponseWriter(BufferPool buffers, JdkHttpOptions options, KeptConnections connections) {
        this.buffers = buffers;
        this.discardLimit = options.discardLimit();
        this.discardTime = options.discardTime();
        this.connections = connections;
    }

    /**
     * Writes a response and ends the exchange.
     *
     * @throws BodyFailedException if the body cannot be read
     * @throws IOException if the connection fails
     */
    void write(HttpExchange exchange, Response response) throws IOException {
        if (!hasBody(exchange, response)) {
            // Sending the head ends the exchange here, so the rest of the request has to be read before.
            discardRequest(exchange, response);
            sendHead(exchange, response, NO_BODY);
        } else if (response.body() instanceof Body.Bytes bytes) {
            sendHead(exchange, response, bytes.length());
            bytes.writeTo(new SlicingOutputStream(exchange.getResponseBody()));
            end(exchange, response);
        } else {
            copy(exchange, response);
            end(exchange, response);
        }
    }

    private static boolean hasBody(HttpExchange exchange, Response response) {
        int status = response.status();
        return response.hasBody()
                && response.body().length() > 0
                && status != 204
                && status != 304
                && !exchange.getRequestMethod().equals("HEAD");
    }

    private void sendHead(HttpExchange exchange, Response response, long length) throws IOException {
        Headers headers = exchange.getResponseHeaders();
        names.putAll(response.headers(), headers);
        if (CLOSE.equalsIgnoreCase(exchange.getRequestHeaders().getFirst(CONNECTION))) {
            connections.forget(exchange.getRemoteAddress());
        } else if (!connections.keep(exchange.getRemoteAddress())) {
            headers.set(CONNECTION, CLOSE);
        }
        exchange.sendResponseHeaders(response.status(), length);
    }

    private void copy(HttpExchange exchange, Response response) throws IOException {
        byte[] buffer = buffers.take();
        try (InputStream in = open(response.body())) {
            long remaining = response.body().length();
            int read = fill(in, buffer, remaining, false);
            sendHead(exchange, response, remaining);
            OutputStream out = exchange.getResponseBody();
            out.write(buffer, 0, read);
            remaining -= read;
            while (remaining > 0) {
                read = fill(in, buffer, remaining, true);
                out.write(buffer, 0, read);
                remaining -= read;
            }
        } finally {
            buffers.giveBack(buffer);
        }
    }

    private static InputStream open(Body body) throws BodyFailedException {
        try {
            return body.open();
        } catch (IOException | RuntimeException e) {
            throw new BodyFailedException(e, false);
        }
    }

    private static int fill(InputStream in, byte[] buffer, long remaining, boolean headSent)
            throws BodyFailedException {
        try {
            int wanted = (int) Math.min(buffer.length, remaining);
            int read = in.readNBytes(buffer, 0, wanted);
            if (read < wanted) {
                throw new EOFException("The body of the response ends " + (remaining - read) + " bytes too early.");
            }
            return read;
        } catch (IOException | RuntimeException e) {
            throw new BodyFailedException(e, headSent);
        }
    }

    /** The answer goes out first: a client that listens while it sends can then stop sending. */
    private void end(HttpExchange exchange, Response response) throws IOException {
        exchange.getResponseBody().flush();
        discardRequest(exchange, response);
        exchange.close();
    }

    /**
     * Reads what the registry left of the request, or the connection could not be used for the next one. If that is more than
     * the limit, the JDK's server finds it unread, and closes the connection. Whoever is asked for credentials has longer: Maven 4 sends all of a
     * file before it looks at the answer, and would take a closed connection for a failure.
     */
    private void discardRequest(HttpExchange exchange, Response response) throws IOException {
        InputStream in = exchange.getRequestBody();
        if (in.read() < 0) {
            return;
        }
        byte[] buffer = buffers.take();
        try {
            long begun = System.nanoTime();
            long nanos = response.status() == UNAUTHORIZED ? discardTime.toNanos() : 0;
            long discarded = 1;
            int read = 0;
            while (read >= 0 && (discarded <= discardLimit || System.nanoTime() - begun < nanos)) {
                discarded += read;
                read = in.read(buffer, 0, buffer.length);
            }
        } finally {
            buffers.giveBack(buffer);
        }
    }
}
