package io.artispace.format.npm.json;

import io.artispace.TooLargeException;
import java.io.InputStream;

/**
 * A stream that fails when more bytes are read than are allowed at once, so that what a parser holds in memory stays bounded. Skipped bytes
 * do not count. Used by one thread.
 */
public final class MeteredStream extends CountedStream {
    private final int allowance;
    private final String what;
    private long remaining;

    /**
     * Meters a stream.
     *
     * @param allowance how many bytes may be read before {@link #renew}
     * @param what is read, for the message
     */
    public MeteredStream(InputStream in, int allowance, String what) {
        super(in);
        this.allowance = allowance;
        this.what = what;
        this.remaining = allowance;
    }

    /**
     * Allows as many bytes again as at the beginning, counted from here.
     *
     * @return how many were left, for {@link #goOn}
     */
    public long renew() {
        long left = remaining;
        remaining = allowance;
        return left;
    }

    /**
     * Ends a part that was counted by itself, which {@link #renew} had begun.
     *
     * @param left how many bytes were left before that part
     */
    public void goOn(long left) {
        remaining = left;
    }

    /** Allows any number of bytes until {@link #renew}, for parts that their reader limits itself. */
    public void suspend() {
        remaining = Long.MAX_VALUE;
    }

    @Override
    public boolean markSupported() {
        return false;
    }

    @Override
    protected void count(int read) {
        remaining -= read;
        if (remaining < 0) {
            throw new TooLargeException("Cannot read " + what + ": beside a package's files, at most " + allowance
                    + " bytes are read of it at once.");
        }
    }
}
