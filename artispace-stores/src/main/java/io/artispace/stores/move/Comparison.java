package io.artispace.stores.move;

import io.artispace.metadata.MetadataReader;
import io.artispace.metadata.MetadataStore;
import io.artispace.metadata.PackageRow;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;

/** Compares the rows of two stores. */
final class Comparison {
    private final MetadataStore source;
    private final MetadataStore target;
    private final Tally tally;

    Comparison(MetadataStore source, MetadataStore target, Tally tally) {
        this.source = source;
        this.target = target;
        this.tally = tally;
    }

    /** Fails unless both have as many rows of each kind. */
    void requireSameCounts() {
        Map<String, Long> wanted = source.read(reader -> reader.dump().counts());
        Map<String, Long> there = target.read(reader -> reader.dump().counts());
        if (!wanted.equals(there)) {
            throw new Tally.Ended(
                    "the target has other numbers of rows (" + there + ") than the source (" + wanted + ")");
        }
    }

    /** Returns how many packages differ in any row; those that changed meanwhile are not counted. */
    long differences() {
        AtomicLong different = new AtomicLong();
        Pages.forEach(
                source,
                0L,
                (reader, after, limit) -> reader.dump().packages(after, limit),
                PackageRow::id,
                (page, after) -> page.forEach(row -> {
                    if (differs(row)) {
                        different.incrementAndGet();
                    }
                    tally.step();
                }));
        return different.get();
    }

    private boolean differs(PackageRow row) {
        PackageContent wanted = source.read(reader -> PackageContent.of(reader, row));
        PackageContent there = target.read(reader -> PackageContent.of(reader, row));
        return wanted.revision() == there.revision() && !wanted.equals(there);
    }

    /** All rows of a package, in one snapshot. */
    private record PackageContent(long revision, List<?> rows) {
        static PackageContent of(MetadataReader reader, PackageRow row) {
            return reader.findPackage(row.repositoryId(), row.name())
                    .map(now -> new PackageContent(
                            now.revision(),
                            List.of(
                                    now,
                                    reader.versionsChangedSince(row.id(), 0),
                                    reader.dump().filesChangedSince(row.id(), 0),
                                    reader.dump().tagsChangedSince(row.id(), 0))))
                    .orElse(new PackageContent(0, List.of()));
        }
    }
}
