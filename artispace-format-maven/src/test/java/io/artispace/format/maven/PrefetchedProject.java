package io.artispace.format.maven;

import io.artispace.upstream.Prefetched;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;

/** A repository in which tests publish what they then fetch for a project. */
abstract class PrefetchedProject {
    @TempDir
    Path directory;

    final MavenClient client = new MavenClient();
    final Maven maven = Maven.in(client.repository());

    @AfterEach
    void close() {
        client.close();
    }

    /** Fetches what a project needs. */
    final Prefetched project(String content) throws Exception {
        return maven.prefetch(write("pom.xml", "me", content), Closure.DEPENDENCIES, (done, known) -> true);
    }

    final Path write(String file, String artifact, String content) throws IOException {
        Path pom = directory.resolve(file);
        Files.createDirectories(pom.getParent());
        return Files.writeString(pom, MavenClient.pom("me", artifact, "1.0", content));
    }

    static List<String> jars(Prefetched prefetched) {
        return prefetched.fetched().stream()
                .filter(file -> file.contains(":jar:"))
                .toList();
    }

    /** Publishes a jar with its POM. */
    final void jar(String coordinates, String content) {
        pom(coordinates, content);
        String[] parts = coordinates.split(":");
        client.put(path(parts) + ".jar", "jar of " + coordinates).is(201);
    }

    final void pom(String coordinates, String content) {
        String[] parts = coordinates.split(":");
        client.put(path(parts) + ".pom", MavenClient.pom(parts[0], parts[1], parts[2], content))
                .is(201);
    }

    private static String path(String[] parts) {
        return parts[0].replace('.', '/') + "/" + parts[1] + "/" + parts[2] + "/" + parts[1] + "-" + parts[2];
    }

    static String parent(String coordinates) {
        String[] parts = coordinates.split(":");
        return "<parent><groupId>" + parts[0] + "</groupId><artifactId>" + parts[1] + "</artifactId><version>"
                + parts[2] + "</version></parent>";
    }

    static String dependencies(String... dependencies) {
        return "<dependencies>" + String.join("", dependencies) + "</dependencies>";
    }

    /** A dependency. */
    static String of(String coordinates, String more) {
        String[] parts = coordinates.split(":", 3);
        return "<dependency><groupId>" + parts[0] + "</groupId><artifactId>" + parts[1] + "</artifactId><version>"
                + parts[2] + "</version>" + more + "</dependency>";
    }

    /** A dependency whose version is managed. */
    static String unversioned(String artifact) {
        return "<dependency><groupId>x</groupId><artifactId>" + artifact + "</artifactId></dependency>";
    }
}
