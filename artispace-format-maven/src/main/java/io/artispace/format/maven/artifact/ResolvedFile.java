package io.artispace.format.maven.artifact;

import io.artispace.StoredFile;
import java.io.InputStream;

/**
 * What coordinates were resolved to.
 *
 * @param coordinates the coordinates with the version that was found: for a snapshot the one with timestamp and build number
 * @param file the file
 */
public record ResolvedFile(Coordinates coordinates, StoredFile file) {
    /**
     * Opens the content.
     *
     * @return a stream that the caller closes
     * @throws io.artispace.StorageFailedException if the bytes are missing or damaged, or the blob store fails
     */
    public InputStream open() {
        return file.open();
    }
}
