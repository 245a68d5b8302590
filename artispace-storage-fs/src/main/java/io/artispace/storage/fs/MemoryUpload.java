package io.artispace.storage.fs;

import io.artispace.blob.BlobUpload;
import io.artispace.blob.Digest;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;

/** An upload onto the heap. */
final class MemoryUpload implements BlobUpload {
    private enum State {
        WRITING,
        COMMITTED,
        CLOSED
    }

    private final MemoryBlobStore store;
    private final MemoryContent content = new MemoryContent();
    private State state = State.WRITING;

    MemoryUpload(MemoryBlobStore store) {
        this.store = store;
    }

    @Override
    public int write(ByteBuffer source) throws IOException {
        requireWriting();
        int length = source.remaining();
        content.append(source);
        return length;
    }

    @Override
    public long size() {
        return content.size();
    }

    @Override
    public InputStream openWritten() throws IOException {
        requireWriting();
        return content.open(0, content.size());
    }

    @Override
    public void force() throws IOException {
        requireWriting();
    }

    @Override
    public void commit(Digest sha256) throws IOException {
        if (state == State.COMMITTED) {
            store.requireOpen();
            return;
        }
        requireWriting();
        store.publish(sha256, content);
        state = State.COMMITTED;
    }

    @Override
    public boolean isOpen() {
        return state == State.WRITING;
    }

    @Override
    public void close() {
        state = State.CLOSED;
    }

    private void requireWriting() throws IOException {
        if (state != State.WRITING) {
            throw new ClosedChannelException();
        }
        store.requireOpen();
    }
}
