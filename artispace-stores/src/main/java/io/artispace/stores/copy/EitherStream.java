package io.artispace.stores.copy;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.ClosedByInterruptException;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Reads a range from one place and, if that breaks off, the rest from another: the same content, by its name. Used by one thread. */
public final class EitherStream extends InputStream {
    private final long end;
    private InputStream current;
    private @Nullable Elsewhere other;
    private long position;

    /** Opens a range somewhere else. */
    @FunctionalInterface
    public interface Elsewhere {
        /** Opens {@code length} bytes from {@code offset} on. */
        InputStream open(long offset, long length) throws IOException;
    }

    /**
     * Creates a stream.
     *
     * @param first the content from {@code offset} on, at least {@code length} bytes if nothing breaks; closed with this stream
     * @param offset where the range begins in the content
     * @param length how many bytes it has
     * @param other where the rest is if that breaks off
     */
    public EitherStream(InputStream first, long offset, long length, Elsewhere other) {
        this.current = first;
        this.position = offset;
        this.end = offset + length;
        this.other = other;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
        Objects.checkFromIndexSize(offset, length, bytes.length);
        if (length == 0) {
            return 0;
        }
        if (position == end) {
            return -1;
        }
        int count;
        try {
            count = readSome(bytes, offset, length);
        } catch (ClosedByInterruptException nothingBroke) {
            throw nothingBroke;
        } catch (IOException e) {
            change(e);
            count = readSome(bytes, offset, length);
        }
        position += count;
        return count;
    }

    private int readSome(byte[] bytes, int offset, int length) throws IOException {
        int count = current.read(bytes, offset, (int) Math.min(length, end - position));
        if (count < 0) {
            throw new EOFException("The blob ended " + (end - position) + " bytes before it should.");
        }
        return count;
    }

    private void change(IOException why) throws IOException {
        Elsewhere elsewhere = other;
        if (elsewhere == null) {
            throw why;
        }
        other = null;
        InputStream next;
        try {
            next = elsewhere.open(position, end - position);
        } catch (IOException e) {
            why.addSuppressed(e);
            throw why;
        }
        InputStream broken = current;
        current = next;
        try {
            broken.close();
        } catch (IOException e) {
            return; // it had broken off already
        }
    }

    @Override
    public int available() throws IOException {
        return (int) Math.min(current.available(), end - position);
    }

    @Override
    public void close() throws IOException {
        current.close();
    }
}
