package io.artispace.core.repository;

import io.artispace.DeniedException;
import io.artispace.Limits;
import io.artispace.blob.BlobStore;
import io.artispace.core.event.Listeners;
import io.artispace.metadata.MetadataStore;
import io.artispace.policy.PackagePolicy;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;

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
 * @param policies the host's own rules about what may enter
 */
public record Engine(
        MetadataStore metadata,
        BlobStore blobs,
        BlobReader reader,
        MemoryCache cache,
        Listeners listeners,
        InstantSource clock,
        Limits limits,
        List<PackagePolicy> policies) {
    /**
     * Asks the host's own rules.
     *
     * @throws DeniedException if one of them refuses the candidate
     */
    public void demand(PackagePolicy.Candidate candidate) {
        for (PackagePolicy policy : policies) {
            policy.refusal(candidate).ifPresent(reason -> {
                throw DeniedException.forbidden(reason);
            });
        }
    }

    /** Returns the time to record: of millisecond precision, which every store and every client's document can hold. */
    public Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }
}
