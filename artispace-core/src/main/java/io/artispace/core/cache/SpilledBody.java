package io.artispace.core.cache;

import io.artispace.blob.RangeStream;
import io.artispace.exchange.Body;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.RandomAccessFile;
import java.util.Objects;

/**
 * Bytes of an {@link Overflow}, or a part of them. The file is closed with the overflow, or when the last body that refers to it is
 * garbage. Thread-safe.
 */
final class SpilledBody implements Body {
    private static final int CHUNK = 64 * 1024;

    private final Bytes bytes;
    private final long offset;
    private final long length;

    SpilledBody(Bytes bytes, long offset, long length) {
        this.bytes = bytes;
        this.offset = offset;
        this.length = length;
    }

    /** A file that several read at once. */
    record Bytes(RandomAccessFile file) {
        synchronized int read(long position, byte[] buffer, int from, int count) throws IOException {
            file.seek(position);
            return file.read(buffer, from, count);
        }
    }

    @Override
    public long length() {
        return length;
    }

    @Override
    public InputStream open() {
        return new Reader();
    }

    @Override
    public Body slice(long from, long size) {
        Objects.checkFromIndexSize(from, size, length);
        return new SpilledBody(bytes, offset + from, size);
    }

    @Override
    public void writeTo(OutputStream out) throws IOException {
        byte[] buffer = new byte[(int) Math.min(CHUNK, length)];
        try (Reader reader = new Reader()) {
            for (int count = reader.read(buffer); count > 0; count = reader.read(buffer)) {
                out.write(buffer, 0, count);
            }
        }
    }

    void close() throws IOException {
        bytes.file().close();
    }

    private final class Reader extends RangeStream {
        Reader() {
            super(offset, length);
        }

        @Override
        protected int readSome(byte[] buffer, int from, int count) throws IOException {
            return bytes.read(position(), buffer, from, count);
        }
    }
}
