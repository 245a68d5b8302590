package io.artispace.examples.embedded;

import io.artispace.Hosted;
import io.artispace.Registry;
import io.artispace.Repository;
import io.artispace.format.maven.Maven;
import io.artispace.format.maven.ResolvedFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A program that keeps artifacts: it deploys one and resolves it again, without HTTP and without a server. */
public final class Embedded {
    private Embedded() {}

    /**
     * Runs the program.
     *
     * @param arguments where to keep the artifacts
     * @throws IOException if the sample files cannot be written
     */
    public static void main(String... arguments) throws IOException {
        Path directory = Path.of(arguments.length == 0 ? "artifacts" : arguments[0]);
        Path jar = Files.writeString(Files.createTempFile("app", ".jar"), "the bytes of a jar");
        Path pom = Files.writeString(Files.createTempFile("app", ".pom"), POM);

        try (Registry registry = Registry.open(directory)) {
            Repository releases = registry.find("releases")
                    .orElseGet(() -> registry.create(Hosted.named("releases").format("maven")));
            Maven.in(releases).deploy("com.acme:app:1.0", jar, pom);

            ResolvedFile newest = Maven.in(releases).resolve("com.acme:app:[1.0,2.0)");
            System.out.println(
                    newest.coordinates() + " has " + newest.file().view().size() + " bytes");
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
