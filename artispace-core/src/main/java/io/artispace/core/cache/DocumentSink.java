package io.artispace.core.cache;

import io.artispace.exchange.Body;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Takes a document as it is rendered: into memory up to a size, beyond it into a file. In memory it is kept in pieces: an array that
 * grows would be copied several times, in vain if the document goes to a file in the end; and arrays of a megabyte burden the garbage
 * collector of a small heap. Used by one thread.
 */
public final class DocumentSink extends OutputStream {
    /** The smallest size of a piece, since formats may write single bytes. */
    private static final int PIECE = 8192;

    private final int mostInMemory;
    private final Overflow overflow;
    private final List<ByteBuffer> pieces = new ArrayList<>();
    private ByteBuffer last = ByteBuffer.allocate(0);
    private int inMemory;
    private Overflow.@Nullable Spill spill;

    DocumentSink(int mostInMemory, Overflow overflow) {
        this.mostInMemory = mostInMemory;
        this.overflow = overflow;
    }

    @Override
    public void write(int value) throws IOException {
        write(new byte[] {(byte) value}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int count) throws IOException {
        Overflow.Spill beyond = spill;
        if (beyond == null && inMemory + count > mostInMemory) {
            beyond = overflow.begin();
            spill = beyond;
            for (ByteBuffer piece : pieces) {
                beyond.write(piece.array(), 0, piece.position());
            }
            pieces.clear();
        }
        if (beyond == null) {
            remember(bytes, offset, count);
        } else {
            beyond.write(bytes, offset, count);
        }
    }

    private void remember(byte[] bytes, int offset, int count) {
        int fitting = Math.min(count, last.remaining());
        last.put(bytes, offset, fitting);
        int left = count - fitting;
        if (left > 0) {
            last = ByteBuffer.allocate(Math.max(left, PIECE));
            last.put(bytes, offset + fitting, left);
            pieces.add(last);
        }
        inMemory += count;
    }

    /** Returns what was taken. */
    public Body finish() {
        Overflow.Spill beyond = spill;
        return beyond == null ? Body.bytes(joined()) : beyond.finish();
    }

    private byte[] joined() {
        ByteBuffer all = ByteBuffer.allocate(inMemory);
        pieces.forEach(piece -> all.put(piece.array(), 0, piece.position()));
        return all.array();
    }

    /** Gives up what was taken, if it was not finished. */
    public void abandon() throws IOException {
        if (spill != null) {
            spill.abandon();
        }
    }
}
