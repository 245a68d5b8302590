package io.artispace.examples.embedded;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.artispace.Hosted;
import io.artispace.Registry;
import io.artispace.Repository;
import io.artispace.format.maven.Maven;
import io.artispace.format.maven.artifact.ResolvedFile;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;

/** A program with a registry of its own: it deploys an artifact and resolves it again, without HTTP and without a server. */
public final class Embedded {
    private Embedded() {}

    /**
     * Runs the program.
     *
     * @param arguments where to keep the artifacts
     * @throws IOException if the artifact cannot be read
     */
    public static void main(String... arguments) throws IOException {
        Path directory = Path.of(arguments.length == 0 ? "artifacts" : arguments[0]);
        try (Registry registry = Registry.open(directory)) {
            Repository releases = registry.find("releases")
                    .orElseGet(() -> registry.create(Hosted.named("releases").format("maven")));
            Maven maven = Maven.in(releases);
            maven.deployment()
                    .add("com.acme:app:1.0", "the bytes of a jar".getBytes(UTF_8))
                    .add("com.acme:app:pom:1.0", POM.getBytes(UTF_8))
                    .publish();

            ResolvedFile newest = maven.resolve("com.acme:app:[1.0,2.0)");
            try (InputStream content = newest.open()) {
                System.out.println(newest.coordinates() + " has " + content.readAllBytes().length + " bytes");
            }
        }
    }

    private static final String POM = """
            <project>
              <modelVersion>4.0.0</modelVersion>
              <groupId>com.acme</groupId>
              <artifactId>app</artifactId>
              <version>1.0</version>
            </project>
            """;
}
