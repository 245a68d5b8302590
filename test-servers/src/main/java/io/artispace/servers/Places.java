package io.artispace.servers;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Where servers have their files: below the directory that the system property {@code artispace.servers.directory} names, which is cleaned with the build, so that
 * what a process leaves that is killed does not stay for ever; without one, where temporary files are.
 */
final class Places {
    private Places() {}

    /** Returns the directory that all test runs of a build share; null if there is none. */
    static @Nullable Path shared() throws IOException {
        String directory = System.getProperty("artispace.servers.directory");
        return directory == null ? null : Files.createDirectories(Path.of(directory));
    }

    /** Makes a new, empty directory. */
    static Path fresh(String prefix) throws IOException {
        Path shared = shared();
        return shared == null ? Files.createTempDirectory(prefix) : Files.createTempDirectory(shared, prefix);
    }
}
