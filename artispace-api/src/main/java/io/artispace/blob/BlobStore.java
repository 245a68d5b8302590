package io.artispace.blob;

import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Bytes named by their SHA-256. A blob is stored once and never changes; which blobs are in use, and when one may be deleted, is
 * the metadata's affair, not the store's.
 *
 * <p>Implementations are thread-safe, and any number of processes may use the same place at once where the implementation says
 * so. Every method fails with {@link IOException} when the store does not work, and with {@link IllegalStateException} after
 * {@link #close()}; "not there" is never reported for a store that could not be asked. One that finds that it has no room left says so by a
 * {@link BlobStoreFullException}, or by a failure that has one as its cause. {@code BlobStoreContract} in
 * artispace-testkit holds what is said here.
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
     * Returns the handle of a blob that was stored, for those who know its size, as from a row: so that to read it costs no question whether it is there. A store that
     * is far away asks nothing here; that the blob is absent, or has another size, is then found out when it is opened. One that finds it out for next to nothing,
     * such as a store of files, says so here. This method looks the blob up.
     *
     * @param sha256 its digest
     * @param size the number of its bytes, 0 or more
     * @return a handle of this digest and size. Besides what {@link Blob} says, opening it fails with {@link BlobSizeException} if the store holds another
     *     number of bytes
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
     * Deletes a blob. Only the registry's collection of garbage calls this. After return no reader finds the blob, but one that
     * opened it before may go on reading. A commit of the same content that runs at the same time either happens after the
     * deletion, or is undone by it; the caller rules the latter out.
     *
     * @param sha256 its digest
     * @return whether there was such a blob
     * @throws IOException if the store fails; the blob may or may not be there
     */
    boolean delete(Digest sha256) throws IOException;

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
     * Removes what interrupted uploads and deletions of processes that are gone have left behind: temporary data older than a day. Uploads in
     * progress are not touched. It is safe to call at any time.
     *
     * @return how many leftovers were removed
     * @throws IOException if the store fails
     */
    int removeLeftovers() throws IOException;

    /**
     * Returns how many {@linkplain BlobUpload#commit commits} of one caller are worth running at once, each in a thread of its own. A store whose
     * commits mostly wait for another machine names some; whoever commits several uploads may then be done sooner.
     *
     * @return 1 or more; 1 for a store to which one after the other is best
     */
    default int commitsAtOnce() {
        return 1;
    }

    /**
     * Returns the store that keeps the blobs, for those who must not be content with a copy, such as a verification. A store that
     * answers from copies, a cache, returns the one behind it; all others return themselves.
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
