package io.artispace.stores.move;

import io.artispace.blob.Digest;
import io.artispace.metadata.BlobRow;
import io.artispace.metadata.FileChangeRow;
import io.artispace.metadata.MetadataReader;
import io.artispace.metadata.MetadataRestore;
import io.artispace.metadata.MetadataStore;
import io.artispace.metadata.PackageRow;
import io.artispace.metadata.TagRow;
import io.artispace.metadata.VersionRow;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;

/**
 * Copies packages that changed: those whose revision in the target is another than in the source. A package is read in one snapshot,
 * the blobs that its rows name are brought, and then its rows are written in one transaction: so the target has each package as it
 * stood at one revision.
 */
final class PackageCopy {
    /** How many rows are written in a transaction; more, if a single package has more. */
    private static final int BATCH = 1000;

    private final MetadataStore source;
    private final MetadataStore target;
    private final BlobBringer blobs;
    private final Tally tally;

    PackageCopy(MetadataStore source, MetadataStore target, BlobBringer blobs, Tally tally) {
        this.source = source;
        this.target = target;
        this.blobs = blobs;
        this.tally = tally;
    }

    /** What one package has gained since a revision. */
    private record Change(
            PackageRow row,
            List<VersionRow> versions,
            List<FileChangeRow> files,
            List<TagRow> tags,
            List<BlobRow> blobs) {
        int size() {
            return 1 + versions.size() + files.size() + tags.size();
        }

        void write(MetadataRestore restore) {
            restore.putPackage(row);
            versions.forEach(restore::putVersion);
            files.forEach(restore::putFile);
            tags.forEach(restore::putTag);
        }
    }

    /**
     * Walks through all packages once.
     *
     * @param repositories those that the target has; packages of others are left to the next walk
     * @return how many had changed
     */
    long copyChanged(Set<Long> repositories) throws IOException {
        AtomicLong copied = new AtomicLong();
        List<Change> batch = new ArrayList<>();
        Pages.forEach(source, 0L, PackageCopy::packages, PackageRow::id, (page, after) -> {
            Map<Long, Long> known = revisions(after);
            for (PackageRow row : page) {
                long revision = known.getOrDefault(row.id(), -1L);
                if (revision != row.revision() && repositories.contains(row.repositoryId())) {
                    change(row, Math.max(0, revision)).ifPresent(batch::add);
                    copied.incrementAndGet();
                    if (batch.stream().mapToInt(Change::size).sum() >= BATCH) {
                        write(batch);
                    }
                }
            }
            tally.step();
        });
        write(batch);
        return copied.get();
    }

    /** What the target has on the same page: it has no package that the source has not, but for deleted repositories, which do no harm. */
    private Map<Long, Long> revisions(long after) {
        return Pages.read(target, PackageCopy::packages, after).stream()
                .collect(Collectors.toMap(PackageRow::id, PackageRow::revision));
    }

    private static List<PackageRow> packages(MetadataReader reader, long after, int limit) {
        return reader.dump().packages(after, limit);
    }

    private Optional<Change> change(PackageRow seen, long known) {
        return source.read(reader -> reader.findPackage(seen.repositoryId(), seen.name())
                .filter(row -> row.id() == seen.id())
                .map(row -> change(reader, row, known)));
    }

    private static Change change(MetadataReader reader, PackageRow row, long known) {
        List<FileChangeRow> files = reader.dump().filesChangedSince(row.id(), known);
        Map<Digest, BlobRow> named = new HashMap<>();
        for (FileChangeRow file : files) {
            Digest digest = file.file().digests().sha256();
            if (!named.containsKey(digest)) {
                reader.findBlob(digest).ifPresent(blob -> named.put(digest, blob));
            }
        }
        return new Change(
                row,
                reader.versionsChangedSince(row.id(), known),
                files,
                reader.dump().tagsChangedSince(row.id(), known),
                List.copyOf(named.values()));
    }

    private void write(List<Change> batch) throws IOException {
        if (batch.isEmpty()) {
            return;
        }
        Set<BlobRow> named = new LinkedHashSet<>();
        batch.forEach(change -> named.addAll(change.blobs()));
        blobs.bringNew(named);
        List<Change> changes = List.copyOf(batch);
        target.write(writer -> {
            named.forEach(writer::putBlob);
            changes.forEach(change -> change.write(writer.restore()));
            return null;
        });
        tally.packagesCopied.addAndGet(batch.size());
        batch.clear();
        tally.step();
    }
}
