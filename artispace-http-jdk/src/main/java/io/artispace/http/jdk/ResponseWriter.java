package io.artispace.http.jdk;

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
    private static final int NO_BODY = 0;
    private static final int UNAUTHORIZED = 401;

    private static final String CONNECTION = "Connection";
    private static final String CLOSE = "close";

    private final BufferPool buffers;
    private final Discard discard;
    private final KeptConnections connections;
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
    void write(Exchange exchange, ClientWait wait, IncomingBody body, Response response) throws IOException {
        boolean asksForCredentials = response.status() == UNAUTHORIZED;
        if (!hasBody(exchange, response)) {
            discard.restOf(body, exchange.head(), asksForCredentials);
            sendHead(exchange, wait, response, NO_BODY);
            return;
        }
        if (response.body() instanceof Body.Bytes bytes) {
            sendHead(exchange, wait, response, bytes.length());
            bytes.writeTo(new SlicingOutputStream(wait.watch(exchange.out()), slice));
        } else {
            copy(exchange, wait, response);
        }
        // The answer goes out first: a client that listens while it sends can then stop sending.
        wait.watch(exchange.out()).flush();
        discard.restOf(body, exchange.head(), asksForCredentials);
    }

    private static boolean hasBody(Exchange exchange, Response response) {
        int status = response.status();
        return response.hasBody()
                && response.body().length() > 0
                && status != 204
                && status != 304
                && !exchange.head().method().equals("HEAD");
    }

    private void sendHead(Exchange exchange, ClientWait wait, Response response, long length) throws IOException {
        if (exchange.isLast()
                || response.header(CONNECTION).filter(CLOSE::equalsIgnoreCase).isPresent()) {
            exchange.end();
            connections.forget(exchange.client());
        } else if (!connections.keep(exchange.client())) {
            exchange.end();
        }
        wait.begin();
        try {
            exchange.send(response.status(), response.headers(), length);
        } finally {
            wait.end();
        }
    }

    private void copy(Exchange exchange, ClientWait wait, Response response) throws IOException {
        byte[] buffer = buffers.take();
        Body body = response.body();
        try (InputStream in = open(body)) {
            long remaining = body.length();
            int read = fill(in, buffer, remaining, body.isArriving(), false);
            sendHead(exchange, wait, response, remaining);
            OutputStream out = wait.watch(exchange.out());
            out.write(buffer, 0, read);
            remaining -= read;
            while (remaining > 0) {
                if (body.isArriving()) {
                    // A small piece is kept until more follows.
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
