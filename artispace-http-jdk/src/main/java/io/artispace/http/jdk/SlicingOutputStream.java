package io.artispace.http.jdk;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;

/**
 * Passes on content that is in memory in as few writes as the heap allows. Each write wakes the client, so a body in two writes costs a
 * tenth more than one in a single write. But for each open connection, the JDK's server keeps a buffer of twice the size of the largest
 * write. So slices are as large as buffers of {@link BufferPool} at least and a mebibyte at most; in between, they are so large that
 * the buffers of two hundred idle connections take a tenth of the heap.
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
