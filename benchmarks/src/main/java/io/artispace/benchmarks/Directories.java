package io.artispace.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;

/** Directories that a benchmark worked in. */
public final class Directories {
    private Directories() {}

    /**
     * Deletes a directory with all that is in it, if it is there.
     *
     * @param directory the directory
     * @throws IOException if that fails
     */
    public static void delete(Path directory) throws IOException {
        if (Files.exists(directory)) {
            try (Stream<Path> paths = Files.walk(directory)) {
                for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(path);
                }
            }
        }
    }
}
