package io.artispace.blob;

import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Bytes named by their SHA-256. A blob is stored once and never changes. The store does not know which blobs are in use, or when one
 * may be deleted: the metadata does.
 *
 * <p>Implementations are thread-safe, and any number of processes may use the same place at once where the implementation says so.
 * Every method fails with {@link IOException} when the store does not work, and with {@link IllegalStateException} after
 * {@link #close()}; a store that could not be asked never answers "not there". A store that has no room left throws a
 * {@link BlobStoreFullException}, or an exception that has one as its cause. {@code BlobStoreContract} in artispace-testkit tests what
 * is said here.
 */
public interface BlobStore extends AutoCloseable {
    /**
     * Begins an upload.
     *
     * @return an upload that the caller closes
     * @throws IOException if no upload can be begun
     */
    BlobUpload beginUpload() throws IOException;

    /**
     * Looks a blob up.
     *
     * @param sha256 its digest
     * @return a handle; empty if there is no blob of this digest (never because the store failed)
     * @throws IOException if the store fails
     */
    Optional<Blob> find(Digest sha256) throws IOException;

    /**
     * Returns the handle of a blob whose size the caller knows, as from a row, so that reading it need not cost a question whether it is
     * there. A store that is far away asks nothing here: that the blob is absent, or has another size, is then found out when it is opened.
     * A store that can look for next to nothing, such as one of files, reports it here. The default implementation looks the blob up.
     *
     * @param sha256 its digest
     * @param size the number of its bytes, 0 or more
     * @return a handle of this digest and size. Besides what {@link Blob} says, opening it fails with {@link BlobSizeException} if the
     *     store holds another number of bytes
     * @throws NoSuchFileException if it is known at once that there is no blob of this digest (never because the store failed)
     * @throws BlobSizeException if it is known at once that the store holds another number of bytes
     * @throws IOException if the store fails
     * @throws IllegalArgumentException if the size is negative
     */
    default Blob handle(Digest sha256, long size) throws IOException {
        if (size < 0) {
            throw new IllegalArgumentException("No blob has " + size + " bytes.");
        }
        Blob found = find(sha256).orElseThrow(() -> new NoSuchFileException(sha256.hex()));
        if (found.size() != size) {
            throw new BlobSizeException(sha256, size, found.size() + " bytes");
        }
        return found;
    }

    /**
     * Deletes a blob, if it is there. Only the registry's collection of garbage calls this. After return no reader finds the blob, but one
     * that opened it before may go on reading. A commit of the same content that runs at the same time either takes effect after the
     * deletion, or is undone by it; the caller has to rule the latter out.
     *
     * @param sha256 its digest
     * @throws IOException if the store fails; the blob may or may not be there
     */
    void delete(Digest sha256) throws IOException;

    /**
     * Lists all blobs, lazily, in ascending order of their digests. Blobs that are committed or deleted while the listing runs
     * may be in it or not; all others are in it once. Reading the stream throws {@link java.io.UncheckedIOException} when the
     * store fails half-way: a listing never ends early in silence.
     *
     * @return a stream that the caller closes
     * @throws IOException if the listing cannot be begun
     */
    Stream<Blob> list() throws IOException;

    /**
     * Removes what interrupted uploads and deletions of processes that are gone have left behind: temporary data older than a day. Uploads
     * in progress are not touched. It is safe to call at any time.
     *
     * @return how many leftovers were removed
     * @throws IOException if the store fails
     */
    int removeLeftovers() throws IOException;

    /**
     * Returns how many {@linkplain BlobUpload#commit commits} of one caller are worth running at once, each in a thread of its own. If the
     * store's commits mostly wait for another machine, several at once are done sooner than one after the other.
     *
     * @return 1 or more; 1 for a store to which one after the other is best
     */
    default int commitsAtOnce() {
        return 1;
    }

    /**
     * Returns the store that keeps the blobs, for callers to whom a copy is not enough, such as a verification. A cache returns the store
     * behind it; all others return themselves.
     *
     * @return the store; it is closed with this one, not by the caller
     */
    default BlobStore origin() {
        return this;
    }

    /**
     * Releases what the store holds; stored blobs stay. Uploads still open can only be closed. A second call does nothing.
     *
     * @throws IOException if something could not be released
     */
    @Override
    void close() throws IOException;
}
