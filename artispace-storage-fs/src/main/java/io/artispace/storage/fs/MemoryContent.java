package io.artispace.storage.fs;

import io.artispace.blob.RangeStream;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/**
 * Bytes that only grow, in pieces that are never copied and that grow with the content, so that a small blob takes little and a
 * large one few pieces. Written by one thread; once it was published, read by many and written by none.
 */
final class MemoryContent {
    private static final int SMALLEST_PIECE = 4 * 1024;
    private static final int LARGEST_PIECE = 1024 * 1024;

    private final List<byte[]> pieces = new ArrayList<>();
    private long size;
    private long capacity;

    long size() {
        return size;
    }

    void append(ByteBuffer source) {
        while (source.hasRemaining()) {
            if (size == capacity) {
                addPiece(source.remaining());
            }
            byte[] last = pieces.get(pieces.size() - 1);
            int free = (int) (capacity - size);
            int count = Math.min(free, source.remaining());
            source.get(last, last.length - free, count);
            size += count;
        }
    }

    private void addPiece(int wanted) {
        long length = Math.max(SMALLEST_PIECE, Math.max(capacity, wanted));
        byte[] piece = new byte[(int) Math.min(LARGEST_PIECE, length)];
        pieces.add(piece);
        capacity += piece.length;
    }

    /** Opens a range of what is there now. */
    InputStream open(long offset, long length) {
        return new Reader(offset, length);
    }

    private final class Reader extends RangeStream {
        private int piece;
        private int inPiece;

        private Reader(long offset, long length) {
            super(offset, length);
            long before = offset;
            while (length > 0 && before >= pieces.get(piece).length) {
                before -= pieces.get(piece++).length;
            }
            inPiece = (int) before;
        }

        @Override
        protected int readSome(byte[] bytes, int offset, int length) {
            if (inPiece == pieces.get(piece).length) {
                piece++;
                inPiece = 0;
            }
            byte[] source = pieces.get(piece);
            int count = Math.min(length, source.length - inPiece);
            System.arraycopy(source, inPiece, bytes, offset, count);
            inPiece += count;
            return count;
        }
    }
}
