package io.artispace.core.proxy.state;

import io.artispace.PackageName;
import io.artispace.metadata.MetadataWriter;
import io.artispace.metadata.PackageRow;
import io.artispace.metadata.VersionRow;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Writes down when versions of a proxy appeared upstream. */
final class AgeUpdate {
    private AgeUpdate() {}

    static void apply(
            MetadataWriter writer, long repositoryId, PackageName name, Map<String, Instant> ages, Instant now) {
        PackageRow row = writer.lockPackage(repositoryId, name.value(), now);
        long revision = row.revision() + 1;
        boolean changed = false;
        for (Map.Entry<String, Instant> age : ages.entrySet()) {
            Optional<VersionRow> version =
                    writer.findVersion(row.id(), age.getKey()).filter(VersionRow::isLive);
            if (version.isPresent()) {
                VersionRow stored = version.get();
                Map<String, String> attributes = new HashMap<>(stored.attributes());
                attributes.put(ProxyRows.AGE_KNOWN, "true");
                writer.updateVersion(stored.withAttributes(attributes)
                        .withPublished(age.getValue())
                        .withRevision(revision));
                changed = true;
            }
        }
        if (changed) {
            raise(writer, row, revision);
        }
    }

    /** Adds a version that no document tells of: views do not list it, but its age is known from now on. */
    static void insert(
            MetadataWriter writer,
            long repositoryId,
            PackageName name,
            String version,
            @Nullable Instant told,
            Instant now) {
        PackageRow row = writer.lockPackage(repositoryId, name.value(), now);
        if (writer.findVersion(row.id(), version).filter(VersionRow::isLive).isPresent()) {
            return;
        }
        long revision = row.revision() + 1;
        Map<String, String> attributes = told == null ? Map.of() : Map.of(ProxyRows.AGE_KNOWN, "true");
        Instant published = told == null ? now : told;
        writer.insertVersion(new VersionRow(0, row.id(), version, revision, published, null, attributes, ""));
        raise(writer, row, revision);
    }

    /** Raises the revision and leaves the time of the last change: the package was not modified, the upstream only told more of it. */
    private static void raise(MetadataWriter writer, PackageRow row, long revision) {
        writer.updatePackage(new PackageRow(
                row.id(), row.repositoryId(), row.name(), revision, row.created(), row.modified(), row.attributes()));
    }
}
