package io.artispace;

import io.artispace.exchange.Body;
import java.io.InputStream;

/**
 * A file of a repository that can be read. Its bytes are checked against their digest before or while they are handed out: reading
 * damaged content fails before its end. A handle that holds no resource until it is opened; thread-safe.
 */
public interface StoredFile {
    /** {@return the path within the repository that it was looked up by} */
    FilePath path();

    /**
     * Returns what is known of the file. If it {@linkplain #isArriving() is arriving}, waits until it has come whole.
     *
     * @return path, size, digests and time
     * @throws UpstreamFailedException if it is arriving, and breaks off or disagrees with its digest
     */
    FileView view();

    /**
     * Tells whether a proxy is still receiving the file from its upstream, so that its digests are not known yet. Reading it meanwhile
     * returns the bytes as they come, but for the last ones, which are withheld until the digest was found to be the one that the upstream
     * tells.
     *
     * @return false for every file that is stored
     */
    default boolean isArriving() {
        return false;
    }

    /**
     * Opens the whole content.
     *
     * @return a stream that the caller closes; reading it fails with {@link java.io.IOException} if the bytes turn out damaged
     * @throws StorageFailedException if the bytes are missing or damaged, or the blob store fails
     */
    InputStream open();

    /**
     * Returns the content as a response's body, which opens it only when it is written.
     *
     * @return a body of {@link FileView#size()} bytes
     * @throws StorageFailedException if the bytes are missing, or the blob store fails
     */
    Body body();

    /**
     * {@return where the file comes from: the repository that holds it, which is a member's where a group was asked}
     */
    Origin origin();
}
