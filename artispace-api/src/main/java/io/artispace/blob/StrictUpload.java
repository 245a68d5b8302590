package io.artispace.blob;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;

/**
 * An upload that sees to the order of its calls, for implementations of {@link BlobUpload}: nothing is written after a commit, and after any
 * failure it can only be closed, since nobody knows how much of a failed step took effect. Not thread-safe, as uploads are.
 */
public abstract class StrictUpload implements BlobUpload {
    private enum State {
        WRITING,
        FAILED,
        COMMITTED,
        CLOSED
    }

    private final Runnable requireStore;
    private State state = State.WRITING;

    /**
     * Begins an upload.
     *
     * @param requireStore throws {@link IllegalStateException} if the store was closed
     */
    protected StrictUpload(Runnable requireStore) {
        this.requireStore = requireNonNull(requireStore, "requireStore");
    }

    /**
     * Writes all bytes that remain in the buffer.
     *
     * @param source what to write
     * @throws IOException if they could not be written
     */
    protected abstract void append(ByteBuffer source) throws IOException;

    /**
     * Opens what was written so far.
     *
     * @return a stream that the caller closes
     * @throws IOException if the store fails
     */
    protected abstract InputStream written() throws IOException;

    /**
     * Does what {@link #force()} promises; by default nothing.
     *
     * @throws IOException if the content could not be made durable
     */
    protected void makeDurable() throws IOException {}

    /**
     * Does what {@link #commit} promises. Called once at most.
     *
     * @param sha256 the SHA-256 of the bytes written
     * @throws IOException if the content could not be stored durably
     */
    protected abstract void publish(Digest sha256) throws IOException;

    /**
     * Removes what is left of the upload, whether it was committed or not. Called once.
     *
     * @throws IOException if it could not be removed
     */
    protected abstract void end() throws IOException;

    @Override
    public final int write(ByteBuffer source) throws IOException {
        requireWriting();
        int length = source.remaining();
        state = State.FAILED;
        append(source);
        state = State.WRITING;
        return length;
    }

    @Override
    public final InputStream openWritten() throws IOException {
        requireWriting();
        return written();
    }

    @Override
    public final void force() throws IOException {
        requireWriting();
        state = State.FAILED;
        makeDurable();
        state = State.WRITING;
    }

    @Override
    public final void commit(Digest sha256) throws IOException {
        if (state == State.COMMITTED) {
            requireStore.run();
            return;
        }
        requireWriting();
        state = State.FAILED;
        publish(sha256);
        state = State.COMMITTED;
    }

    @Override
    public final boolean isOpen() {
        return state == State.WRITING;
    }

    @Override
    public final void close() throws IOException {
        if (state != State.CLOSED) {
            state = State.CLOSED;
            end();
        }
    }

    private void requireWriting() throws IOException {
        switch (state) {
            case WRITING -> requireStore.run();
            case FAILED -> throw new IOException("This upload has failed before; begin another one.");
            case COMMITTED, CLOSED -> throw new ClosedChannelException();
        }
    }
}
