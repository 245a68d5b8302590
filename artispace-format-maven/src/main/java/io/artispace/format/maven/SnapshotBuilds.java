package io.artispace.format.maven;

import io.artispace.FileView;
import io.artispace.VersionView;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * What another repository says of a snapshot version's files, which need not be here yet. In a version's manifest each is a line
 * {@code build <version> <extension> <classifier>}, without the last where it is empty; a POM as JSON may stand before them.
 */
final class SnapshotBuilds {
    private static final String LINE = "build ";
    /** A snapshot version has some dozens of classifiers and extensions; what claims more is cut. */
    private static final int MAX_LINES = 10_000;

    private SnapshotBuilds() {}

    /** A file as metadata names it; empty if its parts are no names, or it is no build of this snapshot version. */
    static Optional<FileName> file(String snapshot, String version, String classifier, String extension) {
        boolean ofSnapshot = Snapshots.isTimestamped(version)
                && Snapshots.baseVersion(version).equals(snapshot);
        boolean named = Names.isVersion(version)
                && Names.isVersion(extension)
                && (classifier.isEmpty() || Names.isVersion(classifier));
        FileName name = new FileName(version, classifier, extension);
        return ofSnapshot && named && SnapshotFiles.isReadable(name) ? Optional.of(name) : Optional.empty();
    }

    static String text(Collection<FileName> files) {
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
    static List<FileName> read(String snapshot, String manifest) {
        return manifest.lines()
                .filter(line -> line.startsWith(LINE))
                .map(line -> line.substring(LINE.length()).split(" ", 3))
                .filter(parts -> parts.length >= 2)
                .flatMap(parts -> file(snapshot, parts[0], parts.length == 3 ? parts[2] : "", parts[1]).stream())
                .toList();
    }

    /** Puts together what two repositories know of a snapshot version: all files, and the newest of each kind that the manifests name. */
    static VersionView merge(VersionView first, VersionView other) {
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
        return manifest.lines().filter(line -> !line.startsWith(LINE)).collect(Collectors.joining("\n"));
    }
}
