package io.artispace.core.repository;

import io.artispace.FilePath;
import io.artispace.FileView;
import io.artispace.PackageName;
import io.artispace.PackageView;
import io.artispace.VersionView;
import io.artispace.ViewScope;
import io.artispace.ViewScope.Detail;
import io.artispace.metadata.FileRow;
import io.artispace.metadata.MetadataReader;
import io.artispace.metadata.PackageRow;
import io.artispace.metadata.VersionRow;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Makes views of rows, within one snapshot. */
final class ViewReader {
    private final PackageRowsCache rows;

    ViewReader(PackageRowsCache rows) {
        this.rows = rows;
    }

    Optional<PackageView> read(MetadataReader reader, long repositoryId, PackageName name, ViewScope scope) {
        return reader.findPackage(repositoryId, name.value())
                .filter(row -> row.revision() > 0)
                .map(row -> view(reader, row, scope))
                .filter(view -> scope.version() != null || !view.isEmpty());
    }

    /** Reads what was there at an instant; attributes are today's. */
    Optional<PackageView> readAsOf(
            MetadataReader reader, long repositoryId, PackageName name, ViewScope scope, Instant instant) {
        return reader.findPackage(repositoryId, name.value())
                .filter(row -> row.revision() > 0 && !row.created().isAfter(instant))
                .map(row -> viewAsOf(reader, row, scope, instant))
                .filter(view -> scope.version() != null
                        || !view.versions().isEmpty()
                        || !view.files().isEmpty());
    }

    private static PackageView viewAsOf(MetadataReader reader, PackageRow row, ViewScope scope, Instant instant) {
        List<VersionRow> versions = reader.versionsAsOf(row.id(), instant, scope.detail() == Detail.MANIFESTS).stream()
                .filter(version -> scope.version() == null || scope.version().equals(version.name()))
                .toList();
        List<FileRow> files = scope.detail() == Detail.VERSIONS && !versions.isEmpty()
                ? List.of()
                : reader.filesAsOf(row.id(), instant);
        return view(row, versions, files, reader.tagsAsOf(row.id(), instant));
    }

    private PackageView view(MetadataReader reader, PackageRow row, ViewScope scope) {
        Map<String, String> tags = reader.tags(row.id());
        Optional<String> only = scope.onlyVersion();
        if (only.isPresent()) {
            Optional<VersionRow> version =
                    reader.findVersion(row.id(), only.get()).filter(VersionRow::isLive);
            // A snapshot version may hold thousands of files, and who publishes into it needs none of them.
            List<FileRow> files = scope.detail() == Detail.VERSIONS
                    ? List.of()
                    : version.map(v -> reader.filesOfVersion(v.id())).orElse(List.of());
            return view(row, version.stream().toList(), files, tags);
        }
        if (scope.detail() == Detail.MANIFESTS) {
            PackageRows all = rows.read(reader, row);
            return view(row, all.versions(), all.files(), tags);
        }
        List<VersionRow> versions = reader.versions(row.id(), false);
        // Without versions it must still be known whether files are left: they decide whether the package is there.
        List<FileRow> files = scope.detail() == Detail.FILES || versions.isEmpty() ? reader.files(row.id()) : List.of();
        return view(row, versions, files, tags);
    }

    private static PackageView view(
            PackageRow row, Collection<VersionRow> versions, Collection<FileRow> files, Map<String, String> tags) {
        Map<Long, List<FileView>> filesByVersion = new HashMap<>();
        List<FileView> packageFiles = new ArrayList<>();
        for (FileRow file : files) {
            Long version = file.versionId();
            (version == null ? packageFiles : filesByVersion.computeIfAbsent(version, v -> new ArrayList<>(2)))
                    .add(fileView(file));
        }
        List<VersionView> versionViews = new ArrayList<>(versions.size());
        for (VersionRow version : versions) {
            versionViews.add(new VersionView(
                    version.name(),
                    version.revision(),
                    version.published(),
                    version.attributes(),
                    version.manifest(),
                    filesByVersion.getOrDefault(version.id(), List.of())));
        }
        return new PackageView(
                PackageName.of(row.name()),
                row.revision(),
                row.created(),
                row.modified(),
                row.attributes(),
                versionViews,
                tags,
                packageFiles);
    }

    static FileView fileView(FileRow file) {
        return new FileView(FilePath.of(file.path()), file.size(), file.digests(), file.published());
    }
}
