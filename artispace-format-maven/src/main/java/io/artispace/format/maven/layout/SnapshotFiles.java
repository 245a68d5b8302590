package io.artispace.format.maven.layout;

import io.artispace.FilePath;
import io.artispace.FileView;
import io.artispace.VersionView;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/** The files of a snapshot version, stored or only known of: the newest of each classifier and extension. */
public final class SnapshotFiles {
    private static final Comparator<FileName> BY_BUILD =
            Comparator.comparing(name -> build(name).orElse(Build.NONE));

    private final Map<Kind, FileName> newest = new TreeMap<>();

    private SnapshotFiles() {}

    public static SnapshotFiles of(Artifact artifact, VersionView version) {
        SnapshotFiles files = new SnapshotFiles();
        for (FileView file : version.files()) {
            FileName.parse(artifact.artifactId(), version.name(), file.path().fileName())
                    .ifPresent(files::add);
        }
        SnapshotBuilds.read(version.name(), version.manifest()).forEach(files::add);
        return files;
    }

    static SnapshotFiles newestOf(Collection<FileName> names) {
        SnapshotFiles files = new SnapshotFiles();
        names.forEach(files::add);
        return files;
    }

    /** The paths of one build's files. */
    public static List<FilePath> ofBuild(Artifact artifact, VersionView version, String build) {
        return built(artifact, version)
                .filter(file -> file.name().version().equals(build))
                .map(Built::path)
                .toList();
    }

    /**
     * The paths of files that came before an instant, of each kind those of all builds but the newest. Files without a timestamp are not
     * among them.
     */
    public static List<FilePath> old(Artifact artifact, VersionView version, int newest, Instant before) {
        Map<Kind, List<Built>> kinds = new TreeMap<>();
        built(artifact, version)
                .forEach(file -> kinds.computeIfAbsent(Kind.of(file.name()), kind -> new ArrayList<>())
                        .add(file));
        return kinds.values().stream()
                .flatMap(files -> files.stream()
                        .sorted(Comparator.comparing(Built::name, BY_BUILD).reversed())
                        .skip(newest))
                .filter(file -> file.published().isBefore(before))
                .map(Built::path)
                .toList();
    }

    /** A file of a build, and when it came. */
    private record Built(FileName name, FilePath path, Instant published) {}

    private static Stream<Built> built(Artifact artifact, VersionView version) {
        return version.files().stream()
                .flatMap(file -> FileName.parse(
                                artifact.artifactId(),
                                version.name(),
                                file.path().fileName())
                        .stream()
                        .map(name -> new Built(name, file.path(), file.published())))
                .filter(file -> build(file.name()).isPresent());
    }

    /** Tells whether a timestamped version's build number is one that can be compared. */
    static boolean isReadable(FileName name) {
        return name.version().length() - name.version().lastIndexOf('-') <= 10;
    }

    public void add(FileName file) {
        newest.merge(Kind.of(file), file, (one, other) -> BY_BUILD.compare(one, other) < 0 ? other : one);
    }

    /** The newest file of each kind, ordered by classifier and extension. */
    public Collection<FileName> newest() {
        return newest.values();
    }

    /** The newest file of a kind. */
    public Optional<FileName> newest(String classifier, String extension) {
        return Optional.ofNullable(newest.get(new Kind(classifier, extension)));
    }

    /** The newest build; empty if no file has a timestamp. */
    public Optional<Build> newestBuild() {
        return newest.values().stream().flatMap(file -> build(file).stream()).max(Comparator.naturalOrder());
    }

    /** The build that a file name says; empty for one without a timestamp, such as {@code app-1.0-SNAPSHOT.jar}. */
    public static Optional<Build> build(FileName name) {
        if (!Snapshots.isTimestamped(name.version())) {
            return Optional.empty();
        }
        String version = name.version();
        int dash = version.lastIndexOf('-');
        return Optional.of(new Build(
                version.substring(dash - "yyyyMMdd.HHmmss".length(), dash),
                Integer.parseInt(version.substring(dash + 1))));
    }

    /**
     * One deployment of a snapshot. The timestamp decides what is newest: numbers begin anew where a repository was emptied.
     *
     * @param timestamp as in {@code 20260102.030405}
     * @param number the build number
     */
    public record Build(String timestamp, int number) implements Comparable<Build> {
        /** Before the first. */
        public static final Build NONE = new Build("", 0);

        /** Returns the next build, which is newer even if the clock was set back in between. */
        public Build next(Instant time) {
            String now = Times.timestamp(time);
            return new Build(now.compareTo(timestamp) < 0 ? timestamp : now, number + 1);
        }

        /** The timestamp as {@code updated} has it. */
        public String updated() {
            return timestamp.replace(".", "");
        }

        @Override
        public int compareTo(Build other) {
            int byTime = timestamp.compareTo(other.timestamp);
            return byTime != 0 ? byTime : Integer.compare(number, other.number);
        }
    }

    private record Kind(String classifier, String extension) implements Comparable<Kind> {
        static Kind of(FileName name) {
            return new Kind(name.classifier(), name.extension());
        }

        @Override
        public int compareTo(Kind other) {
            int byClassifier = classifier.compareTo(other.classifier);
            return byClassifier != 0 ? byClassifier : extension.compareTo(other.extension);
        }
    }
}
