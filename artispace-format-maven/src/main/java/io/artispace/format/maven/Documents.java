package io.artispace.format.maven;

import io.artispace.PackageName;
import io.artispace.PackageView;
import io.artispace.Repository;
import io.artispace.ViewScope;
import java.time.Instant;
import java.util.Optional;

/** Where the rendered documents of a repository come from. */
final class Documents {
    private Documents() {}

    /** Metadata of an artifact, of a group, or of both. */
    static Optional<SummedDocument> metadata(Repository repository, Location.Metadata location) {
        Optional<SummedDocument> artifact = location.artifact()
                .flatMap(a -> repository.document(a.packageName(), ArtifactMetadata.RENDERING))
                .map(SummedDocument::of);
        Optional<SummedDocument> group = repository
                .document(groupPackage(location), PluginMetadata.RENDERING)
                .map(SummedDocument::of);
        return artifact.isPresent() && group.isPresent() ? both(repository, location) : artifact.or(() -> group);
    }

    private static PackageName groupPackage(Location.Metadata location) {
        return PackageName.of(location.groupId());
    }

    /** An artifact and a group of plugins in one directory, as in {@code org/acme}: so rare that it is not cached. */
    private static Optional<SummedDocument> both(Repository repository, Location.Metadata location) {
        Optional<PackageView> artifact =
                location.artifact().flatMap(a -> repository.view(a.packageName(), ViewScope.versions()));
        Optional<PackageView> group = repository.view(groupPackage(location), ViewScope.versions());
        if (artifact.isEmpty() || artifact.get().versions().isEmpty() || group.isEmpty()) {
            return Optional.empty();
        }
        XmlText xml = new XmlText().open("metadata");
        ArtifactMetadata.write(artifact.get(), xml);
        PluginMetadata.write(group.get(), xml);
        Instant modified = artifact.get().modified().isAfter(group.get().modified())
                ? artifact.get().modified()
                : group.get().modified();
        return Optional.of(SummedDocument.of(xml.close("metadata").bytes(), ArtifactMetadata.CONTENT_TYPE, modified));
    }

    /** Metadata of a snapshot version. */
    static Optional<SummedDocument> snapshot(Repository repository, Location.SnapshotMetadata location) {
        return repository
                .document(location.artifact().packageName(), SnapshotMetadata.rendering(location.version()))
                .map(SummedDocument::of);
    }

    /** The archetype catalog. */
    static Optional<SummedDocument> catalog(Repository repository) {
        return repository
                .document(ArchetypeCatalog.PACKAGE, ArchetypeCatalog.RENDERING)
                .map(SummedDocument::of);
    }

    /** The prefix file, where the repository has one. */
    static Optional<SummedDocument> prefixes(Repository repository) {
        return Settings.of(repository.definition()).prefixes() == Settings.Prefixes.GENERATED
                ? PrefixFile.render(repository)
                : Optional.empty();
    }
}
