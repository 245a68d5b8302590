package io.artispace.format.maven;

import static java.util.Objects.requireNonNull;

import io.artispace.FileView;
import io.artispace.InvalidInputException;
import io.artispace.NotFoundException;
import io.artispace.Quote;
import io.artispace.Repository;
import io.artispace.StorageFailedException;
import io.artispace.UpstreamFailedException;
import io.artispace.VersionView;
import io.artispace.ViewScope;
import io.artispace.format.maven.artifact.Coordinates;
import io.artispace.format.maven.artifact.ResolvedFile;
import io.artispace.format.maven.layout.Artifact;
import io.artispace.format.maven.layout.FileName;
import io.artispace.format.maven.layout.Layout;
import io.artispace.format.maven.layout.SnapshotFiles;
import io.artispace.format.maven.layout.Snapshots;
import io.artispace.format.maven.prefetch.Prefetch;
import io.artispace.policy.NamePattern;
import io.artispace.upstream.Prefetched;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/**
 * A Maven repository for callers without HTTP. What is written here is what clients read, and the other way round.
 *
 * <pre>{@code
 * Maven maven = Maven.in(repository);
 * maven.deploy("com.acme:app:1.0", jar, pom);
 * try (InputStream in = maven.resolve("com.acme:app:[1.0,2.0)").open()) { … }
 * }</pre>
 *
 * <p>Immutable and thread-safe. Every method throws {@link StorageFailedException} if a store fails, {@link InvalidInputException} if
 * coordinates are malformed, {@link io.artispace.DeniedException} where a policy refuses the file or the repository acts for a caller who
 * may not do this, and {@link UpstreamFailedException} where a proxy has to ask its upstream and cannot. What changes something throws
 * {@link io.artispace.ConflictException} where nothing can be published, as in a proxy or a group without a target.
 */
public final class Maven {
    /** How many versions or files a message names. */
    private static final int NAMED = 5;

    private final Repository repository;
    private final Resolver resolver;

    private Maven(Repository repository) {
        this.repository = repository;
        this.resolver = new Resolver(repository);
    }

    /**
     * Returns the Maven side of a repository.
     *
     * @param repository a repository of the format {@code maven}
     * @return its typed form
     * @throws InvalidInputException if the repository has another format
     */
    public static Maven in(Repository repository) {
        String format = repository.definition().format();
        if (!format.equals(MavenFormat.ID)) {
            throw new InvalidInputException("The repository " + Quote.of(repository.name()) + " has the format "
                    + Quote.of(format) + ", not \"" + MavenFormat.ID + "\".");
        }
        return new Maven(repository);
    }

    /**
     * Deploys a file and its POM.
     *
     * @param coordinates of the file, such as {@code com.acme:app:1.0}
     * @param file the content, such as a jar
     * @param pom the POM
     * @return the coordinates of the file: of a snapshot with timestamp, by the registry's clock, and build number
     * @throws io.artispace.ConflictException if one is there with other bytes and the repository does not allow to replace it
     * @throws InvalidInputException if a file cannot be read, the POM is malformed or of another artifact, or the repository does not
     *     take such versions
     */
    public Coordinates deploy(String coordinates, Path file, Path pom) {
        String pomCoordinates = Coordinates.parse(coordinates).with("", "pom").toString();
        return deployment()
                .add(coordinates, file)
                .add(pomCoordinates, pom)
                .publish()
                .get(0);
    }

    /**
     * Begins a deployment of any number of files.
     *
     * @return a deployment without files
     */
    public Deployment deployment() {
        return new Deployment(repository);
    }

    /**
     * Looks a file up.
     *
     * @param coordinates such as {@code com.acme:app:1.0}, {@code com.acme:app:[1.0,2.0)} for the highest version in a range,
     *     {@code com.acme:app:RELEASE}, {@code com.acme:app:LATEST}, or {@code com.acme:app:1.1-SNAPSHOT} for its newest build
     * @return the file; empty if there is no such version, or it has no such file
     */
    public Optional<ResolvedFile> find(String coordinates) {
        return resolver.find(Coordinates.parse(coordinates));
    }

    /**
     * Returns a file that must be there.
     *
     * @param coordinates as {@link #find} takes them
     * @return the file
     * @throws NotFoundException if it is not there
     */
    public ResolvedFile resolve(String coordinates) {
        return find(coordinates).orElseThrow(() -> absent(coordinates));
    }

    private NotFoundException absent(String coordinates) {
        return new NotFoundException("There is no " + Quote.of(coordinates) + " in " + Quote.of(repository.name())
                + "; " + whatIsThere(Coordinates.parse(coordinates)));
    }

    /** Says what could have been meant. */
    private String whatIsThere(Coordinates coordinates) {
        Artifact artifact = Resolver.artifact(coordinates);
        List<String> versions;
        try {
            versions = resolver.versions(artifact);
        } catch (UpstreamFailedException e) {
            return "what else there is of " + artifact + " cannot be told, as the upstream fails. Try again later.";
        }
        if (versions.isEmpty() && repository.revision(artifact.packageName()).isPresent()) {
            return "none of the versions of " + artifact
                    + " are shown there: they were removed, or are left out by a rule, an" + " instant or a session.";
        }
        if (versions.isEmpty()) {
            return "nothing of " + artifact + " is there. Check the coordinates, and whether this is the repository.";
        }
        if (!versions.contains(coordinates.version())) {
            return "the newest versions of " + artifact + " there are "
                    + versions.subList(Math.max(0, versions.size() - NAMED), versions.size()) + ".";
        }
        List<String> stored = files(coordinates.toString()).stream()
                .map(file -> file.path().fileName())
                .limit(NAMED)
                .toList();
        if (stored.isEmpty() && Snapshots.isSnapshot(coordinates.version())) {
            return "no build of this version that is shown there has this file: builds may be left out by a rule, an"
                    + " instant or a session. If none is, check extension and classifier.";
        }
        return (stored.isEmpty() ? "this version is there without this file" : "of this version there are " + stored)
                + ". Check extension and classifier.";
    }

    /**
     * Lists the versions of an artifact.
     *
     * @param artifact such as {@code com.acme:app}
     * @return the versions, from the lowest to the highest in Maven's order; snapshots as {@code 1.1-SNAPSHOT}
     */
    public List<String> versions(String artifact) {
        return resolver.versions(Artifact.parse(artifact));
    }

    /**
     * Lists the files of a version.
     *
     * @param coordinates such as {@code com.acme:app:1.0} or {@code com.acme:app:1.1-SNAPSHOT}, whose files are those of all its
     *     builds
     * @return the files in the order of their paths; empty if there is no such version
     */
    public List<FileView> files(String coordinates) {
        Coordinates parsed = Coordinates.parse(coordinates);
        return repository
                .view(Resolver.artifact(parsed).packageName(), new ViewScope(ViewScope.Detail.FILES, parsed.version()))
                .flatMap(view -> view.version(parsed.version()))
                .map(VersionView::files)
                .orElse(List.of());
    }

    /** The files of a version that must be there: of a snapshot, the newest of each kind, with timestamp. */
    List<Coordinates> contents(String coordinates) {
        Coordinates version = Coordinates.parse(coordinates);
        Artifact artifact = Resolver.artifact(version);
        VersionView found = repository
                .view(artifact.packageName(), ViewScope.version(version.version()))
                .flatMap(view -> view.version(version.version()))
                .orElseThrow(() -> absent(coordinates));
        for (FileView file : found.files()) {
            if (FileName.parse(artifact.artifactId(), found.name(), file.path().fileName())
                    .isEmpty()) {
                throw new InvalidInputException("Cannot name " + Quote.of(file.path())
                        + " by coordinates: it is not called by artifact and version. Publish it by its path.");
            }
        }
        return SnapshotFiles.of(artifact, found).newest().stream()
                .map(name -> version.withVersion(name.version()).with(name.classifier(), name.extension()))
                .toList();
    }

    /**
     * Reads the POM of a version.
     *
     * @param coordinates as {@link #find} takes them; extension and classifier do not matter
     * @return the POM; empty if there is no such version, or it has none
     */
    public Optional<Pom> pom(String coordinates) {
        return resolver.find(Coordinates.parse(coordinates).with("", "pom")).map(Maven::read);
    }

    private static Pom read(ResolvedFile pom) {
        try (InputStream in = pom.open()) {
            return PomReader.read("the POM " + Quote.of(pom.coordinates()), in);
        } catch (IOException e) {
            throw new StorageFailedException("Cannot read the POM " + Quote.of(pom.coordinates()) + ". Try again.", e);
        }
    }

    /**
     * Fetches artifacts, through a proxy or a group with proxies, with everything that they need, so that they can be resolved without the
     * upstream: their POMs with parents and imports, and the dependencies that those name for compiling and running.
     *
     * @param coordinates as {@link #find} takes them
     * @param progress is told how it goes on, and may end it
     * @return what is stored now, ordered by their coordinates, and what is missing
     * @throws InvalidInputException if one of them is malformed
     * @throws io.artispace.TooLargeException if it is more than 50,000 files, or the POMs say more than can be followed
     * @throws InterruptedException if the thread is interrupted; what has begun goes on
     */
    public Prefetched prefetch(Collection<String> coordinates, Prefetched.Progress progress)
            throws InterruptedException {
        return Prefetch.artifacts(resolver, coordinates, requireNonNull(progress, "progress"));
    }

    /**
     * Fetches what a build needs, through a proxy or a group with proxies, so that it can run without the upstream. It follows the rules of
     * Maven 3's resolver: parents, imports, management, exclusions, ranges, relocations, and the nearer one of two versions. What the
     * modules of the build make for each other is left out.
     *
     * <p>A POM does not tell everything. Name the versions of Maven's own plugins in {@code pluginManagement}, as Maven advises anyway: if
     * a POM does not name them, they depend on the version of Maven that runs it. What a plugin resolves by itself while it runs (for
     * JUnit, surefire fetches {@code org.apache.maven.surefire:surefire-junit-platform} in its own version, and
     * {@code org.junit.platform:junit-platform-launcher} in JUnit's) can be fetched with
     * {@link #prefetch(Collection, Prefetched.Progress)}. Profiles count if they are active without being named: by default, by the JDK of
     * this program, or by a property that is not set. Maven 4 also applies the dependency management of a dependency to what that one
     * needs, so it may want other versions of indirect dependencies.
     *
     * @param pom a {@code pom.xml}; its modules, and parents that {@code relativePath} leads to, are read from their files
     * @param closure how much of what it needs
     * @param progress is told how it goes on, and may end it
     * @return what is stored now, ordered by their coordinates, and what is missing
     * @throws InvalidInputException if one of the files cannot be read
     * @throws io.artispace.TooLargeException if it is more than 50,000 files, or the POMs say more than can be followed
     * @throws InterruptedException if the thread is interrupted; what has begun goes on
     */
    public Prefetched prefetch(Path pom, Closure closure, Prefetched.Progress progress) throws InterruptedException {
        requireNonNull(closure, "closure");
        return Prefetch.project(resolver, pom, closure == Closure.BUILD, requireNonNull(progress, "progress"));
    }

    /**
     * Deletes old builds of snapshots, as a CI server does from time to time: for each classifier and extension of each snapshot version,
     * the files of all builds but the newest few. A version of which nothing is left is deleted, too. Releases stay, and so do files
     * without a timestamp in their names. The bytes are left to {@linkplain io.artispace.Maintenance#collectGarbage collection}.
     *
     * <p>May run while others deploy. Each version is a commit of its own: after a failure half-way, what was deleted stays deleted, and
     * the next call continues.
     *
     * @param artifacts a pattern of artifacts, such as {@code com.acme.**} or {@code com.acme:app}, see {@link NamePattern}; {@code **} for
     *     all
     * @param newest how many builds stay however old they are, 0 or more
     * @param before files that were deployed at this time or later stay, however many they are
     * @return how many files were deleted
     * @throws InvalidInputException if the pattern is malformed, or the number is negative
     */
    public long deleteOldBuilds(String artifacts, int newest, Instant before) {
        requireNonNull(before, "before");
        return new OldBuilds(repository.destination(), newest, before).delete(NamePattern.of(artifacts));
    }

    /**
     * Deletes an artifact with all its versions, a version with all its files, one build of a snapshot, or one file.
     *
     * @param coordinates {@code com.acme:app} for an artifact, {@code com.acme:app:1.0} for a version,
     *     {@code com.acme:app:1.1-20260102.030405-7} for a build, {@code com.acme:app:jar:1.0} and {@code com.acme:app:jar:sources:1.0} for
     *     a file
     * @return whether it was there
     */
    public boolean delete(String coordinates) {
        Removal removal = new Removal(repository.destination());
        long colons = coordinates.chars().filter(c -> c == ':').count();
        if (colons == 1) {
            return removal.artifact(Artifact.parse(coordinates));
        }
        Coordinates parsed = Coordinates.parse(coordinates);
        if (colons == 2) {
            return Snapshots.isTimestamped(parsed.version())
                    ? removal.build(Resolver.artifact(parsed), parsed.version())
                    : removal.version(Resolver.artifact(parsed), parsed.version());
        }
        FileName name = new FileName(parsed.version(), parsed.classifier(), parsed.extension());
        return removal.file(Layout.file(Resolver.artifact(parsed), Snapshots.baseVersion(parsed.version()), name));
    }
}
