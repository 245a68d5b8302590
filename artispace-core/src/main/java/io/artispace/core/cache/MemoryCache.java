package io.artispace.core.cache;

import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The one memory that documents, views and small files share, so that one number bounds them all. The least recently used go first. Single
 * documents that are too large for it are in files, and are forgotten like the others. What is kept is never invalidated by time: every
 * user compares a revision or relies on content addressing. Thread-safe.
 */
public final class MemoryCache implements AutoCloseable {
    /** What an entry costs beside its payload: keys, map nodes and object headers, roughly. */
    private static final int OVERHEAD = 200;

    /** Documents up to this size are never put in a file. */
    private static final int LEAST = 64 * 1024;

    private final long capacity;
    private final LinkedHashMap<Object, Entry> entries = new LinkedHashMap<>(16, 0.75f, true);
    private final Overflow overflow = new Overflow();
    private long weight;

    /**
     * Creates a cache.
     *
     * @param capacity the most bytes to keep; never more than an eighth of the heap is used
     */
    public MemoryCache(long capacity) {
        this.capacity = Math.min(capacity, Runtime.getRuntime().maxMemory() / 8);
    }

    /** Tells whether a fact was remembered and has not been dropped since to make room. */
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

    /** Returns how large a single value can be. If there is next to no memory, it may be somewhat less in fact. */
    public int largest() {
        return (int) Math.max(LEAST, Math.min(Integer.MAX_VALUE, capacity / 4 - OVERHEAD));
    }

    /** Takes a document that is rendered bit by bit; one that is too large to be kept here goes to a file. */
    public DocumentSink sink() {
        return new DocumentSink(largest(), overflow);
    }

    /** Closes what is in files. */
    @Override
    public void close() {
        overflow.close();
    }

    private void forget(@Nullable Entry entry) {
        if (entry != null) {
            weight -= entry.size;
        }
    }

    private record Entry(Object value, long size) {}
}
