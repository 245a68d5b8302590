package io.artispace.core.maintenance;

import static java.util.Objects.requireNonNull;

import io.artispace.InvalidInputException;
import io.artispace.Maintenance;
import io.artispace.StorageFailedException;
import io.artispace.blob.BlobStore;
import io.artispace.core.engine.Moments;
import io.artispace.metadata.MetadataStore;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** The maintenance of a registry. */
public final class CoreMaintenance implements Maintenance {
    private static final Duration SHORTEST_GRACE = Duration.ofHours(1);

    /** How many events are dropped in a transaction, which in SQLite keeps all writers waiting. */
    private static final int EVENTS = 1_000;

    private final MetadataStore metadata;
    private final BlobStore blobs;
    private final InstantSource clock;

    /**
     * Creates the maintenance.
     *
     * @param metadata the rows
     * @param blobs the bytes
     * @param clock the source of time
     */
    public CoreMaintenance(MetadataStore metadata, BlobStore blobs, InstantSource clock) {
        this.metadata = metadata;
        this.blobs = blobs;
        this.clock = clock;
    }

    @Override
    public Collected collectGarbage(Duration grace) {
        return new GarbageCollection(metadata, blobs).collect(graceBegins(grace));
    }

    @Override
    public Collected rehearseCollection(Duration grace) {
        return new GarbageCollection(metadata, blobs).rehearse(graceBegins(grace));
    }

    private Instant graceBegins(Duration grace) {
        if (grace.compareTo(SHORTEST_GRACE) < 0) {
            throw new InvalidInputException("Cannot collect garbage with a grace period of " + grace
                    + ": it must be at least " + SHORTEST_GRACE + ", so that publications in progress are safe.");
        }
        return Moments.before(clock.instant(), grace);
    }

    @Override
    public Verification verify(Progress progress) {
        return new Verifier(metadata, blobs.origin()).verify(requireNonNull(progress, "progress"));
    }

    @Override
    public long dropEvents(Instant before) {
        Instant now = clock.instant();
        // Otherwise, with a time to come, this would go on as long as others write.
        Instant end = requireNonNull(before, "before").isBefore(now) ? before : now;
        long total = 0;
        int dropped;
        do {
            dropped = metadata.write(writer -> writer.dropEvents(end, EVENTS));
            total += dropped;
        } while (dropped > 0);
        return total;
    }

    @Override
    public Verification repair() {
        new GarbageCollection(metadata, blobs).finishInterrupted();
        new Verifier(metadata, blobs.origin()).adoptOrphans(clock.instant());
        try {
            // Last: if a server cannot list unfinished uploads, everything else is done all the same.
            blobs.removeLeftovers();
        } catch (IOException e) {
            throw new StorageFailedException(
                    "Cannot repair all of the registry: the blob store failed to remove what was left unfinished."
                            + " The rest is done. Try again later.",
                    e);
        }
        return verify();
    }
}
