package io.artispace.benchmarks.embedded;

import io.artispace.Repository;
import io.artispace.format.npm.Npm;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Publishes small npm packages. */
final class NpmPackages {
    private NpmPackages() {}

    static void publish(Repository repository, String name, String version) throws IOException {
        Path directory = Files.createTempDirectory("package");
        Path manifest = directory.resolve("package.json");
        try {
            Files.writeString(manifest, """
                    {"name":"%s","version":"%s","description":"A package","license":"MIT",
                     "dependencies":{"debug":"^4.3.4","ms":"~2.1.3"},"engines":{"node":">=18"}}
                    """.formatted(name, version));
            Npm.in(repository).publish(directory);
        } finally {
            Files.deleteIfExists(manifest);
            Files.delete(directory);
        }
    }
}
