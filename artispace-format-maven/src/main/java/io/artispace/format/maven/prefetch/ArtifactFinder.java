package io.artispace.format.maven.prefetch;

import io.artispace.format.maven.artifact.Coordinates;
import io.artispace.format.maven.artifact.ResolvedFile;
import java.util.List;
import java.util.Optional;

/** Finds files by coordinates, as Maven's own resolver does. Thread-safe. */
public interface ArtifactFinder {
    /** The name of the repository that is looked through, for messages. */
    String repository();

    /** The file that coordinates mean: of several versions that of the highest, of a snapshot that of its newest build. */
    Optional<ResolvedFile> find(Coordinates coordinates);

    /** The versions that may be meant, from the lowest to the highest: one, unless it is a range; that one is not looked for. */
    List<String> matching(Coordinates coordinates);
}
