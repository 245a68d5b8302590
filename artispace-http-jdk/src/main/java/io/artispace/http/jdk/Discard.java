package io.artispace.http.jdk;

import java.io.IOException;

/**
 * Reads what the registry left of a request, and throws it away: the connection could not be used for the next one otherwise, and a client that sends
 * all of a body before it looks at the answer would take a closed connection for a failure. Who sends too much, or too slowly, is given up all the
 * same: it would keep a thread from everybody else.
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
     * Discards the rest of a request. Of one that was read to its end, nearly every one, nothing is left, and no alarm has to be set: each wakes a thread.
     *
     * @param unlimited whether it may be more than the limit: Maven 4 sends all of a file before it looks at whether it is asked for credentials
     * @throws IOException if the sender is given up. The JDK's server closes the connection then; to close the exchange instead would have it read on,
     *     without a time-out, and forget a connection that breaks meanwhile
     */
    void restOf(IncomingBody body, RequestHeaders request, boolean unlimited) throws IOException {
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
