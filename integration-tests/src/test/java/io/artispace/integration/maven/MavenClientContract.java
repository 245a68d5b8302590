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
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/**
 * What every version of Maven does with a registry. Starting it is what costs, so that few runs do all that the tests look at: versions are
 * deployed by several processes at once, some modules together and then again, and one program needs all of that.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class MavenClientContract {
    private static final List<String> MODULES = List.of("release", "snapshot", "parallel", "greeting");

    private final String line;
    private Path place;
    private MavenClient maven;
    private RunningRegistry registry;
    private MavenSettings settings;

    private MavenProject modules;
    private MavenProject release;
    private MavenProject snapshot;
    private byte[] released;
    private MavenProject denied;
    private Outcome program;
    private Outcome refused;

    MavenClientContract(String line) {
        this.line = line;
    }

    @BeforeAll
    void deployAndResolve(@TempDir Path directory) throws Exception {
        place = directory;
        maven = MavenClient.of(line, Files.createDirectories(directory.resolve("maven")));
        registry = open(directory.resolve("data"));
        settings = MavenSettings.of(registry.base(), RunningRegistry.WRITER, RunningRegistry.PASSWORD);

        modules = project("modules", "it.modules", "1")
                .with("<packaging>pom</packaging><modules>"
                        + MODULES.stream().map("<module>%s</module>"::formatted).collect(Collectors.joining())
                        + "</modules>"
                        + MavenProject.distribution(settings));
        deployAtOnce();
        deployModulesAgain();
        program = runProgramThatNeedsAll();
        refused = deployWhatIsRefused();
    }

    /** Modules in threads of one process, with one of the versions among them, and each of the other versions by a process of its own. */
    private void deployAtOnce() throws Exception {
        release = library(modules.directory().resolve("release"), "it.release", "1.0");
        snapshot = library(modules.directory().resolve("snapshot"), "it.snapshot", "1.0-SNAPSHOT");
        library(modules.directory().resolve("parallel"), "it.parallel", "1.0");
        MavenPlugin.in(modules.directory().resolve("greeting"), settings);
        ExecutorService processes = Executors.newCachedThreadPool();
        try {
            List<Future<Outcome>> deploys = new ArrayList<>();
            // Every kind of sum is sent along, under the name that each line of Maven has for it.
            deploys.add(processes.submit(() -> deploy(
                    modules,
                    "-T3",
                    "-Daether.checksums.algorithms=SHA-512,SHA-256,SHA-1,MD5",
                    "-Daether.layout.maven2.checksumAlgorithms=SHA-512,SHA-256,SHA-1,MD5")));
            for (String version : List.of("1.10", "1.2")) {
                MavenProject library = library(place.resolve("version" + version), "it.parallel", version);
                MavenClient client = maven.another("beside" + version);
                deploys.add(processes.submit(() -> client.run(library, settings, "deploy")));
            }
            for (Future<Outcome> deploy : deploys) {
                deploy.get().succeeded();
            }
        } finally {
            processes.shutdownNow();
        }
        released = Files.readAllBytes(release.jar());
    }

    /** Only the snapshot is another one. */
    private void deployModulesAgain() throws IOException {
        snapshot.resource("which.txt", "second");
        deploy(modules, "-T3").succeeded();
    }

    /** After the client has forgotten that anything was built here. */
    private Outcome runProgramThatNeedsAll() throws IOException {
        maven.forget("it");
        MavenProject caller = project("caller", "it.caller", "1")
                .dependencies("it.release:lib:1.0", "it.parallel:lib:[1.0,2.0)", "it.snapshot:lib:1.0-SNAPSHOT");
        return maven.run(caller, settings, "compile", "greeting:hello").succeeded();
    }

    /** Other bytes of a release, and something by somebody whose password is wrong; neither stops the other. */
    private Outcome deployWhatIsRefused() throws IOException {
        release.resource("which.txt", "other");
        denied = library(place.resolve("denied"), "it.denied", "1.0")
                .with(MavenProject.distribution(settings)
                        .replace("<id>releases</id>", "<id>" + MavenSettings.STRANGER + "</id>"));
        MavenProject both = project("refused", "it.refused", "1")
                .with(
                        "<packaging>pom</packaging><modules><module>../modules/release</module><module>../denied</module></modules>"
                                + MavenProject.distribution(settings));
        // What was resolved stays as it is.
        return deploy(both, "--fail-at-end", "-Dmaven.install.skip").failed();
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
    void resolvesAReleaseByteForByte() {
        assertThat(resolvedJar("it.release", "1.0")).hasBinaryContent(released);
    }

    @Test
    void resolvesTheNewestOfARange() {
        assertThat(resolvedJar("it.parallel", "1.10")).exists();
        assertThat(resolvedJar("it.parallel", "1.0")).doesNotExist();
        assertThat(resolvedJar("it.parallel", "1.2")).doesNotExist();
    }

    @Test
    void resolvesTheNewestOfTwoSnapshots() throws Exception {
        try (JarFile jar =
                new JarFile(resolvedJar("it.snapshot", "1.0-SNAPSHOT").toFile())) {
            byte[] which = jar.getInputStream(jar.getEntry("which.txt")).readAllBytes();
            assertThat(new String(which, StandardCharsets.UTF_8)).isEqualTo("second");
        }
        assertThat(text("maven-snapshots/it/snapshot/lib/1.0-SNAPSHOT/maven-metadata.xml"))
                .contains("<buildNumber>2<");
    }

    @Test
    void findsAPluginByItsPrefix() {
        program.said("Hello from a plugin of the registry");
    }

    @Test
    void deploysByProcessesAtOnceWithoutLosingVersions() throws Exception {
        assertThat(text("maven-releases/it/parallel/lib/maven-metadata.xml"))
                .containsSubsequence("<release>1.10<", ">1.0<", ">1.2<", ">1.10<");
    }

    @Test
    void deploysModulesInThreads() throws Exception {
        assertThat(status("maven-releases/it/modules/modules/1/modules-1.pom")).isEqualTo(200);
        assertThat(status("maven-releases/" + release.jarPath())).isEqualTo(200);
        assertThat(status("maven-releases/it/plugins/greeting-maven-plugin/1.0/greeting-maven-plugin-1.0.jar"))
                .isEqualTo(200);
    }

    /** The same ones were accepted when the modules were deployed for the second time. */
    @Test
    void refusesOtherBytesOfARelease() throws Exception {
        refused.said("409");
        assertThat(get("maven-releases/" + release.jarPath()).body()).isEqualTo(released);
        assertRefusalSaysWhy(refused);
    }

    @Test
    void refusesAWrongPassword() throws Exception {
        refused.said(wrongPassword());
        assertThat(status("maven-releases/" + denied.jarPath())).isEqualTo(404);
        assertThat(status("maven-releases/it/denied/lib/maven-metadata.xml")).isEqualTo(404);
    }

    /** What the user reads after the challenge was met with a wrong password. */
    String wrongPassword() {
        return "401";
    }

    /** How far the reason of a refusal reaches the user differs. */
    abstract void assertRefusalSaysWhy(Outcome refused);

    private MavenProject library(Path directory, String group, String version) throws IOException {
        return MavenProject.in(directory, group, "lib", version)
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

    /** Builds something that needs a library of another repository, after forgetting what was built here. */
    final Outcome resolveFrom(URI releases, String group, String version) throws IOException {
        maven.forget(group);
        MavenProject consumer = project("consumer", "it.consumer", "1").dependencies(group + ":lib:" + version);
        return maven.run(consumer, settings.releases(releases), "compile");
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
