package io.artispace.format.maven;

import io.artispace.FilePath;
import io.artispace.PackageName;
import io.artispace.RepositoryDefinition;
import io.artispace.VersionView;
import io.artispace.access.Action;
import io.artispace.blob.DigestAlgorithm;
import io.artispace.exchange.Response;
import io.artispace.format.FileAge;
import io.artispace.format.FileOwner;
import io.artispace.format.Operation;
import io.artispace.format.PackageFormat;
import io.artispace.format.RepositoryRequest;
import io.artispace.format.UpstreamCodec;
import io.artispace.format.maven.checksum.RememberedChecksums;
import io.artispace.format.maven.layout.Layout;
import io.artispace.format.maven.layout.Location;
import io.artispace.format.maven.layout.Names;
import io.artispace.format.maven.layout.SnapshotBuilds;
import io.artispace.format.maven.layout.Snapshots;
import io.artispace.format.maven.plugin.PluginEntry;
import io.artispace.format.maven.upstream.MavenCodec;
import io.artispace.format.maven.version.MavenVersion;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/**
 * The Maven repository format: the layout and the documents that {@code mvn}, Gradle, Ivy, sbt and others read and write.
 *
 * <p>A repository's settings are {@code versions}, one of {@code release} (the default), {@code snapshot} and {@code mixed}, and
 * {@code prefixes}, one of {@code none} (the default) and {@code generated}: whether Maven 3.10 and 4 find {@code .meta/prefixes.txt}.
 * They keep that file for a day, and do not see what is deployed meanwhile below a new top directory.
 *
 * <p>The map of this package: {@link Layout} says what a path names; {@link #route} picks the endpoint, one class each
 * ({@code FileUpload}, {@code FileDownload}, {@code Browse}, …); {@code FileRecorder} is the one way to write, {@code Removal} the one to
 * delete; {@code ArtifactMetadata}, {@code SnapshotMetadata}, {@code PluginMetadata}, {@code ArchetypeCatalog} are the renderings.
 * Thread-safe; it keeps nothing but some checksums in memory, by the content that they are of.
 */
public final class MavenFormat implements PackageFormat {
    static final String ID = "maven";

    private final RememberedChecksums checksums = new RememberedChecksums();

    /** Creates the format. */
    public MavenFormat() {}

    @Override
    public String id() {
        return ID;
    }

    /**
     * {@inheritDoc} SHA-512 is not among them: hardly any client asks for it, and it is computed when one does, and remembered for a while.
     */
    @Override
    public Set<DigestAlgorithm> digests() {
        return Set.of(DigestAlgorithm.SHA1, DigestAlgorithm.MD5);
    }

    @Override
    public void check(RepositoryDefinition definition) {
        Settings.check(definition);
    }

    @Override
    public Optional<Operation> route(RepositoryRequest request) {
        return switch (request.method()) {
            case "GET" -> Optional.of(Routes.download(Layout.locate(request.path()), checksums));
            case "PUT" -> Optional.of(Routes.upload(Layout.locate(request.path())));
            case "DELETE" -> Optional.of(Routes.deletion(Layout.locate(request.path())));
            // For who may read: to others, a hidden repository must look like none.
            default ->
                Optional.of(Operation.onRepository(
                        Action.READ,
                        exchange -> methodNotAllowed(
                                exchange.request(),
                                "GET, HEAD, PUT, DELETE",
                                "a Maven repository knows no other method")));
        };
    }

    static Response methodNotAllowed(RepositoryRequest request, String allowed, String why) {
        return Problem.of(request, 405, "Cannot " + request.method() + " here: " + why + ". Use " + allowed + ".")
                .toBuilder()
                .header("Allow", allowed)
                .build();
    }

    @Override
    public Optional<FileOwner> owner(FilePath path) {
        return Layout.locate(path.value()) instanceof Location.File file
                        && file.artifact().isPackage()
                ? Optional.of(new FileOwner(file.packageName(), file.version()))
                : Optional.empty();
    }

    /** {@inheritDoc} The plugins of the group {@code com.acme.app} are told where the versions of {@code com.acme:app} are. */
    @Override
    public Optional<PackageName> namesake(PackageName name) {
        String text = name.value();
        int dot = text.lastIndexOf('.');
        return dot > 0 && Names.isGroup(text)
                ? Optional.of(PackageName.of(text.substring(0, dot) + ':' + text.substring(dot + 1)))
                : Optional.empty();
    }

    @Override
    public Comparator<String> versionOrder() {
        return Comparator.comparing(MavenVersion::of);
    }

    @Override
    public boolean isPreRelease(String version) {
        return Snapshots.isSnapshot(version);
    }

    /**
     * {@inheritDoc} The builds of a snapshot may be in several repositories, so they are merged; of a release, the earlier member's counts.
     */
    @Override
    public VersionView merge(VersionView first, VersionView other) {
        return Snapshots.isSnapshot(first.name()) ? SnapshotBuilds.merge(first, other) : first;
    }

    /** {@inheritDoc} If both have plugins of one prefix, the earlier member's count, as in Maven's own merging of metadata. */
    @Override
    public Map<String, String> mergeAttributes(Map<String, String> first, Map<String, String> other) {
        return PluginMetadata.merge(first, other);
    }

    /** {@inheritDoc} Each build of a snapshot has one. */
    @Override
    public Optional<FileAge> age(FilePath path, String manifest) {
        return SnapshotBuilds.age(path, manifest);
    }

    @Override
    public String manifest(PackageName packageName, VersionView version, Predicate<FilePath> shown) {
        return SnapshotBuilds.narrowed(packageName, version, shown);
    }

    /** {@inheritDoc} Plugins of a group, and archetypes. */
    @Override
    public Optional<FileOwner> subject(PackageName packageName, String attribute) {
        return packageName.equals(ArchetypeCatalog.PACKAGE)
                ? ArchetypeCatalog.archetype(attribute)
                : PluginEntry.artifactId(attribute)
                        .flatMap(artifactId -> Names.artifact(packageName + ":" + artifactId))
                        .map(plugin -> new FileOwner(plugin.packageName(), null));
    }

    /** {@inheritDoc} An artifact's name has a colon; a group's, and that of the archetypes, has none. */
    @Override
    public boolean isNotes(PackageName packageName) {
        return packageName.value().indexOf(':') < 0;
    }

    @Override
    public Optional<UpstreamCodec> upstream() {
        return Optional.of(new MavenCodec());
    }

    @Override
    public Response error(RepositoryRequest request, int status, String message) {
        return status == 404 || status == 410
                ? Answers.notFound(status, message)
                : Problem.of(request, status, message);
    }
}
