package io.artispace.stores.move;

import io.artispace.blob.BlobStore;
import io.artispace.blob.Digest;
import io.artispace.metadata.MetadataReader;
import io.artispace.metadata.MetadataStore;
import java.io.IOException;
import java.util.Collection;
import java.util.Set;

/**
 * Brings a pair of stores in line with another: all that a move does to its target. It never writes to the source, and the target is
 * unfinished until {@link #finish}.
 */
final class StoreCopy {
    /** If writers are faster than the copy, more rounds do not help; the rest is then copied in the pause. */
    private static final int MOST_ROUNDS_WITHOUT_PROGRESS = 3;

    /** If a walk has found no more changed packages than this, little is left. */
    private static final int FEW = 50;

    private final MetadataStore source;
    private final MetadataStore target;
    private final BlobBringer bringer;
    private final ConfigurationCopy configuration;
    private final PackageCopy packages;
    private final EventCopy events;
    private final Comparison comparison;
    private boolean broughtAll;

    StoreCopy(MetadataStore source, BlobStore blobs, MetadataStore target, BlobStore targetBlobs, Tally tally) {
        this.source = source;
        this.target = target;
        this.bringer = new BlobBringer(source, blobs, target, targetBlobs, tally);
        this.configuration = new ConfigurationCopy(source, target, tally);
        this.packages = new PackageCopy(source, target, bringer, tally);
        this.events = new EventCopy(source, target, tally);
        this.comparison = new Comparison(source, target, tally);
    }

    /** Marks the target as unfinished, unless it is. */
    void begin() {
        target.write(writer -> {
            writer.restore().begin();
            return null;
        });
    }

    /** Copies the bytes of all that rows name, once. */
    void bringBlobs() throws IOException {
        if (!broughtAll) {
            bringer.bringAll();
            broughtAll = true;
        }
    }

    /** Copies rows, with what they name, again and again until few change in between. */
    void copyUntilFewChange() throws IOException {
        long before = Long.MAX_VALUE;
        int withoutProgress = 0;
        while (withoutProgress < MOST_ROUNDS_WITHOUT_PROGRESS) {
            Set<Long> repositories = configuration.copy();
            long changed = packages.copyChanged(repositories);
            events.copyVisible();
            if (changed <= FEW) {
                break;
            }
            withoutProgress = changed < before ? 0 : withoutProgress + 1;
            before = changed;
        }
        configuration.copyUses();
    }

    /**
     * Copies the rest, while nobody writes, and checks that nothing is left.
     *
     * @param alsoNeeded blobs whose rows may be still to come
     */
    void copyRest(Collection<Digest> alsoNeeded) throws IOException {
        Set<Long> repositories = configuration.copy();
        packages.copyChanged(repositories);
        events.copyRest();
        bringer.bringRest(alsoNeeded);
        if (packages.copyChanged(repositories) > 0) {
            throw new Tally.Ended(
                    "packages changed while writers were held back; does another process write to the source?");
        }
        comparison.requireSameCounts();
    }

    /** Returns how many packages differ, see {@link Comparison#differences}. */
    long differences() {
        return comparison.differences();
    }

    /** Declares the target whole. */
    void finish() {
        long revision = source.read(MetadataReader::configurationRevision);
        target.write(writer -> {
            writer.restore().finish(revision);
            return null;
        });
    }
}
