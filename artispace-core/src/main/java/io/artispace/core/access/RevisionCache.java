package io.artispace.core.access;

import io.artispace.core.engine.ConfigurationWatch;
import io.artispace.core.engine.ConfigurationWatch.Seen;
import io.artispace.metadata.MetadataReader;
import io.artispace.metadata.MetadataStore;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Supplier;

/**
 * Rows of users and tokens, kept as long as the {@linkplain MetadataReader#configurationRevision() configuration's revision} stays the
 * same, which a {@link ConfigurationWatch} tells: so a change made by any process is seen by the next request. That a row is absent is
 * kept as well: otherwise the answer to a guess would take longer if there is no such user, and so reveal it. It is kept apart, so that
 * guesses push out no rows. Thread-safe.
 */
final class RevisionCache<V> {
    private static final int CAPACITY = 2_000;

    private final MetadataStore store;
    private final BiFunction<MetadataReader, String, Optional<V>> load;
    private final BoundedMap<String, Entry<V>> entries = new BoundedMap<>(CAPACITY);

    /** The revisions at which there was no row. */
    private final BoundedMap<String, Long> absences = new BoundedMap<>(CAPACITY);

    RevisionCache(MetadataStore store, BiFunction<MetadataReader, String, Optional<V>> load) {
        this.store = store;
        this.load = load;
    }

    /** A value, and the revision it was read at. */
    private record Entry<V>(long revision, V value) {}

    /**
     * Finds a row.
     *
     * @param seen tells the configuration that the row has to agree with; called only if the row, or that there is none, is in the cache
     */
    Optional<V> find(String key, Supplier<Seen> seen) {
        Optional<Entry<V>> known = entries.get(key);
        if (known.isPresent() && known.get().revision() == seen.get().revision()) {
            return Optional.of(known.get().value());
        }
        Optional<Long> absent = absences.get(key);
        if (absent.isPresent() && absent.get() == seen.get().revision()) {
            return Optional.empty();
        }
        return store.read(reader -> {
            long revision = reader.configurationRevision();
            Optional<V> value = load.apply(reader, key);
            value.ifPresentOrElse(
                    found -> entries.put(key, new Entry<>(revision, found)), () -> absences.put(key, revision));
            return value;
        });
    }
}
