package io.artispace.stores.cache;

import io.artispace.blob.Digest;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The copies on the disk: which are there, which of them may be used, and which are deleted to make room: those that were used longest
 * ago. After a restart, the files' times of modification tell when they were used; they are updated every hour of use.
 *
 * <p>The monitor of this object guards the entries and the sum of their sizes; no file is read while it is held. Thread-safe.
 */
final class CacheDirectory implements Closeable {
    /** How long a copy stays after its path was handed out, since the file may not have been opened yet. */
    private static final Duration STAYS = Duration.ofMinutes(1);

    private static final Logger logger = LoggerFactory.getLogger(CacheDirectory.class);

    private final CacheFiles files;
    private final long limit;
    private final InstantSource clock;
    private final Map<Digest, CacheEntry> entries = new LinkedHashMap<>(16, 0.75f, true);
    private long bytes;
    private volatile boolean working = true;

    private CacheDirectory(CacheFiles files, long limit, InstantSource clock) {
        this.files = files;
        this.limit = limit;
        this.clock = clock;
    }

    static CacheDirectory open(Path root, long limit, InstantSource clock) throws IOException {
        CacheDirectory directory = new CacheDirectory(CacheFiles.open(root), limit, clock);
        try {
            directory.takeOver();
            return directory;
        } catch (IOException | RuntimeException e) {
            try (directory) {
                throw e;
            }
        }
    }

    /** A copy that is whole and unaltered. */
    record Copy(Path file, long size) {}

    private synchronized void takeOver() throws IOException {
        files.forEachOldestFirst((digest, entry) -> {
            entries.put(digest, entry);
            bytes += entry.size();
        });
        makeRoom(0);
    }

    /** Returns the copy of a blob, used as of now; null if there is none, or none that can be relied on. */
    @Nullable
    Copy find(Digest digest) {
        long now = clock.millis();
        CacheEntry entry = used(digest, now);
        if (entry == null) {
            return null;
        }
        Path file = files.fileOf(digest);
        try {
            if (entry.isSound(file, digest, now)) {
                return new Copy(file, entry.size());
            }
            logger.warn("The read cache's copy of {} was altered and is dropped.", digest);
        } catch (IOException e) {
            logger.warn("The read cache's copy of {} cannot be read and is dropped: {}", digest, e.toString());
        }
        drop(digest, entry);
        return null;
    }

    private synchronized @Nullable CacheEntry used(Digest digest, long now) {
        CacheEntry entry = entries.get(digest);
        if (entry != null) {
            entry.use(now);
        }
        return entry;
    }

    /**
     * Reserves room, and deletes other copies for it if need be.
     *
     * @return whether there is room; if so, the caller has to {@link #keep} a copy or {@link #release} the room later
     */
    synchronized boolean reserve(long size) {
        if (size > limit || !makeRoom(size)) {
            return false;
        }
        bytes += size;
        return true;
    }

    /** Gives back room that was reserved and not used. */
    synchronized void release(long size) {
        bytes -= size;
    }

    /** A use in the future was told by a clock that has been set back since. */
    private boolean makeRoom(long size) {
        long now = clock.millis();
        long oldest = now - STAYS.toMillis();
        Iterator<Map.Entry<Digest, CacheEntry>> leastUsedFirst =
                entries.entrySet().iterator();
        while (bytes + size > limit && leastUsedFirst.hasNext()) {
            Map.Entry<Digest, CacheEntry> next = leastUsedFirst.next();
            if (next.getValue().lastUse() > oldest && next.getValue().lastUse() <= now) {
                return false;
            }
            if (files.delete(next.getKey())) {
                bytes -= next.getValue().size();
                leastUsedFirst.remove();
            }
        }
        return bytes + size <= limit;
    }

    /** Creates the file of a fetch. */
    Temporary beginCopy() throws IOException {
        return files.create();
    }

    /** Turns a complete and verified fetch, for which room was reserved, into the copy of a blob. */
    void keep(Digest digest, long size, Temporary fetched) throws IOException {
        CacheEntry entry = CacheEntry.sound(size, fetched.modified(), clock.millis());
        synchronized (this) {
            fetched.moveTo(files.fileOf(digest));
            CacheEntry before = entries.put(digest, entry);
            bytes -= before == null ? 0 : before.size();
        }
        working = true;
    }

    /** Removes the copy of a blob, if there is one. */
    void forget(Digest digest) {
        synchronized (this) {
            CacheEntry entry = entries.remove(digest);
            bytes -= entry == null ? 0 : entry.size();
        }
        files.delete(digest);
    }

    private synchronized void drop(Digest digest, CacheEntry seen) {
        if (entries.remove(digest, seen)) {
            bytes -= seen.size();
            files.delete(digest);
        }
    }

    /** Tells whether the last copy could be kept, or nothing was said against the disk since. */
    boolean isWorking() {
        return working;
    }

    /** Notes that the disk did not do what it should: once, until it works again. */
    void failed(IOException e) {
        if (working) {
            working = false;
            logger.warn("The read cache cannot keep copies; blobs are read from their origin.", e);
        }
    }

    synchronized int count() {
        return entries.size();
    }

    synchronized long bytes() {
        return bytes;
    }

    /** Lets other caches use the directory. What is open stays open. */
    @Override
    public void close() throws IOException {
        files.close();
    }
}
