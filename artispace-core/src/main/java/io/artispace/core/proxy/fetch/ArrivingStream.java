package io.artispace.core.proxy.fetch;

import io.artispace.ArtiSpaceException;
import io.artispace.core.content.OneByte;
import java.io.IOException;
import java.io.InputStream;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Reads what a feed hands on, then the last byte once the whole is checked; if the feed stops before, the rest comes from the store. It
 * does not switch to the store for what the feed has, since the digest of the whole would be computed there before a part is handed
 * out. Used by one thread.
 */
final class ArrivingStream extends InputStream {
    private final Feed feed;
    private final long length;
    private final Runnable end;
    private final ArrivingFile.Rest rest;
    private byte[] chunk = new byte[0];
    private int taken;
    private long position;
    private @Nullable InputStream stored;

    /**
     * Creates a stream.
     *
     * @param end waits until the last byte may be given out, and fails if it may not
     * @param rest what is stored, once it is
     */
    ArrivingStream(Feed feed, long length, Runnable end, ArrivingFile.Rest rest) {
        this.feed = feed;
        this.length = length;
        this.end = end;
        this.rest = rest;
    }

    @Override
    public int read() throws IOException {
        return OneByte.of(this);
    }

    @Override
    public int read(byte[] bytes, int offset, int count) throws IOException {
        Objects.checkFromIndexSize(offset, count, bytes.length);
        if (count == 0) {
            return 0;
        }
        if (position == length) {
            return -1;
        }
        int fed = stored == null ? readFed(bytes, offset, count) : 0;
        int read = fed > 0 ? fed : rest().read(bytes, offset, count);
        position += Math.max(0, read);
        return read;
    }

    /** What can be read without waiting for the upstream, or for the file to be stored. */
    @Override
    public int available() throws IOException {
        if (stored != null) {
            return stored.available();
        }
        int there = chunk.length - taken;
        return (int) Math.min(there > 0 ? there : feed.waiting(), Math.max(0, length - 1 - position));
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
        if (size == 0) {
            awaitEnd();
            size = 1;
        }
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

    private void awaitEnd() throws IOException {
        try {
            end.run();
        } catch (ArtiSpaceException e) {
            throw new IOException(e.getMessage(), e);
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
