package io.artispace.storage.fs;

import io.artispace.blob.Digest;
import io.artispace.blob.StrictUpload;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** An upload into a temporary file that becomes the blob by being renamed. */
final class FileUpload extends StrictUpload {
    private final FileBlobStore store;
    private final Path file;
    private FileChannel channel;
    private EarlyFlush early;
    private long size;
    /** Whether all that was written is on the disk, and the channel is closed. */
    private boolean forced;

    private boolean moved;

    FileUpload(FileBlobStore store, Path file, FileChannel channel) {
        super(store::requireOpen);
        this.store = store;
        this.file = file;
        this.channel = channel;
        this.early = new EarlyFlush(channel, store.durability());
    }

    @Override
    protected void append(ByteBuffer source) throws IOException {
        try {
            if (forced) {
                reopen();
            }
            while (source.hasRemaining()) {
                size += channel.write(source);
            }
        } catch (IOException e) {
            throw store.explained(e);
        }
        early.written(size);
    }

    private void reopen() throws IOException {
        channel = FileChannel.open(file, StandardOpenOption.WRITE, StandardOpenOption.READ);
        channel.position(size);
        early = new EarlyFlush(channel, store.durability());
        forced = false;
    }

    @Override
    public long size() {
        return size;
    }

    @Override
    protected InputStream written() throws IOException {
        return forced
                ? RangeInputStream.owning(FileChannel.open(file, StandardOpenOption.READ), 0, size)
                : RangeInputStream.borrowing(channel, 0, size);
    }

    /** {@inheritDoc} Frees the file handle, too: after this nothing can fail any more that only this handle would tell of. */
    @Override
    protected void makeDurable() throws IOException {
        if (!forced) {
            try {
                flush();
                channel.close();
            } catch (IOException e) {
                throw store.explained(e);
            }
            forced = true;
        }
    }

    @Override
    protected void publish(Digest sha256) throws IOException {
        try {
            store.publish(this, sha256);
        } catch (IOException e) {
            throw store.explained(e);
        }
    }

    /** Makes the content durable and gives it its name. */
    void moveTo(FanOutDirectory directory, Path target) throws IOException {
        if (!forced) {
            flush();
        }
        channel.close();
        directory.moveIn(file, target, size);
        moved = true;
    }

    private void flush() throws IOException {
        early.end();
        store.durability().forceFile(channel);
    }

    @Override
    protected void end() throws IOException {
        early.await();
        FileChannel opened = channel;
        try (opened) {
            // Still there, even after a successful commit, if the store had the blob already.
            if (!moved) {
                Files.deleteIfExists(file);
            }
        } finally {
            store.forget(file);
        }
    }
}
