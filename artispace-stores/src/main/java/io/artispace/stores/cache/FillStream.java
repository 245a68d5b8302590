package io.artispace.stores.cache;

import io.artispace.blob.Blob;
import io.artispace.blob.RangeStream;
import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/** One reader of a fetch. If the fetch breaks, it goes on from the origin on its own. */
final class FillStream extends RangeStream {
    private final Fill fill;
    private final Fills fills;
    private final Blob origin;
    private @Nullable InputStream alone;
    private boolean closed;

    FillStream(Fill fill, Fills fills, Blob origin) {
        super(0, origin.size());
        this.fill = fill;
        this.fills = fills;
        this.origin = origin;
    }

    @Override
    protected int readSome(byte[] bytes, int offset, int length) throws IOException {
        if (closed) {
            throw new IOException("The stream was closed.");
        }
        InputStream opened = alone;
        if (opened == null) {
            int count = fill.read(bytes, offset, length, position());
            if (count > 0) {
                return count;
            }
            opened = origin.open(position(), remaining());
            alone = opened;
        }
        return opened.read(bytes, offset, length);
    }

    /** What is to come may have to be waited for. */
    @Override
    public int available() {
        return 0;
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
