package io.artispace.stores.mirror;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Reads a range from one store and, if that breaks off, the rest from the other: the same content, by its name. */
final class EitherStream extends InputStream {
    /** Opens a range somewhere else. */
    @FunctionalInterface
    interface Elsewhere {
        InputStream open(long offset, long length) throws IOException;
    }

    private final long end;
    private InputStream current;
    private @Nullable Elsewhere other;
    private long position;

    EitherStream(InputStream first, long offset, long length, Elsewhere other) {
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
        return current.available();
    }

    @Override
    public void close() throws IOException {
        current.close();
    }
}
