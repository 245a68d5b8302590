package io.artispace.storage.fs;

import io.artispace.blob.BlobUpload;
import io.artispace.blob.Digest;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * An upload into a temporary file that becomes the blob by being renamed. After any failure it can only be closed, since nobody knows
 * how much of a failed write is in the file, or of a failed flush on the disk. So each step first marks the upload as failed, and takes
 * that back when it has succeeded.
 */
final class FileUpload implements BlobUpload {
    private enum State {
        WRITING,
        FAILED,
        COMMITTED,
        CLOSED
    }

    private final FileBlobStore store;
    private final Path file;
    private FileChannel channel;
    private EarlyFlush early;
    private State state = State.WRITING;
    private long size;
    /** Whether all that was written is on the disk, and the channel is closed. */
    private boolean forced;

    private boolean moved;

    FileUpload(FileBlobStore store, Path file, FileChannel channel) {
        this.store = store;
        this.file = file;
        this.channel = channel;
        this.early = new EarlyFlush(channel, store.durability());
    }

    @Override
    public int write(ByteBuffer source) throws IOException {
        requireWriting();
        int length = source.remaining();
        state = State.FAILED;
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
        state = State.WRITING;
        return length;
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
    public InputStream openWritten() throws IOException {
        requireWriting();
        return forced
                ? RangeInputStream.owning(FileChannel.open(file, StandardOpenOption.READ), 0, size)
                : RangeInputStream.borrowing(channel, 0, size);
    }

    /** {@inheritDoc} Frees the file handle, too: after this nothing can fail any more that only this handle would tell of. */
    @Override
    public void force() throws IOException {
        requireWriting();
        if (!forced) {
            state = State.FAILED;
            try {
                flush();
                channel.close();
            } catch (IOException e) {
                throw store.explained(e);
            }
            forced = true;
            state = State.WRITING;
        }
    }

    @Override
    public void commit(Digest sha256) throws IOException {
        if (state == State.COMMITTED) {
            store.requireOpen();
            return;
        }
        requireWriting();
        state = State.FAILED;
        try {
            store.publish(this, sha256);
        } catch (IOException e) {
            throw store.explained(e);
        }
        state = State.COMMITTED;
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
    public boolean isOpen() {
        return state == State.WRITING;
    }

    @Override
    public void close() throws IOException {
        if (state == State.CLOSED) {
            return;
        }
        state = State.CLOSED;
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

    private void requireWriting() throws IOException {
        switch (state) {
            case WRITING -> store.requireOpen();
            case FAILED -> throw new IOException("This upload has failed before; begin another one.");
            case COMMITTED, CLOSED -> throw new ClosedChannelException();
        }
    }
}
