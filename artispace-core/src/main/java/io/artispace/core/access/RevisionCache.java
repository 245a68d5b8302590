package io.artispace.core.access;

import io.artispace.metadata.MetadataReader;
import io.artispace.metadata.MetadataStore;
import java.util.Optional;
import java.util.function.BiFunction;

/**
 * Rows of users and tokens, kept until the {@linkplain MetadataReader#configurationRevision() configuration's revision} differs: a
 * look-up costs one cheap read, and a change made by any process is seen by the next request. Absence is not kept, so that guesses do not
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

    /** A value and the revision it was read at. */
    private record Entry<V>(long revision, V value) {}

    Optional<V> find(String key) {
        Optional<Entry<V>> known = entries.get(key);
        return store.read(reader -> {
            long revision = reader.configurationRevision();
            if (known.isPresent() && known.get().revision() == revision) {
                return Optional.of(known.get().value());
            }
            Optional<V> loaded = load.apply(reader, key);
            loaded.ifPresent(value -> entries.put(key, new Entry<>(revision, value)));
            return loaded;
        });
    }
}
