package io.artispace.storage.fs;

import io.artispace.InvalidInputException;
import io.artispace.Quote;
import io.artispace.StorageFailedException;
import io.artispace.blob.BlobStore;
import io.artispace.spi.BlobStoreProvider;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Set;

/** Opens {@code file:} locations, such as {@code file:///var/lib/registry/blobs/}. Stateless. */
public final class FileBlobStoreProvider implements BlobStoreProvider {
    /** Creates the provider; {@link java.util.ServiceLoader} does. */
    public FileBlobStoreProvider() {}

    @Override
    public Set<String> schemes() {
        return Set.of("file:");
    }

    @Override
    public BlobStore open(URI location, InstantSource clock) {
        Path root = pathOf(location);
        try {
            return new FileBlobStore(root, clock);
        } catch (UnwritableException e) {
            throw new StorageFailedException(
                    "Cannot open the blob store " + Quote.of(location) + ": " + e.getMessage());
        } catch (IOException e) {
            throw new StorageFailedException(
                    "Cannot open the blob store " + Quote.of(location) + ": its directory cannot be created ("
                            + e.getClass().getSimpleName()
                            + "). Check that the path is free or a directory, and that this process may write there.",
                    e);
        }
    }

    private static Path pathOf(URI location) {
        try {
            return Path.of(location);
        } catch (IllegalArgumentException e) {
            // Without what may be a password or a key.
            String shown = location.toString().replaceFirst("[?#].*", "").replaceFirst(":.*@", ":…@");
            throw new InvalidInputException(
                    "Cannot open the blob store " + Quote.of(shown)
                            + ": it is not the location of a directory. Write an absolute path, such as"
                            + " file:///var/lib/registry/blobs/.",
                    e);
        }
    }
}
