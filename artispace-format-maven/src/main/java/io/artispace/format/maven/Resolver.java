package io.artispace.format.maven;

import io.artispace.Repository;
import io.artispace.VersionView;
import io.artispace.ViewScope;
import io.artispace.format.maven.artifact.Coordinates;
import io.artispace.format.maven.artifact.ResolvedFile;
import io.artispace.format.maven.layout.Artifact;
import io.artispace.format.maven.layout.FileName;
import io.artispace.format.maven.layout.Layout;
import io.artispace.format.maven.layout.Location;
import io.artispace.format.maven.layout.SnapshotFiles;
import io.artispace.format.maven.layout.Snapshots;
import io.artispace.format.maven.prefetch.ArtifactFinder;
import io.artispace.format.maven.version.MavenVersion;
import io.artispace.format.maven.version.VersionRange;
import java.util.List;
import java.util.Optional;

/** Finds files by coordinates, as Maven's own resolver does. */
final class Resolver implements ArtifactFinder {
    private final Repository repository;

    Resolver(Repository repository) {
        this.repository = repository;
    }

    @Override
    public String repository() {
        return repository.name();
    }

    @Override
    public Optional<ResolvedFile> find(Coordinates coordinates) {
        return version(coordinates)
                .flatMap(version -> Snapshots.isSnapshot(version)
                        ? newestBuild(coordinates.withVersion(version))
                        : exact(coordinates.withVersion(version)));
    }

    static Artifact artifact(Coordinates coordinates) {
        return new Artifact(coordinates.groupId(), coordinates.artifactId());
    }

    /** All versions, from the lowest to the highest. */
    List<String> versions(Artifact artifact) {
        return repository
                .view(artifact.packageName(), ViewScope.versions())
                .map(view -> MavenVersion.sorted(
                        view.versions().stream().map(VersionView::name).toList()))
                .orElse(List.of());
    }

    /** The one version that is meant. */
    private Optional<String> version(Coordinates coordinates) {
        return matching(coordinates).stream().reduce((lower, higher) -> higher);
    }

    @Override
    public List<String> matching(Coordinates coordinates) {
        String version = coordinates.version();
        if (version.equals("LATEST")) {
            List<String> versions = versions(artifact(coordinates));
            return versions.subList(Math.max(0, versions.size() - 1), versions.size());
        }
        if (version.equals("RELEASE")) {
            return ArtifactMetadata.newestRelease(versions(artifact(coordinates))).stream()
                    .toList();
        }
        if (VersionRange.isRange(version)) {
            VersionRange range = VersionRange.parse(version);
            return versions(artifact(coordinates)).stream()
                    .filter(candidate -> range.contains(MavenVersion.of(candidate)))
                    .toList();
        }
        return List.of(version);
    }

    private Optional<ResolvedFile> exact(Coordinates coordinates) {
        FileName name = new FileName(coordinates.version(), coordinates.classifier(), coordinates.extension());
        Location.File file = Layout.file(artifact(coordinates), Snapshots.baseVersion(coordinates.version()), name);
        return repository.file(file.path()).map(stored -> new ResolvedFile(coordinates, stored));
    }

    private Optional<ResolvedFile> newestBuild(Coordinates coordinates) {
        Artifact artifact = artifact(coordinates);
        return repository
                .view(artifact.packageName(), ViewScope.version(coordinates.version()))
                .flatMap(view -> view.version(coordinates.version()))
                .flatMap(version ->
                        SnapshotFiles.of(artifact, version).newest(coordinates.classifier(), coordinates.extension()))
                .flatMap(name -> repository
                        .file(Layout.file(artifact, coordinates.version(), name).path())
                        .map(stored -> new ResolvedFile(coordinates.withVersion(name.version()), stored)));
    }
}
