package io.artispace.format.maven;

import io.artispace.ConflictException;
import io.artispace.FilePath;
import io.artispace.FileView;
import io.artispace.PackageChanges;
import io.artispace.PackageView;
import io.artispace.Publication;
import io.artispace.Quote;
import io.artispace.Repository;
import io.artispace.VersionView;
import io.artispace.ViewScope;
import io.artispace.format.maven.checksum.ExpectedChecksums;
import io.artispace.format.maven.layout.Artifact;
import io.artispace.format.maven.layout.FileName;
import io.artispace.format.maven.layout.Location;
import io.artispace.format.maven.layout.SnapshotFiles;
import io.artispace.format.maven.layout.Snapshots;
import io.artispace.format.maven.plugin.PluginEntry;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Deletes files, versions and artifacts, with what other packages say about them: plugin prefixes and archetypes. Each deletion is
 * computed from a view and committed on the condition that the package is still at its revision; if it is not, it is computed anew.
 */
final class Removal {
    private static final int ATTEMPTS = 50;

    private final Repository repository;

    Removal(Repository repository) {
        this.repository = repository;
    }

    /** Deletes a file, and its version if it was the last one; returns whether it was there. */
    boolean file(Location.File file) {
        Function<VersionView, List<FilePath>> choice = version -> version.files().stream()
                .map(FileView::path)
                .filter(file.path()::equals)
                .toList();
        return repeatedly(file.path(), () -> tryFiles(file.artifact(), file.version(), choice)) > 0;
    }

    /** Deletes a version; returns whether it was there. */
    boolean version(Artifact artifact, String version) {
        return repeatedly(artifact + ":" + version, () -> tryVersion(artifact, version));
    }

    /** Deletes one build of a snapshot; returns whether it was there. */
    boolean build(Artifact artifact, String build) {
        return files(artifact, Snapshots.baseVersion(build), version -> SnapshotFiles.ofBuild(artifact, version, build))
                > 0;
    }

    /**
     * Deletes those files of a version that are chosen, and the version if they are all.
     *
     * @param choice chooses among the files of the version; asked again if the package was changed meanwhile
     * @return how many were deleted
     */
    int files(Artifact artifact, String version, Function<VersionView, List<FilePath>> choice) {
        return repeatedly(artifact + ":" + version, () -> tryFiles(artifact, version, choice));
    }

    /** Deletes an artifact with all its versions; returns whether it was there. */
    boolean artifact(Artifact artifact) {
        return repeatedly(artifact, () -> tryArtifact(artifact));
    }

    private static <T> T repeatedly(Object what, Supplier<T> attempt) {
        for (int i = 0; i < ATTEMPTS; i++) {
            try {
                return attempt.get();
            } catch (ConflictException e) {
                // Somebody changed the package in between: look again.
            }
        }
        throw new ConflictException(
                "Cannot delete " + Quote.of(what) + ": it is being changed all the time. Try again later.");
    }

    private int tryFiles(Artifact artifact, String name, Function<VersionView, List<FilePath>> choice) {
        PackageView view = view(artifact, new ViewScope(ViewScope.Detail.FILES, name));
        VersionView version = view == null ? null : view.version(name).orElse(null);
        List<FilePath> chosen = version == null ? List.of() : choice.apply(version);
        if (view == null || version == null || chosen.isEmpty()) {
            return 0;
        }
        if (chosen.size() == version.files().size()) {
            removeVersion(view, artifact, name);
            return chosen.size();
        }
        try (Publication publication = repository.publish()) {
            PackageChanges changes = publication.change(view.name()).expectRevision(view.revision());
            chosen.forEach(changes::removeFile);
            // A shortcut for snapshots, which usually have another build whose POM says the same.
            if (!Snapshots.isSnapshot(name) && chosen.stream().anyMatch(path -> isPom(artifact, name, path))) {
                ArchetypeCatalog.forget(repository, publication, artifact, List.of(name));
                changes.removeVersionAttribute(name, FileRecorder.PACKAGING);
            }
            publication.commit();
            return chosen.size();
        }
    }

    private static boolean isPom(Artifact artifact, String version, FilePath path) {
        return FileName.parse(artifact.artifactId(), version, path.fileName())
                .filter(FileName::isPom)
                .isPresent();
    }

    private boolean tryVersion(Artifact artifact, String name) {
        PackageView view = view(artifact, new ViewScope(ViewScope.Detail.VERSIONS, name));
        if (view == null || view.version(name).isEmpty()) {
            return false;
        }
        removeVersion(view, artifact, name);
        return true;
    }

    /**
     * Removes a version on the condition that the package has not changed: a version whose last file is deleted may have got another file
     * meanwhile.
     */
    private void removeVersion(PackageView view, Artifact artifact, String name) {
        try (Publication publication = repository.publish()) {
            publication
                    .change(view.name())
                    .expectRevision(view.revision())
                    .removeVersion(name)
                    .changeAttributes(
                            attributes -> ExpectedChecksums.forgetBelow(attributes, artifact.directory(name)));
            ArchetypeCatalog.forget(repository, publication, artifact, List.of(name));
            if (isLast(artifact, name)) {
                forgetPlugin(publication, artifact);
            }
            publication.commit();
        }
    }

    private boolean tryArtifact(Artifact artifact) {
        PackageView view = view(artifact, ViewScope.versions());
        if (view == null || view.isEmpty()) {
            return false;
        }
        try (Publication publication = repository.publish()) {
            publication.change(view.name()).expectRevision(view.revision()).removeEverything();
            ArchetypeCatalog.forget(
                    repository,
                    publication,
                    artifact,
                    view.versions().stream().map(VersionView::name).toList());
            forgetPlugin(publication, artifact);
            publication.commit();
            return true;
        }
    }

    private @Nullable PackageView view(Artifact artifact, ViewScope scope) {
        return repository.view(artifact.packageName(), scope).orElse(null);
    }

    private boolean isLast(Artifact artifact, String version) {
        PackageView all = view(artifact, ViewScope.versions());
        return all == null || all.versions().stream().allMatch(v -> v.name().equals(version));
    }

    private void forgetPlugin(Publication publication, Artifact artifact) {
        String attribute = PluginEntry.packageAttribute(artifact.artifactId());
        boolean known = repository
                .view(artifact.groupPackage(), ViewScope.versions())
                .map(group -> group.attributes().containsKey(attribute))
                .orElse(false);
        if (known) {
            publication.change(artifact.groupPackage()).removeAttribute(attribute);
        }
    }
}
