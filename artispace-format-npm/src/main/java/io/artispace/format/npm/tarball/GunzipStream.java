package io.artispace.format.npm.tarball;

import java.io.BufferedInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

/** Removes the compression of a tarball, as long as what comes out stands in proportion to what went in. */
final class GunzipStream extends FilterInputStream {
    /** Source code shrinks to a fifth, generated code to a thirtieth; what is made to exhaust others shrinks to a thousandth. */
    private static final int MAX_RATIO = 200;

    /** Small tarballs may be of any ratio. */
    private static final long ALWAYS_ALLOWED = 64L * 1024 * 1024;

    private static final int BUFFER = 16 * 1024;

    /** GZIPInputStream takes its header byte by byte, and each would be read from a file. What is larger than this is not copied twice. */
    private static final int HEADER = 512;

    private final byte[] dropped = new byte[BUFFER];
    private long remaining;

    /**
     * Begins to read.
     *
     * @param compressed the tarball
     * @param compressedSize its size
     */
    GunzipStream(InputStream compressed, long compressedSize) throws IOException {
        super(new Members(new BufferedInputStream(compressed, HEADER)));
        this.remaining = Math.max(ALWAYS_ALLOWED, compressedSize * MAX_RATIO);
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

    /** Reads and drops, so that what is skipped is counted as well. */
    @Override
    public long skip(long bytes) throws IOException {
        long skipped = 0;
        while (skipped < bytes) {
            int read = read(dropped, 0, (int) Math.min(dropped.length, bytes - skipped));
            if (read < 0) {
                break;
            }
            skipped += read;
        }
        return skipped;
    }

    private void count(long read) {
        remaining -= read;
        if (remaining < 0) {
            throw TarReader.refused("it unpacks to more than " + MAX_RATIO + " times its size");
        }
    }

    /**
     * All members of the tarball. GZIPInputStream believes that none follows where {@code available()} is 0; node believes what it reads. They must see the
     * same, so that is 0 at the end alone. (If it never were, the end of each tarball would be thrown as an exception.) And what follows and is no member
     * GZIPInputStream leaves out, where node looks for members behind it.
     */
    private static final class Members extends GZIPInputStream {
        /** What stands behind the data of a member: a sum and a length. */
        private static final int TRAILER = 8;

        /** How many bytes were read since there was a bufferful of data: those of a trailer and what follows. */
        private int behind;

        Members(BufferedInputStream compressed) throws IOException {
            super(compressed, BUFFER);
            in = new KnownEnd(compressed);
        }

        @Override
        public int read(byte[] buffer, int offset, int length) throws IOException {
            int read = super.read(buffer, offset, length);
            if (read < 0 && (inf.getRemaining() > TRAILER || behind > TRAILER - inf.getRemaining())) {
                throw new ZipException("Something follows the last member");
            }
            return read;
        }

        private final class KnownEnd extends FilterInputStream {
            KnownEnd(BufferedInputStream compressed) {
                super(compressed);
            }

            @Override
            public int read() throws IOException {
                int read = in.read();
                behind += read < 0 ? 0 : 1;
                return read;
            }

            @Override
            public int read(byte[] buffer, int offset, int length) throws IOException {
                int read = in.read(buffer, offset, length);
                // Of headers and trailers it never asks for so much.
                behind = length == BUFFER ? 0 : behind + Math.max(0, read);
                return read;
            }

            @Override
            public int available() throws IOException {
                if (inf.getRemaining() > TRAILER) {
                    return 1;
                }
                in.mark(1);
                int next = in.read();
                in.reset();
                return next < 0 ? 0 : 1;
            }

            @Override
            public void close() {
                // The tarball is closed by who opened it.
            }
        }
    }
}
