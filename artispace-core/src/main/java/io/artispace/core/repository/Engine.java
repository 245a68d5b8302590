package io.artispace.core.repository;

import io.artispace.Limits;
import io.artispace.blob.BlobStore;
import io.artispace.core.event.Listeners;
import io.artispace.metadata.MetadataStore;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;

/**
 * What all repositories of one registry share.
 *
 * @param metadata the rows
 * @param blobs the bytes
 * @param reader reads bytes, checked
 * @param cache the memory for documents, views and small files
 * @param listeners are told of commits
 * @param clock the source of time
 * @param limits the limits
 */
public record Engine(
        MetadataStore metadata,
        BlobStore blobs,
        BlobReader reader,
        MemoryCache cache,
        Listeners listeners,
        InstantSource clock,
        Limits limits) {
    /** Returns the time to record: of millisecond precision, which every store and every client's document can hold. */
    public Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }
}
