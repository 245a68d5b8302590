package io.artispace.integration.maven;

import io.artispace.Group;
import io.artispace.Hosted;
import io.artispace.Proxy;
import io.artispace.Registry;
import io.artispace.Repository;
import io.artispace.format.maven.Maven;
import io.artispace.http.jdk.JdkHttpFront;
import io.artispace.integration.run.Outcome;
import io.artispace.integration.run.RunningRegistry;
import io.artispace.upstream.Upstream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * A registry whose group {@code maven} has hosted releases, hosted snapshots and a proxy in front of another registry, whose time the test
 * sets; with clients that know nothing but the group, each with an empty local repository.
 */
final class GroupFixture implements AutoCloseable {
    private final Path place;
    private final MavenClient client;
    private final Registry upstream;
    private final JdkHttpFront upstreamFront;
    private final RunningRegistry registry;
    private Instant now = Instant.parse("2026-01-01T00:00:00Z");

    /** @param client has plugins already; see {@link #build} for one without */
    GroupFixture(Path place, MavenClient client) throws IOException {
        this.place = place;
        this.client = client;
        upstream = Registry.builder().clock(() -> now).open();
        upstream.create(Hosted.named("public").format("maven").readableByAnyone());
        upstreamFront = JdkHttpFront.start(upstream);
        registry = RunningRegistry.open(place.resolve("data"));
        URI url = upstreamFront.baseUrl().resolve("public/");
        // Documents are asked for anew each time, so that what is shown while the upstream is away is what was kept.
        registry.registry()
                .create(Proxy.named("central")
                        .format("maven")
                        .of(Upstream.at(url).atAnyAddress().retrying(0).keeping(Duration.ZERO, Duration.ZERO)));
        registry.registry()
                .create(Group.named("maven")
                        .format("maven")
                        .members("maven-releases", "maven-snapshots", "central")
                        .publishingTo("maven-releases"));
    }

    RunningRegistry registry() {
        return registry;
    }

    Repository group() {
        return registry.registry().repository("maven");
    }

    Repository outside() {
        return upstream.repository("public");
    }

    Repository inside(String repository) {
        return registry.registry().repository(repository);
    }

    /** Publishes what whole builds need. */
    void supply(MavenSupplies supplies) {
        supplies.publishTo(outside());
    }

    void upstreamsTimeIs(Instant instant) {
        now = instant;
    }

    void stopUpstream() {
        upstreamFront.close();
    }

    /** Publishes a jar with one file that says which it is. */
    void publish(Repository repository, String coordinates) throws IOException {
        String[] parts = coordinates.split(":");
        Path jar = Files.createTempFile(place, "library", ".jar");
        try (OutputStream file = Files.newOutputStream(jar);
                ZipOutputStream zip = new ZipOutputStream(file)) {
            zip.putNextEntry(new ZipEntry("which.txt"));
            zip.write((repository.name() + " " + coordinates).getBytes(StandardCharsets.UTF_8));
        }
        Path pom = Files.createTempFile(place, "library", ".pom");
        Files.writeString(pom, """
                <project><modelVersion>4.0.0</modelVersion><groupId>%s</groupId><artifactId>%s</artifactId>
                <version>%s</version></project>""".formatted(parts[0], parts[1], parts[2]));
        Maven.in(repository).deploy(coordinates, jar, pom);
    }

    /** A program that needs an artifact. */
    MavenProject consumer(String group, String artifact, String versionOrRange) throws IOException {
        return consumer(Files.createTempDirectory(place, "consumer"), group + ":" + artifact + ":" + versionOrRange);
    }

    /** Programs of which each needs one artifact, built together. */
    MavenProject consumers(String... coordinates) throws IOException {
        MavenProject all = MavenProject.in(Files.createTempDirectory(place, "consumers"), "it.consumer", "all", "1");
        StringBuilder modules = new StringBuilder();
        for (int i = 0; i < coordinates.length; i++) {
            consumer(all.directory().resolve("app" + i), coordinates[i]);
            modules.append("<module>app").append(i).append("</module>");
        }
        return all.with("<packaging>pom</packaging><modules>" + modules + "</modules>");
    }

    private static MavenProject consumer(Path directory, String coordinates) throws IOException {
        return MavenProject.in(directory, "it.consumer", directory.getFileName().toString(), "1")
                .source("App", "public class App {}")
                .dependencies(coordinates);
    }

    /** Compiles a project through a repository of the registry, such as {@code maven/}, with a client that has resolved nothing yet. */
    Built build(MavenProject project, String repository) throws IOException {
        MavenClient fresh =
                client.another(Files.createTempDirectory(place, "client").toString());
        return run(fresh, project, repository, "compile");
    }

    /**
     * Compiles a project, or several, each of them whatever becomes of the others, with a client that has none of the libraries that tests
     * publish.
     */
    Built compile(MavenProject project, String repository) throws IOException {
        client.forget("com.acme");
        client.forget("org.other");
        return run(client, project, repository, "--fail-at-end", "compile");
    }

    private Built run(MavenClient user, MavenProject project, String repository, String... words) throws IOException {
        return new Built(user, user.run(project, settings(RunningRegistry.READER, repository), words));
    }

    String settings(String user, String repository) {
        URI url = registry.base().resolve(repository);
        return new GroupSettings(url, user, RunningRegistry.PASSWORD).xml();
    }

    /**
     * A build that has ended.
     *
     * @param client who built
     * @param outcome how it ended
     */
    record Built(MavenClient client, Outcome outcome) {
        Built succeeded() {
            outcome.succeeded();
            return this;
        }

        /** Whether a jar was resolved. */
        boolean resolved(String group, String artifact, String version) {
            return Files.exists(client.localRepository()
                    .resolve(group.replace('.', '/'))
                    .resolve(artifact)
                    .resolve(version)
                    .resolve(artifact + "-" + version + ".jar"));
        }
    }

    @Override
    public void close() {
        registry.close();
        upstreamFront.close();
        upstream.close();
    }
}
