package io.artispace.blob;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Objects;

/**
 * A stream of a range whose length is known, for implementations of {@link Blob#open(long, long)}: it keeps count of what was read and
 * never ends early as if the range were complete. Not thread-safe, as streams are.
 */
public abstract class RangeStream extends InputStream {
    private final long end;
    private long position;

    /**
     * Creates a stream.
     *
     * @param offset where the range begins in the content, in bytes
     * @param length how many bytes it has
     */
    protected RangeStream(long offset, long length) {
        this.position = offset;
        this.end = offset + length;
    }

    /**
     * Reads what can be had next, from {@link #position()} on.
     *
     * @param bytes where to put it
     * @param offset where in there
     * @param length how many bytes at most; at least 1, and no more than {@link #remaining()}
     * @return how many bytes were read; less than 1 if the content ends here, before the range does
     * @throws IOException if it cannot be read
     */
    protected abstract int readSome(byte[] bytes, int offset, int length) throws IOException;

    /** {@return the offset of the next byte in the content, in bytes} */
    protected final long position() {
        return position;
    }

    /** {@return how many bytes of the range were not read yet} */
    protected final long remaining() {
        return end - position;
    }

    /**
     * Counts bytes as skipped, for implementations of {@link #skip} that need not read them.
     *
     * @param count how many are wanted; nothing is done if it is negative
     * @return how many it were: no more than {@link #remaining()}
     */
    protected final long passOver(long count) {
        long passed = Math.max(0, Math.min(count, remaining()));
        position += passed;
        return passed;
    }

    @Override
    public final int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    /**
     * {@inheritDoc}
     *
     * @throws EOFException if the content ends before the range does
     */
    @Override
    public final int read(byte[] bytes, int offset, int length) throws IOException {
        Objects.checkFromIndexSize(offset, length, bytes.length);
        if (length == 0) {
            return 0;
        }
        if (position == end) {
            return -1;
        }
        int count = readSome(bytes, offset, (int) Math.min(length, remaining()));
        if (count < 1) {
            throw new EOFException("The content ends " + remaining() + " bytes before it should.");
        }
        position += count;
        return count;
    }

    /** {@inheritDoc} By default all that is left, for content that is at hand; implementations that may have to wait for it return less. */
    @Override
    public int available() throws IOException {
        return (int) Math.min(Integer.MAX_VALUE, remaining());
    }
}
