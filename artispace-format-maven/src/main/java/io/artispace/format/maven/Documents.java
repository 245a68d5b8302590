package io.artispace.format.maven;

import io.artispace.Hosted;
import io.artispace.PackageName;
import io.artispace.PackageView;
import io.artispace.Repository;
import io.artispace.ViewScope;
import io.artispace.format.Rendering;
import io.artispace.format.maven.layout.Artifact;
import io.artispace.format.maven.layout.Location;
import io.artispace.format.maven.xml.XmlText;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Predicate;

/** Where the rendered documents of a repository come from. */
final class Documents {
    private Documents() {}

    /**
     * Metadata of an artifact, of a group, or of both. If the artifact is found, a group that nobody has asked for before is not looked up:
     * a proxy would ask its upstream for the same document once more, and reveal names to it that belong to other members.
     */
    static Optional<SummedDocument> metadata(
            Repository repository, Location.Metadata location, Predicate<PackageName> readable) {
        Optional<PackageName> group = Optional.ofNullable(location.groupId()).map(PackageName::of);
        Optional<PackageName> artifact =
                Optional.ofNullable(location.artifact()).map(Artifact::packageName);
        Optional<SummedDocument> versions =
                artifact.flatMap(name -> rendered(repository, name, ArtifactMetadata.RENDERING));
        Optional<SummedDocument> plugins = group.filter(
                        name -> (versions.isEmpty() || repository.revision(name).isPresent()) && readable.test(name))
                .flatMap(name -> rendered(repository, name, PluginMetadata.RENDERING));
        return plugins.isPresent() && versions.isPresent()
                ? both(repository, artifact.orElseThrow(), group.orElseThrow())
                : versions.or(() -> plugins);
    }

    private static Optional<SummedDocument> rendered(Repository repository, PackageName name, Rendering rendering) {
        return repository.document(name, rendering).map(SummedDocument::of);
    }

    /** An artifact and a group of plugins in one directory, as in {@code org/acme}: so rare that it is not cached. */
    private static Optional<SummedDocument> both(Repository repository, PackageName artifact, PackageName group) {
        Optional<PackageView> versions = repository
                .view(artifact, ViewScope.versions())
                .filter(view -> !view.versions().isEmpty());
        Optional<PackageView> plugins = repository.view(group, ViewScope.versions());
        if (versions.isEmpty() || plugins.isEmpty()) {
            return Optional.empty();
        }
        XmlText xml = new XmlText().open("metadata");
        ArtifactMetadata.write(versions.get(), xml);
        if (!PluginMetadata.isIn(versions.get())) {
            PluginMetadata.write(plugins.get(), xml);
        }
        Instant one = versions.get().modified();
        Instant other = plugins.get().modified();
        return Optional.of(SummedDocument.of(
                xml.close("metadata").bytes(), ArtifactMetadata.CONTENT_TYPE, one.isAfter(other) ? one : other));
    }

    /** Metadata of a snapshot version. */
    static Optional<SummedDocument> snapshot(Repository repository, Location.SnapshotMetadata location) {
        return rendered(repository, location.artifact().packageName(), SnapshotMetadata.rendering(location.version()));
    }

    /** The archetype catalog. */
    static Optional<SummedDocument> catalog(Repository repository) {
        return rendered(repository, ArchetypeCatalog.PACKAGE, ArchetypeCatalog.RENDERING);
    }

    /**
     * The prefix file, if the repository has one. A proxy has none, since it can fetch more than it holds; nor has a group, since one of
     * its members may be a proxy.
     */
    static Optional<SummedDocument> prefixes(Repository repository) {
        return repository.definition() instanceof Hosted hosted
                        && Settings.of(hosted).prefixes() == Settings.Prefixes.GENERATED
                ? PrefixFile.render(repository)
                : Optional.empty();
    }
}
