package io.artispace;

import static java.util.Objects.requireNonNull;

import io.artispace.blob.Digests;
import java.time.Instant;

/**
 * A file as a repository knows it. Immutable.
 *
 * @param path its path within the repository
 * @param size its size in bytes
 * @param digests its digests, computed by ArtiSpace
 * @param published when it appeared
 */
public record FileView(FilePath path, long size, Digests digests, Instant published) {
    /** Checks that nothing is null. */
    public FileView {
        requireNonNull(path, "path");
        requireNonNull(digests, "digests");
        requireNonNull(published, "published");
    }
}
