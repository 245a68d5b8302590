package io.artispace.core.view;

import io.artispace.core.cache.MemoryCache;
import io.artispace.metadata.Manifests;
import io.artispace.metadata.MetadataReader;
import io.artispace.metadata.PackageRow;
import io.artispace.metadata.VersionRow;
import java.lang.ref.SoftReference;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the rows of packages that are rendered, so that the first rendering after a publish reads what changed and not the whole
 * package.
 *
 * <p>Rows tell the package's revision in which they were written and removed. So the rows of revision r, with all rows that were
 * written after r added or replaced, and all rows that were removed after r taken away, are the rows of the revision that the snapshot
 * shows. A snapshot older than what is kept (two readers overtaking each other) reads everything and keeps nothing.
 */
public final class PackageRowsCache {
    private final MemoryCache cache;
    /**
     * The rows that were written last, if they are too large for the cache, until the request that had them written reads them. A soft
     * reference, since that request may have gone away.
     */
    private final AtomicReference<@Nullable SoftReference<Large>> large = new AtomicReference<>();

    /**
     * Creates a cache.
     *
     * @param cache where they are kept
     */
    public PackageRowsCache(MemoryCache cache) {
        this.cache = cache;
    }

    private record Key(long packageId, boolean everything) {}

    private record Large(long packageId, PackageRows rows) {}

    /**
     * Keeps the rows that were just committed, so that their first reader does not read them again.
     *
     * @param rows all that is there of the package, with manifests and files
     */
    public void written(long packageId, PackageRows rows) {
        long weight = rows.weight();
        if (weight > cache.largest()) {
            large.set(new SoftReference<>(new Large(packageId, rows)));
        } else {
            cache.put(new Key(packageId, true), rows, weight);
        }
    }

    private Optional<PackageRows> takeLarge(long packageId) {
        SoftReference<Large> last = large.get();
        Large written = last == null ? null : last.get();
        return written != null && written.packageId() == packageId && large.compareAndSet(last, null)
                ? Optional.of(written.rows())
                : Optional.empty();
    }

    /**
     * Reads a package.
     *
     * @param everything whether with manifests and files; without, these are not kept either
     */
    PackageRows read(MetadataReader reader, PackageRow row, boolean everything) {
        Key key = new Key(row.id(), everything);
        Optional<PackageRows> known = cache.find(key, PackageRows.class);
        if (known.isEmpty() && everything) {
            known = takeLarge(row.id());
        }
        if (known.isPresent() && known.get().revision() == row.revision()) {
            return known.get();
        }
        if (known.isPresent() && known.get().revision() > row.revision()) {
            return readAll(reader, row, everything);
        }
        PackageRows current =
                known.isPresent() ? catchUp(reader, row, known.get(), everything) : readAll(reader, row, everything);
        cache.put(key, current, current.weight());
        return current;
    }

    private static PackageRows readAll(MetadataReader reader, PackageRow row, boolean everything) {
        return everything
                ? PackageRows.of(row.revision(), reader.versions(row.id(), Manifests.WITH), reader.files(row.id()))
                : PackageRows.of(row.revision(), reader.versions(row.id(), Manifests.WITHOUT), List.of());
    }

    private static PackageRows catchUp(MetadataReader reader, PackageRow row, PackageRows known, boolean everything) {
        List<VersionRow> versions = reader.versionsChangedSince(row.id(), known.revision());
        return everything
                ? known.after(row.revision(), versions, reader.filesChangedSince(row.id(), known.revision()))
                : known.after(
                        row.revision(),
                        versions.stream()
                                .map(version -> version.withManifest(""))
                                .toList(),
                        List.of());
    }
}
