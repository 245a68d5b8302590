package io.artispace.core.access;

import io.artispace.metadata.MetadataReader;
import io.artispace.metadata.MetadataStore;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.BiFunction;

/**
 * Rows of users and tokens, kept until the {@linkplain MetadataReader#configurationRevision() configuration's revision} differs: a
 * look-up costs one cheap read, or none while the store says that nothing was committed, and a change made by any process is seen by the next request. Absence is not kept, so that guesses do not
 * fill the cache. Thread-safe.
 */
final class RevisionCache<V> {
    private static final int CAPACITY = 2_000;

    private final MetadataStore store;
    private final BiFunction<MetadataReader, String, Optional<V>> load;
    private final BoundedMap<String, Entry<V>> entries = new BoundedMap<>(CAPACITY);

    RevisionCache(MetadataStore store, BiFunction<MetadataReader, String, Optional<V>> load) {
        this.store = store;
        this.load = load;
    }

    /** A value, the revision it was read at, and a version of the store's data at which it still was that. */
    private record Entry<V>(long revision, OptionalLong version, V value) {}

    /**
     * Finds a row.
     *
     * @param seen the {@linkplain MetadataStore#dataVersion() version of the data} as of which it may be shown; empty for now
     */
    Optional<V> find(String key, OptionalLong seen) {
        Optional<Entry<V>> known = entries.get(key);
        OptionalLong version = seen.isPresent() ? seen : store.dataVersion();
        if (version.isPresent() && known.isPresent() && known.get().version().equals(version)) {
            return Optional.of(known.get().value());
        }
        return store.read(reader -> {
            long revision = reader.configurationRevision();
            Optional<V> value = known.filter(entry -> entry.revision() == revision)
                    .map(Entry::value)
                    .or(() -> load.apply(reader, key));
            value.ifPresent(found -> entries.put(key, new Entry<>(revision, version, found)));
            return value;
        });
    }
}
