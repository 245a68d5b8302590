package io.artispace.core.engine;

import io.artispace.metadata.MetadataReader;
import io.artispace.metadata.MetadataStore;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Tells the {@linkplain MetadataReader#configurationRevision() configuration's revision}, and reads it again only if something was
 * committed that may have changed it. Everything that caches parts of the configuration asks the same watch: so if a store cannot tell
 * such commits from others, each commit costs one read for all of them together. Thread-safe.
 */
public final class ConfigurationWatch {
    private final MetadataStore store;
    private final AtomicReference<Seen> last =
            new AtomicReference<>(new Seen(OptionalLong.empty(), OptionalLong.empty(), -1));

    /**
     * Creates a watch.
     *
     * @param store where the configuration is
     */
    public ConfigurationWatch(MetadataStore store) {
        this.store = store;
    }

    /**
     * What the configuration was at.
     *
     * @param version of the store's data, asked before the revision was read; empty where the store cannot tell
     * @param configuration the version of the store's configuration, likewise
     * @param revision of the configuration; never negative once it was read
     */
    public record Seen(OptionalLong version, OptionalLong configuration, long revision) {}

    /** Returns the revision of the configuration: everything committed before this call counts, whichever process committed it. */
    public Seen now() {
        Seen before = last.get();
        OptionalLong version = store.dataVersion();
        return version.isPresent() && version.equals(before.version()) ? before : read(before, version);
    }

    /**
     * Returns what the configuration was at when a request began.
     *
     * @param seen the version of the data then; empty to look now
     */
    public Seen since(OptionalLong seen) {
        Seen known = last.get();
        return seen.isPresent() && seen.equals(known.version()) ? known : now();
    }

    private Seen read(Seen before, OptionalLong version) {
        OptionalLong configuration = store.configurationVersion();
        boolean same = configuration.isPresent() && configuration.equals(before.configuration());
        long revision = same ? before.revision() : store.look(MetadataReader::configurationRevision);
        Seen now = new Seen(version, configuration, revision);
        // Unless somebody has seen something newer meanwhile.
        last.compareAndSet(before, now);
        return now;
    }
}
