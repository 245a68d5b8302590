package io.artispace.blob;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.WritableByteChannel;

/**
 * An upload in progress: bytes whose digest is not yet known, private to the writer until {@link #commit}. Used by one thread at
 * a time.
 *
 * <p>An upload that is closed without commit, or whose process dies, leaves nothing that a reader can see; what the store keeps
 * of it (a temporary file, an unfinished multipart upload) is removed by {@link #close()}, or, after a crash, by the store itself
 * once it is stale.
 */
public interface BlobUpload extends WritableByteChannel {
    /**
     * Writes all bytes that remain in the buffer, while other channels may write only some of them.
     *
     * @param source what to write; nothing remains in it afterwards
     * @return how many bytes that were
     * @throws IOException if they could not be written, or a call before this one failed; the upload can then only be closed
     * @throws java.nio.channels.ClosedChannelException if the upload was committed or closed
     */
    @Override
    int write(ByteBuffer source) throws IOException;

    /** {@return the number of bytes written so far} */
    long size();

    /**
     * Opens what was written so far, before it is committed; writing may go on after the stream was closed.
     *
     * @return a stream of {@link #size()} bytes that the caller closes; at most one is open at a time
     * @throws IOException if the store fails or the upload is closed
     */
    InputStream openWritten() throws IOException;

    /**
     * Makes the content durable without giving it its name yet, as far as the store can: the first part of {@link #commit}. Who commits
     * several uploads may call this early, or from several threads at once, to share the cost. A store that can do nothing before it knows
     * the digest does nothing. A second call does nothing. Writing may go on afterwards; a store that holds something for that, such as a
     * file handle, may free it here, and get it again only then.
     *
     * @throws IOException if the content could not be made durable; the upload can then only be closed
     */
    void force() throws IOException;

    /**
     * Makes the content durable and readable under its digest, atomically: after return it survives a crash and a loss of power; a reader
     * sees all of it or none. If the store holds a blob of this digest already it stays, and this call succeeds too, also when two uploads
     * of the same content are committed at once. No bytes can be written afterwards; a second commit does nothing.
     *
     * @param sha256 the SHA-256 of exactly the bytes written; the caller computed it while writing, the store relies on it
     * @throws IOException if the content could not be stored durably; a reader then sees nothing, or, where only the durability is
     *     in doubt or another upload stored the same content, all of it. The upload can only be closed
     */
    void commit(Digest sha256) throws IOException;

    /**
     * Ends the upload. Without a commit its bytes are gone; after one this does nothing. A second call does nothing.
     *
     * @throws IOException if what was written could not be removed; it is unreachable all the same
     */
    @Override
    void close() throws IOException;
}
