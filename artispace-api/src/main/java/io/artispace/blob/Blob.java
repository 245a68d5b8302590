package io.artispace.blob;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
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

    /**
     * Returns the size.
     *
     * @return the number of bytes, 0 or more
     */
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
     * Returns the file that holds exactly this content, so that a reader may use the operating system's ways to send it. The
     * file must only be read.
     *
     * @return a path of the default file system; empty where the store keeps no such file
     */
    default Optional<Path> path() {
        return Optional.empty();
    }
}
