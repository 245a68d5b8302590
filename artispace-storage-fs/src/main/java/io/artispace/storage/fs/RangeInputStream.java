package io.artispace.storage.fs;

import io.artispace.blob.RangeStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;

/**
 * Reads a range of a file by position, so that the channel's own position, where an upload goes on writing, stays. A file that ends
 * before the range does is damaged: reading then fails and never looks complete.
 */
final class RangeInputStream extends RangeStream {
    private static final int BUFFER_SIZE = 128 * 1024;

    private final FileChannel channel;
    private final boolean closesChannel;

    private RangeInputStream(FileChannel channel, boolean closesChannel, long offset, long length) {
        super(offset, length);
        this.channel = channel;
        this.closesChannel = closesChannel;
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
    protected int readSome(byte[] bytes, int offset, int length) throws IOException {
        return channel.read(ByteBuffer.wrap(bytes, offset, length), position());
    }

    @Override
    public long skip(long count) {
        return passOver(count);
    }

    @Override
    public long transferTo(OutputStream out) throws IOException {
        long start = position();
        byte[] buffer = new byte[(int) Math.min(BUFFER_SIZE, remaining())];
        while (remaining() > 0) {
            int read = read(buffer, 0, buffer.length);
            out.write(buffer, 0, read);
        }
        return position() - start;
    }

    @Override
    public void close() throws IOException {
        if (closesChannel) {
            channel.close();
        }
    }
}
