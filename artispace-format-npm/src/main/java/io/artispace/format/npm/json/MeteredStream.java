package io.artispace.format.npm.json;

import io.artispace.TooLargeException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** A stream that refuses to give more bytes than it was told to, so that what is read into memory stays bounded. */
public final class MeteredStream extends FilterInputStream {
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
     * @return how many were left before, for {@link #goOn}
     */
    public long renew() {
        long left = remaining;
        remaining = allowance;
        return left;
    }

    /**
     * Ends what {@link #renew} has begun for a part that counts for itself.
     *
     * @param left what was left before it
     */
    public void goOn(long left) {
        remaining = left;
    }

    /** Allows any number of bytes until {@link #renew}: whoever reads them bounds them. */
    public void suspend() {
        remaining = Long.MAX_VALUE;
    }

    @Override
    public int read() throws IOException {
        int read = in.read();
        if (read >= 0) {
            count(1);
        }
        return read;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
        int read = in.read(buffer, offset, length);
        if (read > 0) {
            count(read);
        }
        return read;
    }

    @Override
    public boolean markSupported() {
        return false;
    }

    private void count(int read) {
        remaining -= read;
        if (remaining < 0) {
            throw new TooLargeException("Cannot read " + what + ": beside a package's files, at most " + allowance
                    + " bytes are read of it at once.");
        }
    }
}
