package io.artispace.stores.cache;

import static java.util.Objects.requireNonNull;

import io.artispace.blob.Blob;
import io.artispace.blob.BlobStore;
import io.artispace.blob.BlobUpload;
import io.artispace.blob.Digest;
import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A read cache: keeps the blobs that were read lately in a local directory, up to a number of bytes, and passes everything else on to its
 * origin. Made for an origin that is far away, such as S3.
 *
 * <p>The map of this package: {@link CacheDirectory} holds the files and decides which go. A blob that is held is a {@link KeptBlob},
 * any other a {@link ColdBlob}; a reader that reads one of those from beginning to end takes part in its {@link Fill}, which fetches it
 * once for all who read it at the time.
 *
 * <p><b>What is never served:</b> a partial or an altered copy. A fetch becomes a copy by a rename, after its SHA-256 was compared. A
 * copy that this process has not compared (it was there when the cache was opened, or its size or time of modification has changed) is
 * read and compared before it is used; if it differs, it is removed and the origin is asked.
 *
 * <p><b>What never fails:</b> a read that the origin can answer. If the local disk is full or broken, the cache is of no use, but
 * readers get their bytes: even a stream that is being read goes on from the origin.
 *
 * <p><b>What a hit does not ask</b> is the origin. So a blob that was deleted through another cache, on another machine, may be found
 * here until it is evicted; that does no harm, since its bytes are right and no row names it. A deletion through this store is seen at
 * once. To know what the origin holds, ask {@link #origin()}.
 *
 * <p>There is no thread: who reads fetches. Ranges of a blob that is not held, and blobs that do not fit, are read from the origin and not
 * kept. A file handed out as a path stays for a minute at least. A blob that is held offers no link; it is sent from here.
 */
public final class CachedBlobStore implements BlobStore {
    private final BlobStore origin;
    private final CacheDirectory directory;
    private final Fills fills;
    private final LongAdder hits = new LongAdder();
    private final LongAdder misses = new LongAdder();
    private volatile boolean closed;

    private CachedBlobStore(BlobStore origin, CacheDirectory directory) {
        this.origin = origin;
        this.directory = directory;
        this.fills = new Fills(directory);
    }

    /**
     * Opens a cache.
     *
     * @param origin what is cached; it is closed with the cache
     * @param directory where the copies are, on a local disk; created if it is absent. What an earlier cache left there is used again.
     *     One cache at a time uses it
     * @param limit the most bytes to keep, 1 or more
     * @param clock tells what was used when
     * @return the cache; the caller closes it
     * @throws IOException if the directory cannot be created or read, or another cache uses it; the origin stays open
     * @throws IllegalArgumentException if the limit is less than 1
     */
    public static CachedBlobStore open(BlobStore origin, Path directory, long limit, InstantSource clock)
            throws IOException {
        requireNonNull(origin, "origin");
        if (limit < 1) {
            throw new IllegalArgumentException("A cache of " + limit + " bytes holds nothing; give it 1 or more.");
        }
        return new CachedBlobStore(
                origin, CacheDirectory.open(directory.toAbsolutePath(), limit, requireNonNull(clock, "clock")));
    }

    /**
     * Tells how the cache does. Cheap.
     *
     * @return the numbers of this moment
     */
    public CacheStatistics statistics() {
        return new CacheStatistics(hits.sum(), misses.sum(), directory.count(), directory.bytes());
    }

    @Override
    public BlobUpload beginUpload() throws IOException {
        requireOpen();
        return origin.beginUpload();
    }

    @Override
    public Optional<Blob> find(Digest sha256) throws IOException {
        requireOpen();
        CacheDirectory.@Nullable Copy copy = directory.find(sha256);
        if (copy != null) {
            return Optional.of(kept(sha256, copy));
        }
        misses.increment();
        return origin.find(sha256).map(blob -> new ColdBlob(blob, fills, directory));
    }

    @Override
    public Blob handle(Digest sha256, long size) throws IOException {
        requireOpen();
        CacheDirectory.@Nullable Copy copy = directory.find(sha256);
        // The copy was compared, so the given size is wrong; the origin reports that.
        if (copy != null && copy.size() == size) {
            return kept(sha256, copy);
        }
        misses.increment();
        return new ColdBlob(origin.handle(sha256, size), fills, directory);
    }

    private Blob kept(Digest sha256, CacheDirectory.Copy copy) {
        hits.increment();
        return new KeptBlob(sha256, copy.size(), copy.file(), origin);
    }

    /** The origin first: what is fetched afterwards finds nothing, and what was fetched before is dropped here. */
    @Override
    public void delete(Digest sha256) throws IOException {
        requireOpen();
        try {
            origin.delete(sha256);
        } finally {
            fills.forget(sha256);
        }
    }

    /** Lists what the origin holds. */
    @Override
    public Stream<Blob> list() throws IOException {
        requireOpen();
        return origin.list();
    }

    @Override
    public int removeLeftovers() throws IOException {
        requireOpen();
        return origin.removeLeftovers();
    }

    @Override
    public int commitsAtOnce() {
        return origin.commitsAtOnce();
    }

    @Override
    public BlobStore origin() {
        return origin.origin();
    }

    @Override
    public synchronized void close() throws IOException {
        if (closed) {
            return;
        }
        closed = true;
        try (directory) {
            origin.close();
        }
    }

    private void requireOpen() {
        if (closed) {
            throw new IllegalStateException("The blob store was closed.");
        }
    }
}
