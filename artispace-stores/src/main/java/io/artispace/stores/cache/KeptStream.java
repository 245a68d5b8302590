package io.artispace.stores.cache;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileChannel;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Reads a range of a copy, and what the disk refuses to give from the origin. */
final class KeptStream extends InputStream {
    /** Opens a range somewhere else. */
    @FunctionalInterface
    interface Elsewhere {
        InputStream open(long offset, long length) throws IOException;
    }

    private final FileChannel copy;
    private final Elsewhere origin;
    private final long end;
    private long position;
    private @Nullable InputStream rest;

    KeptStream(FileChannel copy, long offset, long length, Elsewhere origin) {
        this.copy = copy;
        this.position = offset;
        this.end = offset + length;
        this.origin = origin;
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
        if (rest != null) {
            return rest.read(bytes, offset, length);
        }
        if (position == end) {
            return -1;
        }
        int wanted = (int) Math.min(length, end - position);
        try {
            int count = copy.read(ByteBuffer.wrap(bytes, offset, wanted), position);
            if (count > 0) {
                position += count;
                return count;
            }
        } catch (ClosedByInterruptException e) {
            throw e;
        } catch (IOException e) {
            return readElsewhere(bytes, offset, length, e);
        }
        return readElsewhere(bytes, offset, length, new IOException("The copy in the read cache was cut short."));
    }

    private int readElsewhere(byte[] bytes, int offset, int length, IOException why) throws IOException {
        try {
            InputStream in = origin.open(position, end - position);
            rest = in;
            return in.read(bytes, offset, length);
        } catch (IOException e) {
            e.addSuppressed(why);
            throw e;
        }
    }

    @Override
    public long skip(long count) throws IOException {
        if (rest != null) {
            return rest.skip(count);
        }
        long skipped = Math.max(0, Math.min(count, end - position));
        position += skipped;
        return skipped;
    }

    @Override
    public int available() throws IOException {
        return rest != null ? rest.available() : (int) Math.min(Integer.MAX_VALUE, end - position);
    }

    @Override
    public void close() throws IOException {
        InputStream opened = rest;
        try (copy) {
            if (opened != null) {
                opened.close();
            }
        }
    }
}
