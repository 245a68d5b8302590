package io.artispace.http.jdk;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import io.artispace.exchange.Body;
import io.artispace.exchange.Response;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/**
 * Writes responses. The first piece of a body is read before the head is sent, so that a file that has gone becomes a 500, and a small
 * body follows the head at once. A body that is still arriving is passed on as it comes. Whatever fails later must break the
 * connection, so that the client sees fewer bytes than {@code Content-Length} says.
 */
final class ResponseWriter {
    /** What {@link HttpExchange#sendResponseHeaders} takes for no body; 0 would mean chunks. */
    private static final int NO_BODY = -1;

    private static final int UNAUTHORIZED = 401;

    private static final String CONNECTION = "Connection";
    private static final String CLOSE = "close";
    private static final String LENGTH = "Content-Length";

    private final BufferPool buffers;
    private final Discard discard;
    private final KeptConnections connections;
    private final HeaderNames names = new HeaderNames();
    private final int slice = SlicingOutputStream.size(Runtime.getRuntime().maxMemory());

    ResponseWriter(BufferPool buffers, Discard discard, KeptConnections connections) {
        this.buffers = buffers;
        this.discard = discard;
        this.connections = connections;
    }

    /**
     * Writes a response and ends the exchange.
     *
     * @throws BodyFailedException if the body cannot be read
     * @throws IOException if the connection fails
     */
    void write(HttpExchange exchange, ClientWait wait, RequestHeaders request, IncomingBody body, Response response)
            throws IOException {
        boolean asksForCredentials = response.status() == UNAUTHORIZED;
        if (!hasBody(exchange, response)) {
            // Sending the head ends the exchange here.
            discard.restOf(body, request, asksForCredentials);
            sendHead(exchange, wait, request, withLength(exchange, response), NO_BODY);
            return;
        }
        if (response.body() instanceof Body.Bytes bytes) {
            sendHead(exchange, wait, request, response, bytes.length());
            bytes.writeTo(new SlicingOutputStream(wait.watch(exchange.getResponseBody()), slice));
        } else {
            copy(exchange, wait, request, response);
        }
        // The answer goes out first: a client that listens while it sends can then stop sending.
        wait.watch(exchange.getResponseBody()).flush();
        discard.restOf(body, request, asksForCredentials);
        exchange.close();
    }

    private static boolean hasBody(HttpExchange exchange, Response response) {
        return mayHaveBody(response) && response.body().length() > 0 && !isHead(exchange);
    }

    private static boolean mayHaveBody(Response response) {
        return response.hasBody() && response.status() != 204 && response.status() != 304;
    }

    private static boolean isHead(HttpExchange exchange) {
        return exchange.getRequestMethod().equals("HEAD");
    }

    /** Tells how long a body is that is not sent because of HEAD: the server does not, and a host's own function need not know. */
    private static Response withLength(HttpExchange exchange, Response response) {
        return isHead(exchange)
                        && mayHaveBody(response)
                        && response.header(LENGTH).isEmpty()
                ? response.toBuilder()
                        .header(LENGTH, Long.toString(response.body().length()))
                        .build()
                : response;
    }

    private void sendHead(
            HttpExchange exchange, ClientWait wait, RequestHeaders request, Response response, long length)
            throws IOException {
        Headers headers = exchange.getResponseHeaders();
        // For a client that speaks HTTP/1.0 and did not ask to keep the connection, the server has set this already.
        boolean maySayClose = !headers.isEmpty() || response.header(CONNECTION).isPresent();
        names.putAll(response.headers(), headers);
        if (request.first(CONNECTION).filter(CLOSE::equalsIgnoreCase).isPresent()
                || maySayClose && CLOSE.equalsIgnoreCase(headers.getFirst(CONNECTION))) {
            connections.forget(exchange.getRemoteAddress());
        } else if (Framing.comesInChunks(request)) {
            connections.forget(exchange.getRemoteAddress());
            headers.set(CONNECTION, CLOSE);
        } else if (!connections.keep(exchange.getRemoteAddress())) {
            headers.set(CONNECTION, CLOSE);
        }
        wait.begin();
        try {
            exchange.sendResponseHeaders(response.status(), length);
        } finally {
            wait.end();
        }
    }

    private void copy(HttpExchange exchange, ClientWait wait, RequestHeaders request, Response response)
            throws IOException {
        byte[] buffer = buffers.take();
        Body body = response.body();
        try (InputStream in = open(body)) {
            long remaining = body.length();
            int read = fill(in, buffer, remaining, body.isArriving(), false);
            sendHead(exchange, wait, request, response, remaining);
            OutputStream out = wait.watch(exchange.getResponseBody());
            out.write(buffer, 0, read);
            remaining -= read;
            while (remaining > 0) {
                if (body.isArriving()) {
                    // The server keeps a small piece until more follows.
                    out.flush();
                }
                read = fill(in, buffer, remaining, body.isArriving(), true);
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

    /** Fills the buffer. If the body is still arriving, it takes only what is there already, but at least one byte. */
    private static int fill(InputStream in, byte[] buffer, long remaining, boolean arriving, boolean headSent)
            throws BodyFailedException {
        try {
            int wanted = (int) Math.min(buffer.length, remaining);
            int read = arriving ? readWhatIsThere(in, buffer, wanted) : in.readNBytes(buffer, 0, wanted);
            if (read < (arriving ? 1 : wanted)) {
                throw new EOFException("The body of the response ends " + (remaining - read) + " bytes too early.");
            }
            return read;
        } catch (IOException | RuntimeException e) {
            throw new BodyFailedException(e, headSent);
        }
    }

    private static int readWhatIsThere(InputStream in, byte[] buffer, int wanted) throws IOException {
        int read = Math.max(0, in.read(buffer, 0, wanted));
        while (read > 0 && read < wanted && in.available() > 0) {
            int more = in.read(buffer, read, wanted - read);
            if (more < 0) {
                return read;
            }
            read += more;
        }
        return read;
    }
}
