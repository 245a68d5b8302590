package io.artispace.exchange;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/**
 * The body of a request that the server is asked for only when it is first read, for fronts of servers that answer {@code Expect:
 * 100-continue} as soon as they are asked for it, as Jetty does. A client that waits for that answer then does not send a body that is
 * refused. Used by one thread at a time.
 */
public final class LateBody extends InputStream {
    private final Source source;
    private @Nullable InputStream body;

    /** Asks the server for the body. */
    @FunctionalInterface
    public interface Source {
        /**
         * Asks for it.
         *
         * @return the body
         * @throws IOException if there is none to be had; reading the {@link LateBody} fails with it
         */
        InputStream open() throws IOException;
    }

    /**
     * Creates a body.
     *
     * @param source asked once, when the body is first read, or never
     */
    public LateBody(Source source) {
        this.source = requireNonNull(source, "source");
    }

    @Override
    public int read() throws IOException {
        return body().read();
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
        return body().read(buffer, offset, length);
    }

    /** Closes the body if it was read from. */
    @Override
    public void close() throws IOException {
        InputStream asked = body;
        if (asked != null) {
            asked.close();
        }
    }

    private InputStream body() throws IOException {
        InputStream asked = body;
        if (asked == null) {
            asked = source.open();
            body = asked;
        }
        return asked;
    }
}
