package io.artispace.format.maven.layout;

import io.artispace.FilePath;
import io.artispace.FileView;
import io.artispace.InvalidInputException;
import io.artispace.PackageName;
import io.artispace.VersionView;
import io.artispace.format.FileAge;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * What another repository tells of a snapshot version's files, which need not be stored here yet. In the version's manifest, each file
 * is a line {@code build <version> <extension> <classifier>}, without the last if it is empty; a POM as JSON may stand before them.
 * After them, a line {@code seen <version> <time>} for each build tells when it was first seen here, since the timestamp in its name is
 * chosen by whoever deploys it.
 */
public final class SnapshotBuilds {
    private static final String LINE = "build ";
    private static final String SEEN = "seen ";
    /** The time of a build whose timestamp is no valid time: its age is not known, so it is never old enough. */
    private static final Instant NEVER = Instant.parse("9999-12-31T23:59:59Z");

    /**
     * A snapshot version has some dozens of classifiers and extensions; what claims more is cut. How old each file is, is looked for in all
     * lines.
     */
    public static final int MAX_LINES = 1_000;

    private SnapshotBuilds() {}

    /** A file as metadata names it; empty if its parts are no names, or it is no build of this snapshot version. */
    public static Optional<FileName> file(String snapshot, String version, String classifier, String extension) {
        boolean ofSnapshot = Snapshots.isTimestamped(version)
                && Snapshots.baseVersion(version).equals(snapshot);
        boolean named = Names.isVersion(version)
                && Names.isVersion(extension)
                && (classifier.isEmpty() || Names.isVersion(classifier));
        FileName name = new FileName(version, classifier, extension);
        return ofSnapshot && named && SnapshotFiles.isReadable(name) ? Optional.of(name) : Optional.empty();
    }

    public static String text(Collection<FileName> files) {
        return files.stream().limit(MAX_LINES).map(SnapshotBuilds::line).collect(Collectors.joining("\n"));
    }

    private static String line(FileName file) {
        return LINE
                + file.version()
                + ' '
                + file.extension()
                + (file.classifier().isEmpty() ? "" : ' ' + file.classifier());
    }

    /** The files that a manifest names. */
    public static List<FileName> read(String snapshot, String manifest) {
        return manifest.lines().flatMap(line -> file(snapshot, line).stream()).toList();
    }

    private static Optional<FileName> file(String snapshot, String line) {
        if (!line.startsWith(LINE)) {
            return Optional.empty();
        }
        String[] parts = line.substring(LINE.length()).split(" ", 3);
        return parts.length < 2
                ? Optional.empty()
                : file(snapshot, parts[0], parts.length == 3 ? parts[2] : "", parts[1]);
    }

    /** Adds when the builds were first seen: as the stored manifest says, or now for builds that it does not name. */
    public static String seen(String stored, String told, Instant now) {
        Map<String, String> before = new HashMap<>();
        stored.lines().filter(line -> line.startsWith(LINE)).forEach(line -> before.put(version(line), ""));
        stored.lines().filter(line -> line.startsWith(SEEN)).forEach(line -> before.put(version(line), line));
        Set<String> lines = new LinkedHashSet<>();
        told.lines()
                .filter(line -> line.startsWith(LINE))
                .map(SnapshotBuilds::version)
                .map(version -> before.getOrDefault(version, SEEN + version + ' ' + now))
                .filter(line -> !line.isEmpty())
                .forEach(lines::add);
        return lines.isEmpty() ? told : told + '\n' + String.join("\n", lines);
    }

    /** The second word of a line. */
    private static String version(String line) {
        int from = line.indexOf(' ') + 1;
        int end = line.indexOf(' ', from);
        return line.substring(from, end < 0 ? line.length() : end);
    }

    /** How old a file is that belongs to a build: as old as the build. */
    public static Optional<FileAge> age(FilePath path, String manifest) {
        // The cheap check first, since nearly all files are of releases.
        int slash = path.value().lastIndexOf('/');
        if (slash < 0 || !Snapshots.isSnapshot(path.value().substring(0, slash))) {
            return Optional.empty();
        }
        return Layout.locate(path.value()) instanceof Location.File file
                ? file.name().flatMap(name -> age(name, manifest))
                : Optional.empty();
    }

    private static Optional<FileAge> age(FileName name, String manifest) {
        return SnapshotFiles.build(name).map(build -> {
            Instant published = Times.time(build.timestamp()).orElse(NEVER);
            Instant seen = manifest.lines()
                    .filter(line -> line.startsWith(SEEN + name.version() + ' '))
                    .findFirst()
                    .map(line -> Instant.parse(line.substring(line.lastIndexOf(' ') + 1)))
                    .orElse(published);
            return new FileAge(published, seen.isAfter(published) ? seen : published);
        });
    }

    /** Leaves the files of hidden builds out of a manifest. */
    public static String narrowed(PackageName packageName, VersionView version, Predicate<FilePath> shown) {
        Optional<Artifact> artifact =
                Snapshots.isSnapshot(version.name()) && !version.manifest().isEmpty()
                        ? Names.artifact(packageName.value())
                        : Optional.empty();
        return artifact.map(of -> version.manifest()
                        .lines()
                        .filter(line -> file(version.name(), line)
                                .map(name -> isShown(of, version.name(), name, shown))
                                .orElse(true))
                        .collect(Collectors.joining("\n")))
                .orElse(version.manifest());
    }

    private static boolean isShown(Artifact artifact, String snapshot, FileName name, Predicate<FilePath> shown) {
        try {
            return shown.test(Layout.file(artifact, snapshot, name).path());
        } catch (InvalidInputException e) {
            // Too long for a path: there can be no such file here.
            return false;
        }
    }

    /** Merges what two repositories know of a snapshot version: all files, and the newest of each kind that the manifests name. */
    public static VersionView merge(VersionView first, VersionView other) {
        Map<String, FileView> files = new TreeMap<>();
        other.files().forEach(file -> files.put(file.path().value(), file));
        first.files().forEach(file -> files.put(file.path().value(), file));
        Map<String, String> attributes = new HashMap<>(other.attributes());
        attributes.putAll(first.attributes());
        return new VersionView(
                first.name(),
                first.revision() + other.revision(),
                first.published(),
                attributes,
                mergeManifests(first, other),
                List.copyOf(files.values()));
    }

    private static String mergeManifests(VersionView first, VersionView other) {
        SnapshotFiles newest = SnapshotFiles.newestOf(read(first.name(), first.manifest()));
        read(other.name(), other.manifest()).forEach(newest::add);
        String pom = pom(first.manifest()).isEmpty() ? pom(other.manifest()) : pom(first.manifest());
        String lines = text(newest.newest());
        return pom.isEmpty() || lines.isEmpty() ? pom + lines : pom + '\n' + lines;
    }

    private static String pom(String manifest) {
        return manifest.lines()
                .filter(line -> !line.startsWith(LINE) && !line.startsWith(SEEN))
                .collect(Collectors.joining("\n"));
    }
}
