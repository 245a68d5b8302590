package io.artispace.core.repository;

import io.artispace.metadata.FileRow;
import io.artispace.metadata.MetadataReader;
import io.artispace.metadata.PackageRow;
import io.artispace.metadata.VersionRow;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Keeps the rows of packages that are rendered, so that the first rendering after a publish reads what changed and not the whole
 * package.
 *
 * <p>Rows are written with the package's revision and removed with it, so the rows of revision r, with all rows written after r put over
 * them and all rows removed after r taken away, are the rows of the revision the snapshot shows. A snapshot older than what is
 * kept (two readers overtaking each other) reads everything and keeps nothing.
 */
final class PackageRowsCache {
    private final MemoryCache cache;

    PackageRowsCache(MemoryCache cache) {
        this.cache = cache;
    }

    private record Key(long packageId) {}

    PackageRows read(MetadataReader reader, PackageRow row) {
        Key key = new Key(row.id());
        Optional<PackageRows> known = cache.find(key, PackageRows.class);
        if (known.isPresent() && known.get().revision() == row.revision()) {
            return known.get();
        }
        if (known.isPresent() && known.get().revision() > row.revision()) {
            return readAll(reader, row);
        }
        PackageRows current = known.map(rows -> catchUp(reader, row, rows)).orElseGet(() -> readAll(reader, row));
        cache.put(key, current, current.weight());
        return current;
    }

    private static PackageRows readAll(MetadataReader reader, PackageRow row) {
        return new PackageRows(row.revision(), reader.versions(row.id(), true), reader.files(row.id()));
    }

    private static PackageRows catchUp(MetadataReader reader, PackageRow row, PackageRows known) {
        TreeMap<Long, VersionRow> versions = new TreeMap<>();
        known.versions().forEach(version -> versions.put(version.id(), version));
        for (VersionRow changed : reader.versionsChangedSince(row.id(), known.revision())) {
            if (changed.isLive()) {
                versions.put(changed.id(), changed);
            } else {
                versions.remove(changed.id());
            }
        }
        TreeMap<Long, FileRow> files = new TreeMap<>();
        known.files().forEach(file -> files.put(file.id(), file));
        for (FileRow changed : reader.filesChangedSince(row.id(), known.revision())) {
            if (changed.isLive()) {
                files.put(changed.id(), changed);
            } else {
                files.remove(changed.id());
            }
        }
        List<FileRow> byPath = new ArrayList<>(files.values());
        byPath.sort(Comparator.comparing(FileRow::path));
        return new PackageRows(row.revision(), List.copyOf(versions.values()), List.copyOf(byPath));
    }
}
