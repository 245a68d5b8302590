package io.artispace.format.npm.tarball;

import io.artispace.format.npm.json.CountedStream;
import java.io.BufferedInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

/** Decompresses a tarball, and fails when what comes out is out of proportion to what went in. Used by one thread. */
final class GunzipStream extends CountedStream {
    /** Source code shrinks to a fifth, and generated code to a thirtieth. A decompression bomb shrinks to a thousandth. */
    private static final int MAX_RATIO = 200;

    /** Small tarballs may be of any ratio. */
    private static final long ALWAYS_ALLOWED = 64L * 1024 * 1024;

    private static final int BUFFER = 16 * 1024;

    /**
     * A small buffer: GZIPInputStream reads its header byte by byte, which must not read a file each time; its larger reads pass by the
     * buffer.
     */
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

    @Override
    protected void count(int read) {
        remaining -= read;
        if (remaining < 0) {
            throw TarReader.refused("it unpacks to more than " + MAX_RATIO + " times its size");
        }
    }

    /**
     * Reads all members of the gzip file, and sees the same ones as node does. GZIPInputStream takes a member for the last one if
     * {@code available()} is 0 at its end, and node looks at the bytes that follow; so here that is 0 only at the end of the file. (If it
     * were never 0, the end of each tarball would cost an exception.) And where bytes follow that are no member, GZIPInputStream ignores
     * them and node looks for members behind them; so they are refused.
     */
    private static final class Members extends GZIPInputStream {
        /** What stands behind the data of a member: a sum and a length. */
        private static final int TRAILER = 8;

        /** How many members without content may follow each other: GZIPInputStream calls itself for each. */
        private static final int MOST_EMPTY = 100;

        private int empty;

        /** How many bytes were read since the last full buffer of data: a trailer, and whatever follows it. */
        private int behind;

        Members(BufferedInputStream compressed) throws IOException {
            super(compressed, BUFFER);
            in = new KnownEnd(compressed);
        }

        @Override
        public int read(byte[] buffer, int offset, int length) throws IOException {
            int read = readMember(buffer, offset, length);
            if (read < 0 && (inf.getRemaining() > TRAILER || behind > TRAILER - inf.getRemaining())) {
                throw new ZipException("Something follows the last member");
            }
            return read;
        }

        private int readMember(byte[] buffer, int offset, int length) throws IOException {
            if (empty > MOST_EMPTY) {
                throw new ZipException("More than " + MOST_EMPTY + " members in a row are empty");
            }
            empty++;
            try {
                return super.read(buffer, offset, length);
            } finally {
                empty--;
            }
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
                // Headers and trailers are read in smaller pieces than this.
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
