package io.artispace.http.jdk;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/**
 * The body of a request. Closing it has no effect, since the front reads what the registry leaves of it. Used by one thread at a time.
 */
final class IncomingBody extends FilterInputStream {
    private static final int SKIPPED_AT_ONCE = 8 * 1024;

    private final ClientWait wait;
    private boolean ended;
    private boolean broken;

    IncomingBody(InputStream body, ClientWait wait) {
        super(body);
        this.wait = wait;
    }

    /** Tells whether it was read to its end, so that nothing can be left of it. */
    boolean isAtEnd() {
        return ended;
    }

    /** Tells whether it could not be read, so that nobody knows where it ends and the next request begins. */
    boolean isBroken() {
        return broken;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
        wait.begin();
        try {
            int read = super.read(buffer, offset, length);
            ended |= read < 0;
            return read;
        } catch (IOException e) {
            broken = true;
            throw e;
        } finally {
            wait.end();
        }
    }

    /**
     * By reading: the server of Java 17 passes over bytes without counting them as this body's, and so waits for as many behind its end, or
     * takes them from the next request.
     */
    @Override
    public long skip(long count) throws IOException {
        long wanted = Math.max(0, count);
        byte[] passed = new byte[(int) Math.min(wanted, SKIPPED_AT_ONCE)];
        long left = wanted;
        while (left > 0) {
            int read = read(passed, 0, (int) Math.min(left, passed.length));
            if (read < 0) {
                break;
            }
            left -= read;
        }
        return wanted - left;
    }

    @Override
    public void close() {}
}
