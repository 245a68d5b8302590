package io.artispace.http.jdk;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;

/**
 * Passes what is in memory already on in as few writes as the memory allows. Each write wakes the client, so that a body in two of them costs
 * a tenth more than one in a single one; but the JDK's server keeps a buffer of twice the largest write for each connection for as long as it is
 * open. The slices are so large that the buffers of its two hundred idle connections take a tenth of the heap, at least those of {@link BufferPool}, and
 * at most a mebibyte.
 */
final class SlicingOutputStream extends FilterOutputStream {
    private static final int MOST = 1024 * 1024;
    private static final int PART_OF_HEAP = 4096;

    private final int size;

    SlicingOutputStream(OutputStream out, int size) {
        super(out);
        this.size = size;
    }

    /** Returns how large the slices are in a heap that can grow to a size. */
    static int size(long heap) {
        return (int) Math.max(BufferPool.SIZE, Math.min(MOST, heap / PART_OF_HEAP));
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        int written = 0;
        while (written < length) {
            int slice = Math.min(size, length - written);
            out.write(bytes, offset + written, slice);
            written += slice;
        }
    }
}
