package io.artispace.benchmarks.embedded;

import io.artispace.Hosted;
import io.artispace.Registry;
import io.artispace.Repository;
import io.artispace.benchmarks.Directories;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** A registry on SQLite and files in a directory of its own, which goes with it. */
final class Store implements AutoCloseable {
    private final Path directory;
    private final Registry registry;

    Store() throws IOException {
        this.directory = Files.createTempDirectory("artispace-embedded");
        this.registry = Registry.open(directory);
    }

    Registry registry() {
        return registry;
    }

    Repository maven() {
        return registry.create(Hosted.named("maven-releases").format("maven").readableByAnyone());
    }

    Repository npm() {
        return registry.create(Hosted.named("npm-hosted").format("npm").readableByAnyone());
    }

    /** A POM with as much in it as it needs. */
    static byte[] pom(String artifact, String version) {
        return """
                <project>
                  <modelVersion>4.0.0</modelVersion>
                  <groupId>com.acme</groupId>
                  <artifactId>%s</artifactId>
                  <version>%s</version>
                </project>
                """.formatted(artifact, version).getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public void close() throws IOException {
        registry.close();
        Directories.delete(directory);
    }
}
