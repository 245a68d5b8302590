package io.artispace.core.upstream;

import io.artispace.ArtiSpaceException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Reads what a feed hands on, and the rest from the store: the last byte at the least. Used by one thread. */
final class ArrivingStream extends InputStream {
    private final Feed feed;
    private final long length;
    private final ArrivingFile.Rest rest;
    private byte[] chunk = new byte[0];
    private int taken;
    private long position;
    private @Nullable InputStream stored;

    ArrivingStream(Feed feed, long length, ArrivingFile.Rest rest) {
        this.feed = feed;
        this.length = length;
        this.rest = rest;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] bytes, int offset, int count) throws IOException {
        Objects.checkFromIndexSize(offset, count, bytes.length);
        if (count == 0) {
            return 0;
        }
        int fed = stored == null && position < length - 1 ? readFed(bytes, offset, count) : 0;
        int read = fed > 0 ? fed : rest().read(bytes, offset, count);
        position += Math.max(0, read);
        return read;
    }

    private int readFed(byte[] bytes, int offset, int count) throws IOException {
        if (taken == chunk.length) {
            byte[] next = next();
            if (next == null) {
                return 0;
            }
            chunk = next;
            taken = 0;
        }
        int size = (int) Math.min(Math.min(count, chunk.length - taken), length - 1 - position);
        System.arraycopy(chunk, taken, bytes, offset, size);
        taken += size;
        return size;
    }

    private byte @Nullable [] next() throws IOException {
        try {
            return feed.take();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("Reading a file that arrives was interrupted", e);
        }
    }

    private InputStream rest() throws IOException {
        InputStream open = stored;
        if (open == null) {
            try {
                open = rest.body().slice(position, length - position).open();
            } catch (ArtiSpaceException e) {
                throw new IOException(e.getMessage(), e);
            }
            stored = open;
        }
        return open;
    }

    @Override
    public void close() throws IOException {
        feed.end();
        InputStream open = stored;
        if (open != null) {
            open.close();
        }
    }
}
