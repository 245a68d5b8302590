package io.artispace.core.engine;

import io.artispace.DeniedException;
import io.artispace.Limits;
import io.artispace.access.AccessPolicy;
import io.artispace.blob.BlobStore;
import io.artispace.core.cache.MemoryCache;
import io.artispace.core.content.BlobReader;
import io.artispace.core.event.Listeners;
import io.artispace.metadata.MetadataStore;
import io.artispace.policy.PackagePolicy;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

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
 * @param access decides who may do what
 */
public record Engine(
        MetadataStore metadata,
        BlobStore blobs,
        BlobReader reader,
        MemoryCache cache,
        Listeners listeners,
        InstantSource clock,
        Limits limits,
        List<PackagePolicy> policies,
        AccessPolicy access) {
    /**
     * Asks the host's own rules.
     *
     * @throws DeniedException if one of them refuses the candidate
     */
    public void demand(PackagePolicy.Candidate candidate) {
        refusal(candidate).ifPresent(reason -> {
            throw DeniedException.forbidden(reason);
        });
    }

    /** Asks the host's own rules why one of them refuses the candidate; empty if none does. */
    public Optional<String> refusal(PackagePolicy.Candidate candidate) {
        return policies.stream()
                .flatMap(policy -> policy.refusal(candidate).stream())
                .findFirst();
    }

    /**
     * Looks up what requests ask for again and again. The answer is cached until anything at all is committed to the metadata store, by
     * whatever process. If the store {@linkplain MetadataStore#dataVersion() cannot tell}, it is read each time.
     *
     * @param seen the {@linkplain MetadataStore#dataVersion() version of the data} up to which everything has to be shown; empty to show
     *     all that was committed
     */
    public <T> T cached(Lookup<T> lookup, OptionalLong seen) {
        OptionalLong version = seen.isPresent() ? seen : metadata.dataVersion();
        if (version.isEmpty()) {
            return read(lookup);
        }
        Optional<Answer> kept = cache.find(lookup, Answer.class);
        if (kept.isPresent() && kept.get().version() == version.getAsLong()) {
            @SuppressWarnings("unchecked") // It was put there by an equal look-up.
            T same = (T) kept.get().value();
            return same;
        }
        T value = read(lookup);
        cache.put(lookup, new Answer(version.getAsLong(), value), lookup.weight());
        return value;
    }

    private <T> T read(Lookup<T> lookup) {
        return lookup.isOneQuestion() ? metadata.look(lookup::in) : metadata.read(lookup::in);
    }

    /** An answer that was read when the store's data had this version, or a later one. */
    private record Answer(long version, Object value) {}

    /** Returns the time to record: of millisecond precision, which every store and every client's document can hold. */
    public Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }
}
