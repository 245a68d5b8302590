package io.artispace.http.jdk;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;

/** Passes large writes on in slices, for the reason {@link BufferPool} gives. */
final class SlicingOutputStream extends FilterOutputStream {
    SlicingOutputStream(OutputStream out) {
        super(out);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        int written = 0;
        while (written < length) {
            int slice = Math.min(BufferPool.SIZE, length - written);
            out.write(bytes, offset + written, slice);
            written += slice;
        }
    }
}
