package io.artispace.core.cache;

import io.artispace.exchange.Body;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import org.jspecify.annotations.Nullable;

/** Takes a document as it is rendered: into memory up to a size, beyond it into a file. Used by one thread. */
public final class DocumentSink extends OutputStream {
    private final int mostInMemory;
    private final Overflow overflow;
    private final ByteArrayOutputStream memory = new ByteArrayOutputStream(8192);
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
        if (beyond == null && memory.size() + count > mostInMemory) {
            beyond = overflow.begin();
            spill = beyond;
            memory.writeTo(beyond);
            memory.reset();
        }
        if (beyond == null) {
            memory.write(bytes, offset, count);
        } else {
            beyond.write(bytes, offset, count);
        }
    }

    /** Returns what was taken. */
    public Body finish() {
        Overflow.Spill beyond = spill;
        return beyond == null ? Body.bytes(memory.toByteArray()) : beyond.finish();
    }

    /** Gives up what was taken, if it was not finished. */
    public void abandon() throws IOException {
        if (spill != null) {
            spill.abandon();
        }
    }
}
