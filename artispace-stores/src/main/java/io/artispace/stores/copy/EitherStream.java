package io.artispace.stores.copy;

import io.artispace.blob.RangeStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.ClosedByInterruptException;
import org.jspecify.annotations.Nullable;

/** Reads a range from one place and, if that breaks off, the rest from another: the same content, by its name. Used by one thread. */
public final class EitherStream extends RangeStream {
    private InputStream current;
    private @Nullable Elsewhere other;

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
        super(offset, length);
        this.current = first;
        this.other = other;
    }

    @Override
    protected int readSome(byte[] bytes, int offset, int length) throws IOException {
        try {
            return readCurrent(bytes, offset, length);
        } catch (ClosedByInterruptException nothingBroke) {
            throw nothingBroke;
        } catch (IOException e) {
            change(e);
            return readCurrent(bytes, offset, length);
        }
    }

    private int readCurrent(byte[] bytes, int offset, int length) throws IOException {
        int count = current.read(bytes, offset, length);
        if (count < 0) {
            throw new EOFException("The blob ended " + remaining() + " bytes before it should.");
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
            next = elsewhere.open(position(), remaining());
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
        return (int) Math.min(current.available(), remaining());
    }

    @Override
    public void close() throws IOException {
        current.close();
    }
}
