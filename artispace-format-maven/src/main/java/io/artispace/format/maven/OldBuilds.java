package io.artispace.format.maven;

import io.artispace.InvalidInputException;
import io.artispace.PackageView;
import io.artispace.Repository;
import io.artispace.SearchHit;
import io.artispace.VersionView;
import io.artispace.ViewScope;
import io.artispace.format.maven.layout.Artifact;
import io.artispace.format.maven.layout.Names;
import io.artispace.format.maven.layout.SnapshotFiles;
import io.artispace.format.maven.layout.Snapshots;
import io.artispace.policy.NamePattern;
import java.time.Instant;
import java.util.List;

/** Deletes the builds of snapshots that nobody asks for any more. */
final class OldBuilds {
    private final Repository repository;
    private final int newest;
    private final Instant before;

    /**
     * Chooses.
     *
     * @param repository a hosted one
     * @param newest how many builds stay however old they are
     * @param before what came later stays however much it is
     */
    OldBuilds(Repository repository, int newest, Instant before) {
        if (newest < 0) {
            throw new InvalidInputException(
                    "Cannot keep " + newest + " builds: give the number of builds that shall stay, 0 or more.");
        }
        this.repository = repository;
        this.newest = newest;
        this.before = before;
    }

    /** Deletes those of all artifacts of these names; returns how many files. */
    long delete(NamePattern artifacts) {
        return repository
                .packages("")
                .map(SearchHit::name)
                .filter(artifacts::matches)
                .flatMap(name -> Names.artifact(name.value()).stream())
                .mapToLong(this::delete)
                .sum();
    }

    private long delete(Artifact artifact) {
        Removal removal = new Removal(repository);
        List<VersionView> versions = repository
                .view(artifact.packageName(), ViewScope.versions())
                .map(PackageView::versions)
                .orElse(List.of());
        return versions.stream()
                .map(VersionView::name)
                .filter(Snapshots::isSnapshot)
                .mapToLong(name ->
                        removal.files(artifact, name, version -> SnapshotFiles.old(artifact, version, newest, before)))
                .sum();
    }
}
