package io.artispace.metadata;

import io.artispace.blob.Digests;
import java.time.Instant;

/**
 * A blob's row.
 *
 * @param digests its digests; their SHA-256 is the key
 * @param size its size in bytes
 * @param state whether its bytes may be relied on
 * @param touched when a publication last relied on it; collection leaves blobs alone that were touched within its grace period
 */
public record BlobRow(Digests digests, long size, State state, Instant touched) {
    /** Whether a blob's bytes may be relied on. */
    public enum State {
        /** The bytes are in the blob store. */
        LIVE,
        /** Condemned: collection is deleting the bytes. A publication must not refer to it before they are stored anew. */
        CONDEMNED,
        /** The bytes were deleted; the row stays because the history names it. A publication that stored the bytes anew may revive it. */
        DELETED
    }
}
