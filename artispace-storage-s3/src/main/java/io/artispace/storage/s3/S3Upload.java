package io.artispace.storage.s3;

import io.artispace.blob.BlobUpload;
import io.artispace.blob.Digest;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;

/**
 * An upload that waits in a {@link Spool} until its digest is known, and then goes to S3 under its final key. After any failure it
 * can only be closed.
 */
final class S3Upload implements BlobUpload {
    private enum State {
        WRITING,
        FAILED,
        COMMITTED,
        CLOSED
    }

    private final S3BlobStore store;
    private final Spool spool;
    private State state = State.WRITING;

    S3Upload(S3BlobStore store, Spool spool) {
        this.store = store;
        this.spool = spool;
    }

    @Override
    public int write(ByteBuffer source) throws IOException {
        requireWriting();
        int length = source.remaining();
        state = State.FAILED;
        spool.write(source);
        state = State.WRITING;
        return length;
    }

    @Override
    public long size() {
        return spool.size();
    }

    @Override
    public InputStream openWritten() throws IOException {
        requireWriting();
        return spool.open(0, spool.size());
    }

    /** Does nothing: S3 keeps nothing without a name, so nothing can be done ahead of the commit. */
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
        state = State.FAILED;
        store.writer().write(spool, sha256);
        state = State.COMMITTED;
    }

    @Override
    public boolean isOpen() {
        return state == State.WRITING;
    }

    @Override
    public void close() throws IOException {
        state = State.CLOSED;
        spool.close();
    }

    private void requireWriting() throws IOException {
        switch (state) {
            case WRITING -> store.requireOpen();
            case FAILED -> throw new IOException("This upload has failed before; begin another one.");
            case COMMITTED, CLOSED -> throw new ClosedChannelException();
        }
    }
}
