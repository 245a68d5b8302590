package io.artispace.stores.cache;

import io.artispace.blob.Blob;
import java.io.IOException;
import java.io.InputStream;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** One reader of a fetch. If the fetch breaks, it goes on from the origin on its own. */
final class FillStream extends InputStream {
    private final Fill fill;
    private final Fills fills;
    private final Blob origin;
    private long position;
    private @Nullable InputStream alone;
    private boolean closed;

    FillStream(Fill fill, Fills fills, Blob origin) {
        this.fill = fill;
        this.fills = fills;
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
        if (closed) {
            throw new IOException("The stream was closed.");
        }
        if (length == 0) {
            return 0;
        }
        if (alone == null) {
            if (position == origin.size()) {
                return -1;
            }
            int count = fill.read(bytes, offset, length, position);
            if (count > 0) {
                position += count;
                return count;
            }
            alone = origin.open(position, origin.size() - position);
        }
        return alone.read(bytes, offset, length);
    }

    @Override
    public void close() throws IOException {
        if (closed) {
            return;
        }
        closed = true;
        InputStream opened = alone;
        try {
            if (opened != null) {
                opened.close();
            }
        } finally {
            fills.leave(fill);
        }
    }
}
