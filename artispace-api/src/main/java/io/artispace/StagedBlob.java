package io.artispace;

import io.artispace.blob.Digests;
import java.io.InputStream;

/**
 * Bytes that a {@link Publication} has received and not yet committed. It belongs to that publication and is of no use after it
 * was closed. Used by one thread at a time, as the publication is.
 */
public interface StagedBlob {
    /**
     * Returns the size.
     *
     * @return the number of bytes
     */
    long size();

    /**
     * Returns the digests the format asked for, and SHA-256.
     *
     * @return the digests of the bytes received
     */
    Digests digests();

    /**
     * Opens the bytes, for a format that looks inside a package while it is published.
     *
     * @return a stream that the caller closes before it commits
     * @throws IllegalStateException if the publication was closed
     * @throws StorageFailedException if the blob store fails
     */
    InputStream open();
}
