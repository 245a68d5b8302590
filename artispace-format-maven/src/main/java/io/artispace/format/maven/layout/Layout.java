package io.artispace.format.maven.layout;

import io.artispace.FilePath;
import io.artispace.blob.DigestAlgorithm;
import java.util.Optional;

/** The layout of a repository, the one that every Maven since 2.0 has used: from paths to what they name, and back. */
public final class Layout {
    public static final String METADATA = "maven-metadata.xml";
    static final String CATALOG = "archetype-catalog.xml";
    static final String PREFIXES = ".meta/prefixes.txt";

    private Layout() {}

    /**
     * Says what a path names. It never fails for an odd path: nothing is there, and publishing to it is refused elsewhere.
     *
     * @param path the decoded path without a leading slash
     * @throws io.artispace.InvalidInputException if the path is too long
     */
    public static Location locate(String path) {
        if (path.isEmpty() || path.endsWith("/")) {
            return new Location.Directory(path.isEmpty() ? path : path.substring(0, path.length() - 1), true);
        }
        for (DigestAlgorithm algorithm : DigestAlgorithm.values()) {
            if (path.endsWith(suffix(algorithm))) {
                String of = path.substring(0, path.length() - suffix(algorithm).length());
                if (!of.isEmpty() && !of.endsWith("/")) {
                    return new Location.Checksum(locateFile(of), algorithm);
                }
            }
        }
        return locateFile(path);
    }

    private static Location locateFile(String path) {
        if (path.equals(CATALOG)) {
            return new Location.Catalog();
        }
        if (path.equals(PREFIXES)) {
            return new Location.Prefixes();
        }
        int name = path.lastIndexOf('/');
        if (name > 0 && path.startsWith(METADATA, name + 1) && path.length() == name + 1 + METADATA.length()) {
            return metadata(path.substring(0, name));
        }
        return version(path, name)
                .<Location>map(v -> new Location.File(v.artifact(), v.version(), FilePath.of(path)))
                .orElseGet(() -> new Location.Directory(path, false));
    }

    private static Location metadata(String directory) {
        if (Snapshots.isSnapshot(directory)) {
            Optional<Version> snapshot = version(directory);
            if (snapshot.isPresent()) {
                return new Location.SnapshotMetadata(
                        snapshot.get().artifact(), snapshot.get().version());
            }
        }
        return new Location.Metadata(
                group(directory).orElse(null), artifact(directory).orElse(null));
    }

    /** The group that has a directory. Dots are slashes there: a directory named {@code com.acme} is no group's, and no second spelling. */
    private static Optional<String> group(String directory) {
        return directory.indexOf('.') < 0 ? Optional.of(directory.replace('/', '.')) : Optional.empty();
    }

    /** The artifact whose versions are directories of this one; empty if the path is too short or no artifact's. */
    public static Optional<Artifact> artifact(String directory) {
        int slash = directory.lastIndexOf('/');
        return slash <= 0
                ? Optional.empty()
                : group(directory.substring(0, slash))
                        .map(group -> new Artifact(group, directory.substring(slash + 1)));
    }

    /** The version that a directory is of; empty if the path is too short or no version's. */
    public static Optional<Version> version(String directory) {
        return version(directory + '/', directory.length());
    }

    private static Optional<Version> version(String path, int nameSlash) {
        int versionSlash = nameSlash <= 0 ? -1 : path.lastIndexOf('/', nameSlash - 1);
        return versionSlash <= 0
                ? Optional.empty()
                : artifact(path.substring(0, versionSlash))
                        .map(a -> new Version(a, path.substring(versionSlash + 1, nameSlash)));
    }

    /** The path of a file of a version. */
    public static Location.File file(Artifact artifact, String baseVersion, FileName name) {
        return new Location.File(
                artifact,
                baseVersion,
                FilePath.of(artifact.directory(baseVersion) + '/' + name.of(artifact.artifactId())));
    }

    /** What the name of a checksum ends with, such as {@code .sha1}. */
    public static String suffix(DigestAlgorithm algorithm) {
        return switch (algorithm) {
            case SHA1 -> ".sha1";
            case MD5 -> ".md5";
            case SHA256 -> ".sha256";
            case SHA512 -> ".sha512";
        };
    }

    /**
     * A version of an artifact.
     *
     * @param artifact the artifact
     * @param version the base version
     */
    public record Version(Artifact artifact, String version) {}
}
