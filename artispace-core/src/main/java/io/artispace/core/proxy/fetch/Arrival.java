package io.artispace.core.proxy.fetch;

import io.artispace.Publication;
import io.artispace.core.upstream.RefusedException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;

/**
 * Receives the bytes of one file from an upstream: hands them on to those who read them meanwhile, counts them, and looks whether they
 * are a page of HTML. Used by one thread.
 */
final class Arrival {
    private static final int CHUNK = 32 * 1024;

    private final Fetch fetch;
    private final InputStream in;
    private final long most;
    private final byte[] chunk = new byte[CHUNK];
    private int filled;
    private long length;
    private boolean page;

    /**
     * @param in what comes; not closed
     * @param most the most bytes that are taken
     */
    Arrival(Fetch fetch, InputStream in, long most) {
        this.fetch = fetch;
        this.in = in;
        this.most = most;
    }

    /**
     * Waits for the first bytes, and hands them on before anything is prepared for what is to be done with them.
     *
     * @throws RefusedException if there are too many
     */
    void begin() throws IOException, InterruptedException {
        if (filled == 0) {
            next();
        }
    }

    /**
     * Copies all that comes, up to its end.
     *
     * @throws RefusedException if there are too many
     */
    void copyTo(Publication.Sink sink) throws IOException, InterruptedException {
        begin();
        while (filled > 0) {
            sink.write(chunk, 0, filled);
            next();
        }
    }

    private void next() throws IOException, InterruptedException {
        filled = Math.max(0, in.read(chunk));
        page |= length == 0 && HtmlPage.begins(chunk, filled);
        length += filled;
        if (length > most) {
            throw RefusedException.tooLarge(most);
        }
        if (filled > 0 && fetch.hasBegun()) {
            fetch.hand(Arrays.copyOf(chunk, filled));
        }
    }

    /** Returns how many bytes came. */
    long length() {
        return length;
    }

    /** Tells whether they begin like a page of HTML, whatever type the upstream says they have. */
    boolean isPage() {
        return page;
    }
}
