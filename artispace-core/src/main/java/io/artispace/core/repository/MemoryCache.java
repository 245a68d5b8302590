package io.artispace.core.repository;

import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The one memory that documents, views and small files share, so that one number bounds them all. The least recently used go first.
 * What is kept is never invalidated by time: every user compares a revision or relies on content addressing. Thread-safe.
 */
public final class MemoryCache {
    /** What an entry costs beside its payload: keys, map nodes and object headers, roughly. */
    private static final int OVERHEAD = 200;

    private final long capacity;
    private final LinkedHashMap<Object, Entry> entries = new LinkedHashMap<>(16, 0.75f, true);
    private long weight;

    /**
     * Creates a cache.
     *
     * @param capacity the most bytes to keep; never more than an eighth of the heap is used
     */
    public MemoryCache(long capacity) {
        this.capacity = Math.min(capacity, Runtime.getRuntime().maxMemory() / 8);
    }

    /** Tells whether a fact was remembered, and not dropped since to make room. */
    public boolean holds(Record fact) {
        synchronized (entries) {
            return entries.containsKey(fact);
        }
    }

    /** Remembers that something is so. */
    public void remember(Record fact) {
        put(fact, fact, 0);
    }

    /** Finds what is kept under a key. */
    public <T> Optional<T> find(Object key, Class<T> type) {
        Entry entry;
        synchronized (entries) {
            entry = entries.get(key);
        }
        return entry == null ? Optional.empty() : Optional.of(type.cast(entry.value));
    }

    /** Keeps a value, unless it alone would take more than a quarter of the memory. */
    public void put(Object key, Object value, long payload) {
        long size = payload + OVERHEAD;
        synchronized (entries) {
            forget(entries.remove(key));
            if (size > capacity / 4) {
                return;
            }
            entries.put(key, new Entry(value, size));
            weight += size;
            Iterator<Map.Entry<Object, Entry>> eldest = entries.entrySet().iterator();
            while (weight > capacity && eldest.hasNext()) {
                forget(eldest.next().getValue());
                eldest.remove();
            }
        }
    }

    /** Forgets what is kept under a key. */
    public void remove(Object key) {
        synchronized (entries) {
            forget(entries.remove(key));
        }
    }

    private void forget(@Nullable Entry entry) {
        if (entry != null) {
            weight -= entry.size;
        }
    }

    private record Entry(Object value, long size) {}
}
