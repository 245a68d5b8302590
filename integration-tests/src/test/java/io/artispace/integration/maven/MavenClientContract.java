package io.artispace.integration.maven;

import static org.assertj.core.api.Assertions.assertThat;

import io.artispace.integration.run.HttpUser;
import io.artispace.integration.run.Outcome;
import io.artispace.integration.run.RunningRegistry;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.jar.JarFile;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** What every version of Maven does with a registry. Each test has a group of its own. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class MavenClientContract {
    private final String line;
    private Path place;
    private MavenClient maven;
    private RunningRegistry registry;
    private MavenSettings settings;

    MavenClientContract(String line) {
        this.line = line;
    }

    @BeforeAll
    void start(@TempDir Path directory) throws Exception {
        place = directory;
        maven = MavenClient.of(line, Files.createDirectories(directory.resolve("maven")));
        registry = open(directory.resolve("data"));
        settings = MavenSettings.of(registry.base(), RunningRegistry.WRITER, RunningRegistry.PASSWORD);
    }

    @AfterAll
    void stop() throws Exception {
        if (registry != null) {
            registry.close();
        }
    }

    /** Opens the registry; {@code directory} is absent. */
    RunningRegistry open(Path directory) throws Exception {
        return RunningRegistry.open(directory);
    }

    @Test
    void deploysAndResolvesAReleaseAndARange() throws Exception {
        MavenProject library = library("it.release", "1.0");
        // Every kind of sum is sent along, under the name that each line of Maven has for it.
        deploy(
                        library,
                        "-Daether.checksums.algorithms=SHA-512,SHA-256,SHA-1,MD5",
                        "-Daether.layout.maven2.checksumAlgorithms=SHA-512,SHA-256,SHA-1,MD5")
                .succeeded();
        byte[] deployed = Files.readAllBytes(library.jar());
        resolve("it.release", "1.0").succeeded();
        assertThat(resolvedJar("it.release", "1.0")).hasBinaryContent(deployed);

        deploy(library.version("1.10")).succeeded();
        deploy(library.version("1.2")).succeeded();
        resolve("it.release", "[1.0,2.0)").succeeded();
        assertThat(resolvedJar("it.release", "1.10")).exists();
        assertThat(text("maven-releases/it/release/lib/maven-metadata.xml"))
                .containsSubsequence("<release>1.10<", ">1.0<", ">1.2<", ">1.10<");
    }

    @Test
    void resolvesTheNewestOfTwoSnapshots() throws Exception {
        MavenProject library = library("it.snapshot", "1.0-SNAPSHOT");
        deploy(library.resource("which.txt", "first")).succeeded();
        deploy(library.resource("which.txt", "second")).succeeded();

        resolve("it.snapshot", "1.0-SNAPSHOT").succeeded();

        try (JarFile jar =
                new JarFile(resolvedJar("it.snapshot", "1.0-SNAPSHOT").toFile())) {
            byte[] which = jar.getInputStream(jar.getEntry("which.txt")).readAllBytes();
            assertThat(new String(which, StandardCharsets.UTF_8)).isEqualTo("second");
        }
        assertThat(text("maven-snapshots/it/snapshot/lib/1.0-SNAPSHOT/maven-metadata.xml"))
                .contains("<buildNumber>2<");
    }

    @Test
    void findsAPluginByItsPrefix() throws Exception {
        MavenProject plugin = MavenPlugin.in(place.resolve("greeting"), settings);
        deploy(plugin).succeeded();

        maven.run(project("caller", "it.caller", "1"), settings, "greeting:hello")
                .succeeded()
                .said("Hello from a plugin of the registry");
    }

    /** How many processes of this client deploy at the same time. */
    int processesAtOnce() {
        return 3;
    }

    @Test
    void deploysInParallelWithoutLosingVersions() throws Exception {
        ExecutorService processes = Executors.newFixedThreadPool(processesAtOnce());
        try {
            List<Future<Outcome>> deploys = new ArrayList<>();
            for (String version : List.of("1", "2", "3")) {
                MavenProject library = library("it.parallel", version);
                MavenClient another = maven.another("beside" + version);
                deploys.add(processes.submit(() -> another.run(library, settings, "deploy")));
            }
            for (Future<Outcome> deploy : deploys) {
                deploy.get().succeeded();
            }
        } finally {
            processes.shutdownNow();
        }
        assertThat(text("maven-releases/it/parallel/lib/maven-metadata.xml"))
                .containsSubsequence("<version>1<", "<version>2<", "<version>3<");
    }

    @Test
    void deploysAReactorInParallel() throws Exception {
        MavenProject parent = project("reactor", "it.reactor", "1")
                .with(
                        "<packaging>pom</packaging><modules><module>a</module><module>b</module><module>c</module></modules>"
                                + MavenProject.distribution(settings));
        for (String module : List.of("a", "b", "c")) {
            MavenProject.in(parent.directory().resolve(module), "it.reactor", module, "1")
                    .resource("which.txt", module)
                    .with(MavenProject.distribution(settings));
        }

        maven.run(parent, settings, "-T3", "deploy").succeeded();

        for (String module : List.of("a", "b", "c")) {
            assertThat(status("maven-releases/it/reactor/" + module + "/1/" + module + "-1.jar"))
                    .isEqualTo(200);
        }
    }

    @Test
    void acceptsTheSameBytesAgainAndRefusesOthers() throws Exception {
        MavenProject library = library("it.redeploy", "1.0");
        deploy(library).succeeded();
        byte[] first = Files.readAllBytes(library.jar());
        deploy(library).succeeded();

        Outcome refused =
                deploy(library.resource("which.txt", "other")).failed().said("409");

        assertThat(get("maven-releases/" + library.jarPath()).body()).isEqualTo(first);
        assertRefusalSaysWhy(refused);
    }

    @Test
    void refusesAWrongPassword() throws Exception {
        MavenProject library = library("it.denied", "1.0");

        maven.run(library, settings.password("wrong"), "deploy").failed().said(wrongPassword());

        assertThat(status("maven-releases/" + library.jarPath())).isEqualTo(404);
        assertThat(status("maven-releases/it/denied/lib/maven-metadata.xml")).isEqualTo(404);
    }

    /** What the user reads after the challenge was met with a wrong password. */
    String wrongPassword() {
        return "401";
    }

    /** How far the reason of a refusal reaches the user differs. */
    abstract void assertRefusalSaysWhy(Outcome refused);

    private MavenProject library(String group, String version) throws IOException {
        return MavenProject.in(Files.createTempDirectory(place, "library"), group, "lib", version)
                .resource("which.txt", "first")
                .with(MavenProject.distribution(settings));
    }

    private MavenProject project(String name, String group, String version) throws IOException {
        return MavenProject.in(place.resolve(name), group, name, version);
    }

    private Outcome deploy(MavenProject project, String... options) throws IOException {
        List<String> arguments = new ArrayList<>(List.of(options));
        arguments.add("deploy");
        return maven.run(project, settings, arguments.toArray(String[]::new));
    }

    /** Builds something that needs the library, after forgetting that it was built here. */
    private Outcome resolve(String group, String versionOrRange) throws IOException {
        return resolve(settings, group, versionOrRange);
    }

    /** The same with releases from another repository. */
    final Outcome resolveFrom(URI releases, String group, String version) throws IOException {
        return resolve(settings.releases(releases), group, version);
    }

    private Outcome resolve(MavenSettings from, String group, String versionOrRange) throws IOException {
        maven.forget(group);
        MavenProject consumer = MavenProject.in(Files.createTempDirectory(place, "consumer"), "it.consumer", "app", "1")
                .dependency(group, "lib", versionOrRange);
        return maven.run(consumer, from, "compile");
    }

    final Path resolvedJar(String group, String version) {
        return maven.localRepository()
                .resolve(group.replace('.', '/') + "/lib/" + version + "/lib-" + version + ".jar");
    }

    final RunningRegistry registry() {
        return registry;
    }

    final HttpResponse<byte[]> get(String path) throws Exception {
        HttpUser reader = registry.http(RunningRegistry.READER);
        return reader.get(path);
    }

    private int status(String path) throws Exception {
        return get(path).statusCode();
    }

    private String text(String path) throws Exception {
        return new String(get(path).body(), StandardCharsets.UTF_8);
    }
}
