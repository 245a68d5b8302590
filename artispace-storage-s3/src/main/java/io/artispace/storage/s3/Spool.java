package io.artispace.storage.s3;

import io.artispace.blob.BlobStoreFullException;
import io.artispace.blob.RangeStream;
import java.io.ByteArrayInputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Where the bytes of an upload wait for their digest: in memory while they are few, then in a local file that the operating system
 * removes when it is closed, also by the end of the process. The SHA-256 of each part is computed from what was written, so the server
 * finds out if the local disk changed a byte. Written by one thread, then read by any number.
 */
final class Spool implements Closeable {
    /** What one upload may hold in memory. */
    static final int MEMORY = 1024 * 1024;

    private static final int FIRST_BUFFER = 16 * 1024;

    private final Path directory;
    private final PartDigests parts;
    private byte[] memory = new byte[FIRST_BUFFER];
    private @Nullable FileChannel file;
    private long size;

    Spool(Path directory, int partSize) {
        this.directory = directory;
        this.parts = new PartDigests(partSize);
    }

    long size() {
        return size;
    }

    /** The digests of the parts; asked for once, after the last byte. Meaningless for a content that stayed in memory. */
    PartDigests parts() {
        return parts;
    }

    void write(ByteBuffer source) throws IOException {
        if (file == null && size + source.remaining() <= MEMORY) {
            keep(source);
            return;
        }
        try {
            FileChannel channel = spilled();
            parts.update(source.duplicate());
            while (source.hasRemaining()) {
                size += channel.write(source, size);
            }
        } catch (IOException e) {
            throw BlobStoreFullException.orElse(directory, "the local disk where uploads to S3 wait (spool)", e);
        }
    }

    private void keep(ByteBuffer source) {
        int count = source.remaining();
        int filled = (int) size;
        if (filled + count > memory.length) {
            memory = Arrays.copyOf(memory, Math.min(MEMORY, Math.max(filled + count, memory.length * 2)));
        }
        source.get(memory, filled, count);
        size += count;
    }

    private FileChannel spilled() throws IOException {
        FileChannel channel = file;
        if (channel == null) {
            Path path = Files.createTempFile(directory, "artispace-", ".upload");
            channel = FileChannel.open(
                    path, StandardOpenOption.READ, StandardOpenOption.WRITE, StandardOpenOption.DELETE_ON_CLOSE);
            file = channel;
            ByteBuffer kept = ByteBuffer.wrap(memory, 0, (int) size);
            parts.update(kept.duplicate());
            long position = 0;
            while (kept.hasRemaining()) {
                position += channel.write(kept, position);
            }
            memory = new byte[0];
        }
        return channel;
    }

    /** Opens a part of what was written; any number of streams may be open. */
    InputStream open(long offset, long length) {
        Objects.checkFromIndexSize(offset, length, size);
        FileChannel channel = file;
        return channel == null
                ? new ByteArrayInputStream(memory, (int) offset, (int) length)
                : new FileRange(channel, offset, length);
    }

    @Override
    public void close() throws IOException {
        memory = new byte[0];
        if (file != null) {
            file.close();
        }
    }

    private static final class FileRange extends RangeStream {
        private final FileChannel channel;

        FileRange(FileChannel channel, long offset, long length) {
            super(offset, length);
            this.channel = channel;
        }

        @Override
        protected int readSome(byte[] bytes, int offset, int length) throws IOException {
            return channel.read(ByteBuffer.wrap(bytes, offset, length), position());
        }
    }
}
