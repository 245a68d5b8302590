package io.artispace.storage.fs;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.util.Objects;

/**
 * Reads a range of a file by position, so that the channel's own position, where an upload goes on writing, stays. A file that ends
 * before the range does is damaged: reading then fails and never looks complete.
 */
final class RangeInputStream extends InputStream {
    private static final int BUFFER_SIZE = 128 * 1024;

    private final FileChannel channel;
    private final boolean closesChannel;
    private final long end;
    private long position;

    private RangeInputStream(FileChannel channel, boolean closesChannel, long offset, long length) {
        this.channel = channel;
        this.closesChannel = closesChannel;
        this.position = offset;
        this.end = offset + length;
    }

    /** Returns a stream that closes the channel with itself. */
    static InputStream owning(FileChannel channel, long offset, long length) {
        return new RangeInputStream(channel, true, offset, length);
    }

    /** Returns a stream that leaves the channel open. */
    static InputStream borrowing(FileChannel channel, long offset, long length) {
        return new RangeInputStream(channel, false, offset, length);
    }

    @Override
    public int read() throws IOException {
        byte[] single = new byte[1];
        return read(single, 0, 1) < 0 ? -1 : single[0] & 0xff;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
        Objects.checkFromIndexSize(offset, length, bytes.length);
        if (length == 0) {
            return 0;
        }
        if (position == end) {
            return -1;
        }
        int wanted = (int) Math.min(length, end - position);
        int read = channel.read(ByteBuffer.wrap(bytes, offset, wanted), position);
        if (read < 0) {
            throw new EOFException("A file of the blob store ends " + (end - position) + " bytes before it should.");
        }
        position += read;
        return read;
    }

    @Override
    public long skip(long count) {
        long skipped = Math.max(0, Math.min(count, end - position));
        position += skipped;
        return skipped;
    }

    @Override
    public int available() {
        return (int) Math.min(Integer.MAX_VALUE, end - position);
    }

    @Override
    public long transferTo(OutputStream out) throws IOException {
        long start = position;
        byte[] buffer = new byte[(int) Math.min(BUFFER_SIZE, end - position)];
        while (position < end) {
            int read = read(buffer, 0, buffer.length);
            out.write(buffer, 0, read);
        }
        return position - start;
    }

    @Override
    public void close() throws IOException {
        if (closesChannel) {
            channel.close();
        }
    }
}
