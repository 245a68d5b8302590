package io.artispace.format.maven;

import static java.util.Objects.requireNonNull;

import io.artispace.ConflictException;
import io.artispace.InvalidInputException;
import io.artispace.PackageView;
import io.artispace.Publication;
import io.artispace.Quote;
import io.artispace.Repository;
import io.artispace.StagedBlob;
import io.artispace.ViewScope;
import io.artispace.format.maven.artifact.Coordinates;
import io.artispace.format.maven.layout.FileName;
import io.artispace.format.maven.layout.Layout;
import io.artispace.format.maven.layout.Location;
import io.artispace.format.maven.layout.SnapshotFiles;
import io.artispace.format.maven.layout.Snapshots;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Files of one or many artifacts that are deployed together: all of them become visible at once, or none.
 *
 * <pre>{@code
 * Maven.in(releases).deployment()
 *         .add("com.acme:app:1.0", jar)
 *         .add("com.acme:app:pom:1.0", pom)
 *         .add("com.acme:app:jar:sources:1.0", sources)
 *         .publish();
 * }</pre>
 *
 * <p>Versions that are in another repository are promoted from there: {@code deployment().addVersion(staging, "com.acme:app:1.0")}.
 *
 * <p>Snapshots are given a timestamp, by the registry's clock but never before that of an earlier build, and the next build number,
 * the same for all files of a version. Not thread-safe.
 */
public final class Deployment {
    private static final int ATTEMPTS = 50;

    private final Repository repository;
    private final List<Entry> entries = new ArrayList<>();

    Deployment(Repository repository) {
        this.repository = repository;
    }

    /**
     * Content that can be opened again: a deployment of snapshots is repeated if another one comes in between. Called on the thread that
     * publishes.
     */
    @FunctionalInterface
    public interface Source {
        /**
         * Opens the content.
         *
         * @return a new stream, closed by the deployment
         * @throws IOException if it cannot be opened
         */
        InputStream open() throws IOException;
    }

    /** Something to be deployed; the file is null if the content is in memory. */
    private record Entry(
            Coordinates coordinates,
            Source source,
            @Nullable Path file) {
        InvalidInputException unreadable(Exception cause) {
            return new InvalidInputException("Cannot deploy " + Quote.of(coordinates) + ": " + reason(), cause);
        }

        private String reason() {
            if (file == null) {
                return "its content cannot be read.";
            }
            if (Files.notExists(file)) {
                return "there is no file " + Quote.of(file) + ". Build it first, or correct the path.";
            }
            return Files.isDirectory(file)
                    ? Quote.of(file) + " is a directory. Name the file that was made of it."
                    : "the file " + Quote.of(file) + " cannot be read. Check who may read it, and its disk.";
        }
    }

    /** A build of a snapshot: the revision of the package that it was computed from, and the version that its files get. */
    private record Build(long revision, String version) {}

    /**
     * Adds a file.
     *
     * @param coordinates such as {@code com.acme:app:jar:sources:1.0}; the version is an exact one
     * @param file the content, read when the deployment is published
     * @return this
     * @throws InvalidInputException if the coordinates are malformed
     */
    public Deployment add(String coordinates, Path file) {
        requireNonNull(file, "file");
        return add(new Entry(Coordinates.parse(coordinates), () -> Files.newInputStream(file), file));
    }

    /**
     * Adds content that is in memory, such as a test's.
     *
     * @param coordinates as {@link #add(String, Path)} takes them
     * @param content the bytes; copied
     * @return this
     * @throws InvalidInputException if the coordinates are malformed
     */
    public Deployment add(String coordinates, byte[] content) {
        byte[] copy = content.clone();
        return add(new Entry(Coordinates.parse(coordinates), () -> new ByteArrayInputStream(copy), null));
    }

    /**
     * Adds content from anywhere.
     *
     * @param coordinates of the file; the version is an exact one
     * @param source the content, opened when the deployment is published
     * @return this
     */
    public Deployment add(Coordinates coordinates, Source source) {
        return add(new Entry(requireNonNull(coordinates, "coordinates"), requireNonNull(source, "source"), null));
    }

    /**
     * Adds all files of a version that is in another repository, to promote it from there; of a snapshot, the newest file of each
     * classifier and extension.
     *
     * @param from where the version is; its files are read when the deployment is published. A proxy knows only those that it has stored
     * @param coordinates of the version, such as {@code com.acme:app:1.0}
     * @return this
     * @throws io.artispace.NotFoundException if it is not there
     * @throws InvalidInputException if the coordinates are malformed, or the version has a file that no coordinates name, because it is
     *     not called by artifact and version
     */
    public Deployment addVersion(Maven from, String coordinates) {
        String version = Coordinates.parse(coordinates).version();
        for (Coordinates file : from.contents(coordinates)) {
            add(file.withVersion(version), () -> from.resolve(file.toString()).open());
        }
        return this;
    }

    private Deployment add(Entry entry) {
        entries.add(entry);
        return this;
    }

    /**
     * Publishes the files. A release that is there with the same bytes is accepted again.
     *
     * @return the coordinates of the files in the order in which they were added: of snapshots with timestamp and build number
     * @throws ConflictException if a file is there with other bytes and the repository does not allow to replace it, or nothing can be
     *     published here
     * @throws InvalidInputException if nothing was added, a file cannot be read, a POM is malformed or of another artifact, or the
     *     repository does not take such versions
     */
    public List<Coordinates> publish() {
        if (entries.isEmpty()) {
            throw new InvalidInputException("Cannot deploy nothing; add a file first.");
        }
        Repository destination = repository.destination();
        Settings settings = Settings.of(destination.definition());
        entries.forEach(entry -> settings.checkPublishable(
                destination.name(),
                Resolver.artifact(entry.coordinates()),
                entry.coordinates().version()));
        for (int attempt = 1; ; attempt++) {
            Map<Layout.Version, Build> builds = builds(destination);
            try {
                return publish(destination, settings, builds);
            } catch (ConflictException e) {
                if (attempt == ATTEMPTS || revisions(builds).equals(revisions(builds(destination)))) {
                    throw e;
                }
                // Somebody deployed one of the snapshots in between: take the next build number.
            }
        }
    }

    private List<Coordinates> publish(Repository destination, Settings settings, Map<Layout.Version, Build> builds) {
        List<Coordinates> published = new ArrayList<>();
        try (Publication publication = destination.publish()) {
            for (Entry entry : entries) {
                Coordinates coordinates = entry.coordinates();
                Build build = builds.get(version(coordinates));
                Coordinates exact = build == null ? coordinates : coordinates.withVersion(build.version());
                FileName name = new FileName(exact.version(), exact.classifier(), exact.extension());
                Location.File file = Layout.file(Resolver.artifact(coordinates), coordinates.version(), name);
                FileRecorder.record(
                        destination, publication, file, stage(publication, entry), settings.overwrite(file));
                published.add(exact);
            }
            builds.forEach((version, build) ->
                    publication.change(version.artifact().packageName()).expectRevision(build.revision()));
            publication.commit();
        }
        return published;
    }

    private static StagedBlob stage(Publication publication, Entry entry) {
        try (InputStream in = entry.source().open()) {
            return publication.stage(in);
        } catch (IOException e) {
            throw entry.unreadable(e);
        } catch (InvalidInputException e) {
            // The content broke off while it was read. For an upload over HTTP, that says enough.
            throw e.getCause() instanceof IOException ? entry.unreadable(e) : e;
        }
    }

    private static Layout.Version version(Coordinates coordinates) {
        return new Layout.Version(Resolver.artifact(coordinates), coordinates.version());
    }

    private static Map<Layout.Version, Long> revisions(Map<Layout.Version, Build> builds) {
        Map<Layout.Version, Long> revisions = new HashMap<>();
        builds.forEach((version, build) -> revisions.put(version, build.revision()));
        return revisions;
    }

    /** The next build of each snapshot among the files. */
    private Map<Layout.Version, Build> builds(Repository destination) {
        Instant now = destination.clock().instant();
        Map<Layout.Version, Build> builds = new HashMap<>();
        for (Entry entry : entries) {
            if (Snapshots.isSnapshot(entry.coordinates().version())) {
                builds.computeIfAbsent(version(entry.coordinates()), version -> nextBuild(destination, version, now));
            }
        }
        return builds;
    }

    private static Build nextBuild(Repository destination, Layout.Version version, Instant now) {
        PackageView view = destination
                .view(version.artifact().packageName(), new ViewScope(ViewScope.Detail.FILES, version.version()))
                .orElse(null);
        SnapshotFiles.Build last = view == null
                ? SnapshotFiles.Build.NONE
                : view.version(version.version())
                        .flatMap(stored ->
                                SnapshotFiles.of(version.artifact(), stored).newestBuild())
                        .orElse(SnapshotFiles.Build.NONE);
        return new Build(view == null ? 0 : view.revision(), Snapshots.timestamped(version.version(), last.next(now)));
    }
}
