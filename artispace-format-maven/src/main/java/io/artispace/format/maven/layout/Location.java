package io.artispace.format.maven.layout;

import io.artispace.FilePath;
import io.artispace.PackageName;
import io.artispace.blob.DigestAlgorithm;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What a path of a repository names, see {@link Layout#locate}. It need not exist. */
public sealed interface Location {
    /**
     * A file of a version.
     *
     * @param artifact whose
     * @param version the base version, as the directory says it
     * @param path the whole path
     */
    record File(Artifact artifact, String version, FilePath path) implements Location {
        public Optional<FileName> name() {
            return FileName.parse(artifact.artifactId(), version, path.fileName());
        }

        public PackageName packageName() {
            return artifact.packageName();
        }
    }

    /**
     * The checksum of a file or of a rendered document.
     *
     * @param of what it is the checksum of; never a checksum itself
     * @param algorithm the algorithm
     */
    record Checksum(Location of, DigestAlgorithm algorithm) implements Location {}

    /**
     * {@code maven-metadata.xml} of an artifact, of a group, or of both where a group and an artifact share a directory.
     *
     * @param groupId the group whose directory it is in; null where it is no group's
     * @param artifact the artifact whose directory it is in; null where the directory is at the top
     */
    record Metadata(@Nullable String groupId, @Nullable Artifact artifact) implements Location {}

    /**
     * {@code maven-metadata.xml} of a snapshot version.
     *
     * @param artifact whose
     * @param version the base version, such as {@code 1.0-SNAPSHOT}
     */
    record SnapshotMetadata(Artifact artifact, String version) implements Location {}

    /** {@code archetype-catalog.xml}. */
    record Catalog() implements Location {}

    /** {@code .meta/prefixes.txt}. */
    record Prefixes() implements Location {}

    /**
     * A directory.
     *
     * @param path its path without slashes at its ends; empty for the top
     * @param slash whether the request ended with a slash
     */
    record Directory(String path, boolean slash) implements Location {}
}
