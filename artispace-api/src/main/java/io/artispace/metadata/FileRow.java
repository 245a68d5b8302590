package io.artispace.metadata;

import io.artispace.blob.Digests;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A file's row, joined with its blob's. Removal keeps it, with the time it went.
 *
 * @param id assigned by the store; 0 in a row that is not stored yet
 * @param repositoryId the repository
 * @param packageId the package
 * @param versionId the version; null for a file that belongs to the package alone
 * @param path unique among the repository's files that are there
 * @param size the blob's size in bytes
 * @param digests the blob's digests; their SHA-256 names the blob
 * @param revision the package's revision in which the file appeared
 * @param published when it appeared
 * @param removed when it went; null while it is there
 */
public record FileRow(
        long id,
        long repositoryId,
        long packageId,
        @Nullable Long versionId,
        String path,
        long size,
        Digests digests,
        long revision,
        Instant published,
        @Nullable Instant removed) {
    /** {@return whether the file is there, not removed} */
    public boolean isLive() {
        return removed == null;
    }
}
