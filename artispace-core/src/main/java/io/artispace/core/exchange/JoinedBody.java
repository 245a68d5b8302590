package io.artispace.core.exchange;

import io.artispace.core.content.OneByte;
import io.artispace.exchange.Body;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;

/** Several bodies one after the other. A part is opened only when the one before was read to its end. */
final class JoinedBody implements Body {
    private final List<Body> parts;
    private final long length;

    JoinedBody(List<Body> parts) {
        this.parts = List.copyOf(parts);
        this.length = parts.stream().mapToLong(Body::length).sum();
    }

    @Override
    public long length() {
        return length;
    }

    @Override
    public InputStream open() {
        return new JoinedStream(parts.iterator());
    }

    @Override
    public void writeTo(OutputStream out) throws IOException {
        for (Body part : parts) {
            part.writeTo(out);
        }
    }

    @Override
    public Body slice(long offset, long size) {
        Objects.checkFromIndexSize(offset, size, length);
        List<Body> slices = new ArrayList<>();
        long start = 0;
        for (Body part : parts) {
            long from = Math.max(offset, start);
            long to = Math.min(offset + size, start + part.length());
            if (from < to) {
                slices.add(part.slice(from - start, to - from));
            }
            start += part.length();
        }
        return new JoinedBody(slices);
    }

    /** Reads the parts in turn; unlike {@link java.io.SequenceInputStream} it can fail where a part cannot be opened. */
    private static final class JoinedStream extends InputStream {
        private final Iterator<Body> rest;
        private InputStream current = InputStream.nullInputStream();

        JoinedStream(Iterator<Body> parts) {
            this.rest = parts;
        }

        @Override
        public int read() throws IOException {
            return OneByte.of(this);
        }

        @Override
        public int read(byte[] buffer, int offset, int count) throws IOException {
            int read = current.read(buffer, offset, count);
            while (read < 0 && rest.hasNext()) {
                current.close();
                current = rest.next().open();
                read = current.read(buffer, offset, count);
            }
            return read;
        }

        @Override
        public void close() throws IOException {
            current.close();
        }
    }
}
