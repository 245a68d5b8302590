package io.artispace.stores.cache;

import io.artispace.blob.Blob;
import io.artispace.blob.Digest;
import java.io.IOException;
import java.io.InputStream;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The fetches that run, one at most for each blob. A reader that comes while one runs joins it; the last one to leave ends it.
 * Thread-safe.
 */
final class Fills {
    private final CacheDirectory directory;
    private final Map<Digest, Fill> running = new HashMap<>();

    Fills(CacheDirectory directory) {
        this.directory = directory;
    }

    /**
     * Opens a blob to be read from beginning to end together with others.
     *
     * @return a stream that the caller closes; empty if the blob cannot be kept
     * @throws IOException if the origin cannot be opened
     */
    Optional<InputStream> open(Blob origin) throws IOException {
        Fill fill = join(origin);
        if (fill == null) {
            return Optional.empty();
        }
        try {
            fill.begin();
            return Optional.of(new FillStream(fill, this, origin));
        } catch (IOException | RuntimeException e) {
            leave(fill);
            throw e;
        }
    }

    private synchronized @Nullable Fill join(Blob origin) {
        Fill there = running.get(origin.digest());
        if (there != null) {
            there.readers++;
            return there;
        }
        if (!directory.reserve(origin.size())) {
            return null;
        }
        try {
            Fill begun = new Fill(origin, directory.beginCopy(), directory);
            running.put(origin.digest(), begun);
            return begun;
        } catch (IOException e) {
            directory.release(origin.size());
            directory.failed(e);
            return null;
        }
    }

    /** Ends a reader's part; a fetch that nobody reads any more is given up. */
    void leave(Fill fill) throws IOException {
        synchronized (this) {
            fill.readers--;
            if (fill.readers > 0) {
                return;
            }
            running.remove(fill.digest(), fill);
        }
        fill.end();
    }

    /** Sees to it that no copy of a blob is there, nor comes from a fetch that runs. */
    void forget(Digest digest) {
        Fill fill;
        synchronized (this) {
            // A reader that comes from now on begins a new fetch, and finds nothing at the origin.
            fill = running.remove(digest);
        }
        if (fill != null) {
            fill.doNotKeep();
        }
        directory.forget(digest);
    }
}
