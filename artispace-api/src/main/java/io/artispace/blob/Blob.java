package io.artispace.blob;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/**
 * A stored blob: a handle that holds no resource until it is opened. Its content never changes. Thread-safe.
 *
 * <p>A handle may outlive its blob: once the blob was deleted, opening fails with
 * {@link java.nio.file.NoSuchFileException}. A stream opened before the deletion may be read to its end, or fail, but never
 * yields other bytes.
 */
public interface Blob {
    /**
     * Returns the name.
     *
     * @return a digest of {@link DigestAlgorithm#SHA256}
     */
    Digest digest();

    /** {@return the number of bytes, 0 or more} */
    long size();

    /**
     * Opens the whole content.
     *
     * @return a stream of {@link #size()} bytes that the caller closes; not thread-safe
     * @throws java.nio.file.NoSuchFileException if the blob was deleted meanwhile
     * @throws IOException if the store fails
     */
    default InputStream open() throws IOException {
        return open(0, size());
    }

    /**
     * Opens a part of the content.
     *
     * @param offset the first byte, 0 to {@link #size()}
     * @param length the number of bytes, 0 to {@code size() - offset}
     * @return a stream of {@code length} bytes that the caller closes; not thread-safe
     * @throws IndexOutOfBoundsException if the range is not within the blob
     * @throws java.nio.file.NoSuchFileException if the blob was deleted meanwhile
     * @throws IOException if the store fails
     */
    InputStream open(long offset, long length) throws IOException;

    /**
     * Returns the file that holds exactly this content, so that a front can have the operating system send it. The file must not be
     * changed.
     *
     * @return a path of the default file system; empty where the store keeps no such file
     */
    default Optional<Path> path() {
        return Optional.empty();
    }

    /**
     * Makes an address from which anybody who knows it can read this content, and nothing else, for some time: so a client can be
     * redirected to the store itself. The store is not asked, so the address may be of a blob that is gone.
     *
     * <p>The address is a secret for as long as it is valid: keep it out of logs. It answers GET, with ranges, and sends neither our
     * headers nor our entity tags.
     *
     * @param validity how long, more than zero; a store that has an upper limit (S3: seven days) cuts it to that
     * @param contentType the content type that the answer shall have, such as {@code application/java-archive}
     * @return an absolute {@code http} or {@code https} address; empty where the store cannot make one
     * @throws IllegalArgumentException if the validity is zero or negative
     * @throws IOException if the store has no credentials to sign it with
     */
    default Optional<URI> link(Duration validity, String contentType) throws IOException {
        return Optional.empty();
    }
}
