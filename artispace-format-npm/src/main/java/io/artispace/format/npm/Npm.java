package io.artispace.format.npm;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;
import io.artispace.InvalidInputException;
import io.artispace.NotFoundException;
import io.artispace.PackageChanges;
import io.artispace.PackageView;
import io.artispace.Publication;
import io.artispace.Quote;
import io.artispace.Repository;
import io.artispace.StagedBlob;
import io.artispace.StoredFile;
import io.artispace.VersionView;
import io.artispace.ViewScope;
import io.artispace.format.Document;
import io.artispace.format.npm.json.Json;
import io.artispace.format.npm.json.JsonText;
import io.artispace.format.npm.packument.Deprecation;
import io.artispace.format.npm.packument.DistTag;
import io.artispace.format.npm.packument.NpmName;
import io.artispace.format.npm.packument.PackageLookup;
import io.artispace.format.npm.packument.Packument;
import io.artispace.format.npm.packument.Person;
import io.artispace.format.npm.packument.Publisher;
import io.artispace.format.npm.packument.SemanticVersion;
import io.artispace.format.npm.packument.StoredManifest;
import io.artispace.format.npm.packument.Tagging;
import io.artispace.format.npm.packument.Unpublishing;
import io.artispace.format.npm.prefetch.Prefetch;
import io.artispace.format.npm.tarball.PackageFiles;
import io.artispace.format.npm.tarball.PackedPackage;
import io.artispace.format.npm.tarball.TarballInspector;
import io.artispace.policy.NamePattern;
import io.artispace.upstream.Prefetched;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * Publishes and reads npm packages from Java, without HTTP: the same rules, the same result.
 *
 * <pre>{@code
 * Npm npm = Npm.in(registry.repository("npm"));
 * npm.publish(Path.of("app-1.0.0.tgz"));
 * try (InputStream tarball = npm.open("app", "latest")) { … }
 * }</pre>
 *
 * <p>Names are written as npm writes them, {@code app} or {@code @acme/app}. Immutable and thread-safe. Every method throws
 * {@link io.artispace.StorageFailedException} if a store fails, {@link InvalidInputException} for a malformed name,
 * {@link io.artispace.DeniedException} where a policy refuses the version or the repository acts for a caller who may not do this, and
 * {@link io.artispace.UpstreamFailedException} where a proxy has to ask its upstream and cannot. What changes something throws
 * {@link io.artispace.ConflictException} where nothing can be published, as in a proxy or a group without a target.
 */
public final class Npm {
    private final Repository repository;

    private Npm(Repository repository) {
        this.repository = repository;
    }

    /**
     * Looks at a repository as one of npm packages.
     *
     * @param repository a repository of the format {@code npm}
     * @return the view
     * @throws InvalidInputException if the repository has another format
     */
    public static Npm in(Repository repository) {
        String format = repository.definition().format();
        if (!format.equals(NpmFormat.ID)) {
            throw new InvalidInputException("The repository " + Quote.of(repository.name()) + " has the format "
                    + Quote.of(format) + ", not npm.");
        }
        return new Npm(repository);
    }

    /**
     * Publishes a tarball as {@code latest}, or packs a directory and publishes that.
     *
     * @param tarballOrDirectory a tarball made by {@code npm pack}; or a directory with a {@code package.json}, of which every regular file
     *     goes into the tarball except {@code .npmrc}, {@code .DS_Store} and what is below {@code node_modules}, {@code .git},
     *     {@code .svn}, {@code .hg} and {@code CVS}. The member {@code files} and the file {@code .npmignore} have no effect, symbolic
     *     links are left out, and no script is run. The same files always make the same tarball
     * @return {@code name@version}
     * @throws InvalidInputException if it cannot be read, is not accepted as a package, or says that it is {@code private}
     * @throws io.artispace.ConflictException if the version is, or was, there
     */
    public String publish(Path tarballOrDirectory) {
        return publish(tarballOrDirectory, DistTag.LATEST);
    }

    /**
     * Publishes a tarball or a directory, like {@link #publish(Path)}.
     *
     * @param tarballOrDirectory the tarball or directory
     * @param tag the tag to point to it; {@code latest} is set as well if the package has none yet
     * @return {@code name@version}
     * @throws InvalidInputException if it cannot be read, or is not accepted as a package, or the tag reads like a version
     * @throws io.artispace.ConflictException if the version is, or was, there
     */
    public String publish(Path tarballOrDirectory, String tag) {
        requireNonNull(tag, "tag");
        Repository destination = repository.destination();
        try (Publication publication = destination.publish()) {
            if (Files.isDirectory(tarballOrDirectory)) {
                try (Publication.Sink sink = publication.stage()) {
                    PackageFiles.pack(tarballOrDirectory, sink);
                    return publish(destination, publication, sink.finish(), tag);
                }
            }
            try (InputStream tarball = Files.newInputStream(tarballOrDirectory)) {
                return publish(destination, publication, publication.stage(tarball), tag);
            }
        } catch (IOException e) {
            throw new InvalidInputException(
                    "Cannot publish " + Quote.of(tarballOrDirectory)
                            + (Files.notExists(tarballOrDirectory)
                                    ? ": there is no such file or directory. Make it first, or correct the path."
                                    : ": it cannot be read. Check who may read it, and its disk."),
                    e);
        }
    }

    /**
     * Publishes a package that is in memory, such as a test's, as {@code latest}.
     *
     * <pre>{@code
     * npm.publish(Map.of("package.json", "{\"name\":\"app\",\"version\":\"1.0.0\"}".getBytes(UTF_8)));
     * }</pre>
     *
     * @param files the content of each file by its path in the package, such as {@code lib/index.js}; {@code package.json} has to be among
     *     them. The same files always make the same tarball
     * @return {@code name@version}
     * @throws InvalidInputException if it is not accepted as a package, or says that it is {@code private}, or a path is malformed
     * @throws io.artispace.ConflictException if the version is, or was, there
     */
    public String publish(Map<String, byte[]> files) {
        return publish(files, DistTag.LATEST);
    }

    /**
     * Publishes a package that is in memory, like {@link #publish(Map)}.
     *
     * @param files the content of each file by its path in the package
     * @param tag the tag to point to it; {@code latest} is set as well if the package has none yet
     * @return {@code name@version}
     * @throws InvalidInputException if it is not accepted as a package, or the tag reads like a version
     * @throws io.artispace.ConflictException if the version is, or was, there
     */
    public String publish(Map<String, byte[]> files, String tag) {
        requireNonNull(tag, "tag");
        ByteArrayOutputStream tarball = new ByteArrayOutputStream();
        try {
            PackageFiles.pack(files, tarball);
        } catch (IOException e) {
            throw new UncheckedIOException("Writing to memory failed", e);
        }
        return publish(new ByteArrayInputStream(tarball.toByteArray()), tag);
    }

    /**
     * Publishes a tarball.
     *
     * @param tarball the bytes; read to their end, not closed
     * @param tag the tag to point to it; {@code latest} is set as well if the package has none yet
     * @return {@code name@version}
     * @throws InvalidInputException if reading fails, or it is not accepted as a package
     * @throws io.artispace.ConflictException if the version is, or was, there
     */
    public String publish(InputStream tarball, String tag) {
        requireNonNull(tag, "tag");
        Repository destination = repository.destination();
        try (Publication publication = destination.publish()) {
            return publish(destination, publication, publication.stage(tarball), tag);
        }
    }

    private static String publish(Repository destination, Publication publication, StagedBlob tarball, String tag) {
        PackedPackage packed = TarballInspector.inspect(tarball);
        JsonNode manifest = packed.manifest();
        NpmName name = new NpmName(manifest.path("name").asText(""));
        String version = SemanticVersion.clean(manifest.path("version").asText(""));
        if (isPrivate(manifest.path("private"))) {
            throw new InvalidInputException("Cannot publish " + Quote.of(name + "@" + version)
                    + ": its package.json says that it is private, so that nobody publishes it by mistake. Take \"private\" out of it"
                    + " if it is to be published.");
        }
        Publisher.Subject subject = new Publisher.Subject(
                name,
                version,
                tag,
                Json.object(),
                "",
                "",
                "",
                Person.of(destination.caller()).orElse(null),
                null);
        new Publisher(destination, publication).publish(subject, tarball, packed);
        return name + "@" + version;
    }

    /** Tells whether npm takes the member for true: it does for anything that is true in JavaScript. */
    private static boolean isPrivate(JsonNode said) {
        return said.isTextual() ? !said.textValue().isEmpty() : said.isContainerNode() || said.asBoolean();
    }

    /**
     * Returns the packument, as clients get it in full.
     *
     * @param name the package
     * @param repositoryUrl what the URLs of tarballs begin with, ending with a slash; empty for relative ones
     * @return JSON
     * @throws NotFoundException if there is no such package
     */
    public String packument(String name, String repositoryUrl) {
        Document document = repository
                .document(new NpmName(name).packageName(), Packument.full(repositoryUrl))
                .orElseThrow(() -> noPackage(name));
        return new String(document.bytes(), StandardCharsets.UTF_8);
    }

    /**
     * Returns the manifest of one version, as the packument has it, with a relative URL of the tarball.
     *
     * @param name the package
     * @param versionOrTag a version, or a tag that points to one
     * @return JSON
     * @throws NotFoundException if there is no such version
     */
    public String manifest(String name, String versionOrTag) {
        NpmName npmName = new NpmName(name);
        VersionView version = version(npmName, versionOrTag);
        JsonText json = new JsonText();
        StoredManifest.append(json, version, npmName, "", true);
        return json.toString();
    }

    /**
     * Lists the versions.
     *
     * @param name the package
     * @return the versions in the order of their publication; empty if there is no such package
     */
    public List<String> versions(String name) {
        return repository
                .view(new NpmName(name).packageName(), ViewScope.versions())
                .map(view -> view.versions().stream().map(VersionView::name).toList())
                .orElse(List.of());
    }

    /**
     * Lists the tags.
     *
     * @param name the package
     * @return the version each points to, ordered by tag; empty if there is no such package
     */
    public Map<String, String> tags(String name) {
        return PackageLookup.find(repository, new NpmName(name))
                .map(PackageView::tags)
                .<Map<String, String>>map(TreeMap::new)
                .orElse(Map.of());
    }

    /**
     * Points a tag to a version.
     *
     * @param name the package
     * @param tag the tag
     * @param version the version
     * @throws NotFoundException if there is no such version
     * @throws InvalidInputException if the tag reads like a version
     */
    public void tag(String name, String tag, String version) {
        Tagging.set(repository.destination(), new NpmName(name), tag, version);
    }

    /**
     * Removes a tag.
     *
     * @param name the package
     * @param tag the tag
     * @throws NotFoundException if there is no such tag
     * @throws InvalidInputException if it is {@code latest}, which can only be pointed elsewhere
     */
    public void untag(String name, String tag) {
        Tagging.remove(repository.destination(), new NpmName(name), tag);
    }

    /**
     * Opens a tarball.
     *
     * @param name the package
     * @param versionOrTag a version, or a tag that points to one
     * @return a stream that the caller closes
     * @throws NotFoundException if there is no such version
     */
    public InputStream open(String name, String versionOrTag) {
        NpmName npmName = new NpmName(name);
        // Asks for the file and not for the view, which would hide a blocked version without a reason.
        String version = tags(name).getOrDefault(versionOrTag, versionOrTag);
        return repository
                .file(npmName.tarball(version))
                .map(StoredFile::open)
                .orElseThrow(() -> PackageLookup.noVersion(npmName, versionOrTag));
    }

    /**
     * Deprecates a version: clients show the message to everybody who installs it.
     *
     * @param name the package
     * @param version the version
     * @param message why, and what to use instead; empty to take it back
     * @throws NotFoundException if there is no such version
     */
    public void deprecate(String name, String version, String message) {
        requireNonNull(message, "message");
        NpmName npmName = new NpmName(name);
        Repository destination = repository.destination();
        requireVersion(destination, npmName, version);
        change(destination, npmName, changes -> Deprecation.record(changes, version, message));
    }

    /**
     * Removes a version. Its name can never be used again; {@code latest} moves to the highest release that is left, or to the highest
     * pre-release if there is no release, and the package is removed with its last version.
     *
     * @param name the package
     * @param version the version
     * @throws NotFoundException if there is no such version
     * @throws io.artispace.ConflictException if the package changed at the same moment; try again
     */
    public void unpublish(String name, String version) {
        NpmName npmName = new NpmName(name);
        Repository destination = repository.destination();
        PackageView view = destination
                .view(npmName.packageName(), ViewScope.versions())
                .filter(found -> found.version(version).isPresent())
                .orElseThrow(() -> PackageLookup.noVersion(npmName, version));
        change(destination, npmName, changes -> {
            changes.expectRevision(view.revision());
            Unpublishing.remove(destination, npmName, view, Set.of(version), changes);
        });
    }

    /**
     * Removes a package with all its versions, whose names can never be used again.
     *
     * @param name the package
     * @throws NotFoundException if there is no such package
     */
    public void unpublish(String name) {
        NpmName npmName = new NpmName(name);
        Repository destination = repository.destination();
        if (PackageLookup.find(destination, npmName).isEmpty()) {
            throw noPackage(name);
        }
        change(destination, npmName, PackageChanges::removeEverything);
    }

    /**
     * Removes old pre-releases, such as those that a CI server publishes with each build: all but the last ones of each package. Releases
     * stay, and so does what a tag points to. The names of removed versions can never be used again; the bytes are left to
     * {@linkplain io.artispace.Maintenance#collectGarbage collection}.
     *
     * <p>May run while others publish. Each package is a commit of its own: after a failure half-way, what was removed stays removed, and
     * the next call continues.
     *
     * @param packages a pattern of names, such as {@code app} or {@code @acme/*}, see {@link NamePattern}; {@code **} for all
     * @param newest how many pre-releases of a package stay however old they are, 0 or more
     * @param before versions that were published at this time or later stay, however many they are
     * @return how many versions were taken away
     * @throws InvalidInputException if the pattern is malformed, or the number is negative
     */
    public long unpublishOldPrereleases(String packages, int newest, Instant before) {
        requireNonNull(before, "before");
        return new OldPrereleases(repository.destination(), newest, before).unpublish(NamePattern.of(packages));
    }

    /**
     * Fetches everything that a lock file pins down, through a proxy or a group with proxies, so that it can be installed without the
     * upstream. Files are compared with the digests in the lock file. Only packages of registries are fetched, not what comes from
     * directories, source repositories or archives. An address is taken to be that of a registry's tarball, on whatever host, if it ends
     * with {@code /name/-/file.tgz}. A lock file of yarn 2 or newer tells no digests of tarballs.
     *
     * @param lockFile a {@code package-lock.json} or {@code npm-shrinkwrap.json} of lock version 1, 2 or 3, a {@code yarn.lock} of any
     *     yarn, a {@code bun.lock}, or a {@code pnpm-lock.yaml} of lock version 6 or 9 (pnpm 8 or newer), as these have written it; its
     *     name does not matter
     * @param progress is told how it goes on, and may end it
     * @return what is stored now, in the order in which it was asked for, and what is missing
     * @throws InvalidInputException if the file cannot be read, or is none of these
     * @throws InterruptedException if the thread is interrupted; what has begun goes on
     */
    public Prefetched prefetch(Path lockFile, Prefetched.Progress progress) throws InterruptedException {
        return Prefetch.lockFile(repository, lockFile, requireNonNull(progress, "progress"));
    }

    /**
     * Fetches versions through a proxy or a group with proxies, as {@link #prefetch(Path, Prefetched.Progress)} does.
     *
     * @param coordinates the versions, {@code name@version} each
     * @param progress is told how it goes on, and may end it
     * @return what is stored now, in the order in which it was asked for, and what is missing
     * @throws InvalidInputException if one of them is malformed
     * @throws InterruptedException if the thread is interrupted; what has begun goes on
     */
    public Prefetched prefetch(List<String> coordinates, Prefetched.Progress progress) throws InterruptedException {
        return Prefetch.versions(repository, coordinates, requireNonNull(progress, "progress"));
    }

    private static void change(Repository destination, NpmName name, Consumer<PackageChanges> change) {
        try (Publication publication = destination.publish()) {
            change.accept(publication.change(name.packageName()));
            publication.commit();
        }
    }

    private VersionView version(NpmName name, String versionOrTag) {
        String version = tags(name.value()).getOrDefault(versionOrTag, versionOrTag);
        return requireVersion(repository, name, version);
    }

    private static VersionView requireVersion(Repository repository, NpmName name, String version) {
        return repository
                .view(name.packageName(), ViewScope.version(version))
                .flatMap(view -> view.version(version))
                .orElseThrow(() -> PackageLookup.noVersion(name, version));
    }

    private NotFoundException noPackage(String name) {
        return PackageLookup.noPackage(repository, new NpmName(name));
    }
}
