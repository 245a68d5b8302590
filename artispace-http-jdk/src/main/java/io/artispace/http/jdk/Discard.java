package io.artispace.http.jdk;

import java.io.IOException;

/**
 * Reads what the registry left of a request's body, and throws it away. Otherwise the connection could not be used for the next
 * request, and a client that sends all of a body before it looks at the answer would see a closed connection and take that for a
 * failure. A client that sends too much, or too slowly, is given up, since it would occupy a thread.
 */
final class Discard {
    private final BufferPool buffers;
    private final JdkHttpOptions options;
    private final Alarm alarm;

    Discard(BufferPool buffers, JdkHttpOptions options, Alarm alarm) {
        this.buffers = buffers;
        this.options = options;
        this.alarm = alarm;
    }

    /**
     * Discards the rest of a request's body. Nearly every body was read to its end; then nothing is left, and no alarm is set, which would
     * wake a thread.
     *
     * @param unlimited whether it may be more than the limit: Maven 4 sends all of a file before it looks at whether it is asked for
     *     credentials
     * @throws IOException if the client is given up, or its body could not be read; it makes the JDK's server close the connection. (If
     *     the exchange were closed instead, the server would read on without a time-out, and lose track of a connection that breaks
     *     meanwhile.)
     */
    void restOf(IncomingBody body, RequestHeaders request, boolean unlimited) throws IOException {
        if (body.isBroken()) {
            // The JDK's stream claims to be at its end from then on, and what is left would be taken for the next
            // request: one that a proxy, which read the body in another way, never saw.
            throw new IOException("The client's body is malformed, or was cut off");
        }
        if (body.isAtEnd() || !mayHaveBody(request)) {
            return;
        }
        byte[] buffer = buffers.take();
        try (Deadline deadline = new Deadline(alarm, options.discardTime())) {
            long discarded = 0;
            int read = buffer.length;
            while (read == buffer.length) {
                deadline.step(options.discardPatience());
                read = body.readNBytes(buffer, 0, buffer.length);
                discarded += read;
                if (!unlimited && discarded > options.discardLimit()) {
                    throw new IOException(
                            "The client sends more than " + options.discardLimit() + " bytes that nobody wants");
                }
            }
        } finally {
            buffers.giveBack(buffer);
        }
    }

    private static boolean mayHaveBody(RequestHeaders request) {
        return request.values("Content-Length") != null || request.values("Transfer-Encoding") != null;
    }
}
