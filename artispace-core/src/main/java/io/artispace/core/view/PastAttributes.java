package io.artispace.core.view;

import io.artispace.PackageName;
import io.artispace.PackageView;
import io.artispace.format.FileOwner;
import io.artispace.format.PackageFormat;
import io.artispace.metadata.Manifests;
import io.artispace.metadata.MetadataReader;
import io.artispace.metadata.PackageRow;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The attributes, as of an instant, of packages that only collect what they tell of others. Attributes have no history, but the
 * packages that they tell of have one.
 *
 * @param reader the snapshot to read in
 * @param repositoryId the repository
 * @param instant the moment
 * @param format knows what attributes tell of
 */
record PastAttributes(MetadataReader reader, long repositoryId, Instant instant, PackageFormat format) {
    /**
     * Leaves out of a package's view what tells of something that was not there. Empty if nothing is left, or if the package itself ever
     * had a version or a file.
     */
    Optional<PackageView> of(PackageView view) {
        Map<String, String> left = new HashMap<>(view.attributes());
        left.keySet()
                .removeIf(attribute -> format.subject(view.name(), attribute)
                        .filter(subject -> !wasThere(subject))
                        .isPresent());
        return left.isEmpty() || hadVersionsOrFiles(view.name())
                ? Optional.empty()
                : Optional.of(view.withAttributes(left));
    }

    private boolean wasThere(FileOwner subject) {
        return find(subject.packageName()).stream()
                .flatMap(row -> reader.versionsAsOf(row.id(), instant, Manifests.WITHOUT).stream())
                .anyMatch(version -> subject.version() == null || version.name().equals(subject.version()));
    }

    private boolean hadVersionsOrFiles(PackageName name) {
        return find(name)
                .filter(row -> !reader.versionsChangedSince(row.id(), 0).isEmpty()
                        || !reader.filesChangedSince(row.id(), 0).isEmpty())
                .isPresent();
    }

    private Optional<PackageRow> find(PackageName name) {
        return reader.findPackage(repositoryId, name.value());
    }
}
