package io.artispace.core.view;

import io.artispace.PackageName;
import io.artispace.PackageView;
import io.artispace.VersionView;
import io.artispace.ViewScope;
import io.artispace.ViewScope.Detail;
import io.artispace.format.PackageFormat;
import io.artispace.metadata.FileRow;
import io.artispace.metadata.Manifests;
import io.artispace.metadata.MetadataReader;
import io.artispace.metadata.PackageRow;
import io.artispace.metadata.VersionRow;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Makes views of rows, within one snapshot. */
public final class ViewReader {
    private final PackageRowsCache rows;

    /**
     * Creates a reader.
     *
     * @param rows where rows are found that were read before
     */
    public ViewReader(PackageRowsCache rows) {
        this.rows = rows;
    }

    /** Reads what is there of a package; empty if nothing is. */
    public Optional<PackageView> read(MetadataReader reader, long repositoryId, PackageName name, ViewScope scope) {
        return reader.findPackage(repositoryId, name.value())
                .filter(row -> row.revision() > 0)
                .map(row -> view(reader, row, scope))
                .filter(view -> scope.version() != null || !view.isEmpty());
    }

    /**
     * Reads what was there at an instant; attributes are today's. Of a package that never had anything but attributes, those are shown that
     * tell of something that was there.
     */
    public Optional<PackageView> readAsOf(
            MetadataReader reader,
            long repositoryId,
            PackageName name,
            ViewScope scope,
            Instant instant,
            PackageFormat format) {
        return reader.findPackage(repositoryId, name.value())
                .filter(row -> row.revision() > 0 && !row.created().isAfter(instant))
                .map(row -> viewAsOf(reader, row, scope, instant))
                .flatMap(view -> scope.version() != null
                                || !view.versions().isEmpty()
                                || !view.files().isEmpty()
                        ? Optional.of(view)
                        : new PastAttributes(reader, repositoryId, instant, format).of(view));
    }

    private PackageView viewAsOf(MetadataReader reader, PackageRow row, ViewScope scope, Instant instant) {
        PackageRows then = rowsAsOf(reader, row, scope, instant);
        // The time of the last change by then, as far as the rows of what was there tell it.
        Instant modified = row.modified().isAfter(instant) ? then.youngest().orElse(row.created()) : row.modified();
        return view(row, modified, then, reader.tagsAsOf(row.id(), instant));
    }

    /** The rows of now are cached with their manifests, and most of them were there then. */
    private PackageRows rowsAsOf(MetadataReader reader, PackageRow row, ViewScope scope, Instant instant) {
        if (scope.detail() == Detail.MANIFESTS) {
            return rows.read(reader, row, true)
                    .asOf(
                            instant,
                            reader.versionsGoneSince(row.id(), instant),
                            reader.filesGoneSince(row.id(), instant))
                    .only(scope.version());
        }
        List<VersionRow> versions = reader.versionsAsOf(row.id(), instant, Manifests.WITHOUT).stream()
                .filter(version -> scope.version() == null || scope.version().equals(version.name()))
                .toList();
        List<FileRow> files = scope.detail() == Detail.VERSIONS && !versions.isEmpty()
                ? List.of()
                : reader.filesAsOf(row.id(), instant);
        return PackageRows.of(row.revision(), versions, files);
    }

    private PackageView view(MetadataReader reader, PackageRow row, ViewScope scope) {
        Map<String, String> tags = reader.tags(row.id());
        Optional<String> only = scope.onlyVersion();
        if (only.isPresent()) {
            Optional<VersionRow> version =
                    reader.findVersion(row.id(), only.get()).filter(VersionRow::isLive);
            // A snapshot version may hold thousands of files, and a publish into it needs none of them.
            List<FileRow> files = scope.detail() == Detail.VERSIONS
                    ? List.of()
                    : version.map(v -> reader.filesOfVersion(v.id())).orElse(List.of());
            return view(row, version.stream().toList(), files, tags);
        }
        if (scope.detail() == Detail.FILES) {
            return view(row, reader.versions(row.id(), Manifests.WITHOUT), reader.files(row.id()), tags);
        }
        PackageRows all = rows.read(reader, row, scope.detail() == Detail.MANIFESTS);
        // Without versions it must still be known whether files are left: they decide whether the package is there.
        return scope.detail() == Detail.VERSIONS && all.versions().isEmpty()
                ? view(row, List.of(), reader.files(row.id()), tags)
                : view(row, all, tags);
    }

    private static PackageView view(PackageRow row, PackageRows rows, Map<String, String> tags) {
        return view(row, row.modified(), rows, tags);
    }

    private static PackageView view(PackageRow row, Instant modified, PackageRows rows, Map<String, String> tags) {
        List<VersionView> versions = new ArrayList<>(rows.versions().size());
        for (PackageRows.Version version : rows.versions()) {
            versions.add(version.view());
        }
        return new PackageView(
                PackageName.of(row.name()),
                row.revision(),
                row.created(),
                modified,
                row.attributes(),
                versions,
                tags,
                rows.files().stream().map(Rows::fileView).toList());
    }

    private static PackageView view(
            PackageRow row, List<VersionRow> versions, List<FileRow> files, Map<String, String> tags) {
        return view(row, PackageRows.of(row.revision(), versions, files), tags);
    }
}
