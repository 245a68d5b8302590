package io.artispace.ledger;

import static java.util.Objects.requireNonNull;

import io.artispace.FilePath;
import io.artispace.Origin;
import io.artispace.blob.Digest;
import java.time.Instant;

/**
 * A file that was served in a session.
 *
 * @param repository the repository that was asked
 * @param path the file's path in it
 * @param origin the member that held it, and its upstream
 * @param sha256 the digest of its bytes
 * @param size its size in bytes
 * @param served when it was first served; if other bytes were served at its path in between, when it was first served after those
 */
public record LedgerEntry(String repository, FilePath path, Origin origin, Digest sha256, long size, Instant served) {
    /** Checks that nothing is null. */
    public LedgerEntry {
        requireNonNull(repository, "repository");
        requireNonNull(path, "path");
        requireNonNull(origin, "origin");
        requireNonNull(sha256, "sha256");
        requireNonNull(served, "served");
    }
}
