package io.artispace.integration.npm;

import static org.assertj.core.api.Assertions.assertThat;

import io.artispace.Group;
import io.artispace.Hosted;
import io.artispace.Proxy;
import io.artispace.Registry;
import io.artispace.Repository;
import io.artispace.format.npm.Npm;
import io.artispace.http.jdk.JdkHttpFront;
import io.artispace.integration.run.Command;
import io.artispace.integration.run.HttpUser;
import io.artispace.integration.run.Outcome;
import io.artispace.integration.run.RunningRegistry;
import io.artispace.upstream.Prefetched;
import io.artispace.upstream.Upstream;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** What every client of npm does with a registry; each test class adds how its client says it, and what only that one does. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class NodeClientContract {
    private Path place;
    private NodeClients clients;
    private RunningRegistry registry;
    private String token;
    private int homes;
    private Path home;

    @BeforeAll
    void start(@TempDir Path directory) throws Exception {
        clients = NodeClients.fetch();
        place = directory;
        registry = open(directory.resolve("data"));
        token = registry.token(RunningRegistry.ADMIN);
        home = newHome();
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

    /** The words that start the client. */
    abstract List<String> words(NodeClients fetched) throws IOException;

    abstract Outcome publish(NodeProject library) throws IOException;

    abstract Outcome install(NodeProject consumer) throws IOException;

    /** Installs what the lock file says and nothing else. */
    abstract Outcome installLocked(NodeProject consumer) throws IOException;

    /** Files beside {@code package.json} that name the registry and the credentials. */
    Map<String, String> configuration(URI url, String secret) {
        String place = url.toString().substring("http:".length());
        return Map.of(".npmrc", "registry=" + url + "\n" + place + ":_authToken=" + secret + "\nfetch-retries=0\n");
    }

    @Test
    void publishesAndInstallsAndRepeatsFromTheLockFile() throws IOException {
        publish(library("plain", "1.0.0", "one")).succeeded();
        publish(library("plain", "1.1.0", "two")).succeeded();

        NodeProject consumer = consumer("plain", "^1.0.0");
        install(consumer).succeeded();
        assertThat(consumer.installed("plain")).contains("two");

        isPublished("plain", "1.2.0", "three");
        consumer.removeInstalled();
        home = newHome();
        installLocked(consumer).succeeded();
        assertThat(consumer.installed("plain")).contains("two");
    }

    @Test
    void publishesAndInstallsScopedPackages() throws IOException {
        publish(library("@acme/scoped", "1.0.0", "scoped")).succeeded();

        NodeProject consumer = consumer("@acme/scoped", "1.0.0");
        install(consumer).succeeded();
        assertThat(consumer.installed("@acme/scoped")).contains("scoped");
    }

    @Test
    void installsThroughAGroupAndAgainWithoutTheUpstream() throws IOException {
        NodeProject consumer;
        try (Registry upstream = Registry.builder().open();
                JdkHttpFront front = JdkHttpFront.start(upstream)) {
            Npm.in(upstream.create(Hosted.named("public").format("npm").readableByAnyone()))
                    .publish(NodeProject.library(newDirectory(), "@other/outside", "1.0.0", "outside")
                            .directory());
            isPublished("inside", "1.0.0", "inside");
            URI url = groupBefore(front.baseUrl().resolve("public/"));
            consumer = consumer(url, "@other/outside", "^1.0.0");
            install(consumer).succeeded();
            assertThat(consumer.installed("@other/outside")).contains("outside");

            NodeProject other = consumer(url, "inside", "1.0.0");
            install(other).succeeded();
            assertThat(other.installed("inside")).contains("inside");
        }
        consumer.removeInstalled();
        home = newHome();
        installLocked(consumer).succeeded();
        assertThat(consumer.installed("@other/outside")).contains("outside");
    }

    /** Has everything fetched that a lock file of this client names, takes the upstream away, and installs. */
    final void installsWithoutTheUpstreamWhatWasPrefetched(String lockFile) throws Exception {
        NodeProject consumer;
        try (Registry upstream = Registry.builder().open();
                JdkHttpFront front = JdkHttpFront.start(upstream)) {
            Npm there =
                    Npm.in(upstream.create(Hosted.named("public").format("npm").readableByAnyone()));
            there.publish(NodeProject.library(newDirectory(), "@other/needed", "1.0.0", "needed")
                    .directory());
            there.publish(NodeProject.library(newDirectory(), "renamed", "1.0.0", "renamed")
                    .directory());
            Repository proxy = registry.registry()
                    .create(Proxy.named("locked")
                            .format("npm")
                            .of(Upstream.at(front.baseUrl().resolve("public/"))
                                    .atAnyAddress()
                                    .retrying(0)));
            consumer = consumer(registry.base().resolve("locked/"), "@other/needed", "^1.0.0")
                    .write("package.json", """
                            {"name": "consumer", "version": "1.0.0", "private": true,
                             "dependencies": {"@other/needed": "^1.0.0", "alias": "npm:renamed@^1.0.0"}}""");
            install(consumer).succeeded();
            registry.registry().proxy("locked").evict(0, Duration.ZERO);

            Prefetched prefetched =
                    Npm.in(proxy).prefetch(consumer.directory().resolve(lockFile), (done, total) -> true);

            assertThat(prefetched.missing()).isEmpty();
            assertThat(prefetched.fetched()).containsExactlyInAnyOrder("@other/needed@1.0.0", "renamed@1.0.0");
        }
        consumer.removeInstalled();
        home = newHome();
        installLocked(consumer).succeeded();
        assertThat(consumer.installed("@other/needed")).contains("needed");
        assertThat(consumer.installed("alias")).contains("renamed");
    }

    private URI groupBefore(URI upstream) {
        registry.registry()
                .create(Proxy.named("npmjs")
                        .format("npm")
                        .of(Upstream.at(upstream).atAnyAddress().retrying(0)));
        registry.registry().create(Group.named("npm").format("npm").members("npm-hosted", "npmjs"));
        return registry.base().resolve("npm/");
    }

    @Test
    void refusesToPublishAVersionAgain() throws IOException, InterruptedException {
        isPublished("again", "1.0.0", "first");
        byte[] before = http().get("npm-hosted/again").body();

        Outcome refused = publish(library("again", "1.0.0", "second")).failed();

        assertRefusalSaysWhy(refused);
        assertThat(http().get("npm-hosted/again").body()).isEqualTo(before);
    }

    /** How far the reason of a refusal reaches the user differs. */
    abstract void assertRefusalSaysWhy(Outcome refused);

    @Test
    void refusesAWrongToken() throws IOException, InterruptedException {
        NodeProject library = library("secret", "1.0.0", "x").write(configuration(url(), "wrong"));

        publish(library).failed();

        assertThat(http().get("npm-hosted/secret").statusCode()).isEqualTo(404);
    }

    /** Publishes without the client, which takes its time, for a test of something else. */
    final void isPublished(String name, String version, String content) throws IOException {
        Npm.in(registry.registry().repository("npm-hosted"))
                .publish(NodeProject.library(newDirectory(), name, version, content)
                        .directory());
    }

    final NodeProject library(String name, String version, String content) throws IOException {
        return NodeProject.library(newDirectory(), name, version, content).write(configuration(url(), token));
    }

    final NodeProject consumer(String dependency, String wanted) throws IOException {
        return consumer(url(), dependency, wanted);
    }

    /** A program whose registry is another one. */
    final NodeProject consumer(URI url, String dependency, String wanted) throws IOException {
        return NodeProject.consumer(newDirectory(), dependency, wanted).write(configuration(url, token));
    }

    final RunningRegistry registry() {
        return registry;
    }

    final URI url() {
        return registry.base().resolve("npm-hosted/");
    }

    final HttpUser http() {
        return registry.http(RunningRegistry.ADMIN);
    }

    /** Runs the client. */
    final Outcome run(NodeProject project, String... arguments) throws IOException {
        return command(project, arguments).run();
    }

    final Command command(NodeProject project, String... arguments) throws IOException {
        return environment(Command.isolated(home, project.directory(), words(clients)))
                .plus(List.of(arguments));
    }

    /** Variables of the environment that keep the client from looking at the machine it runs on. */
    Command environment(Command command) throws IOException {
        return command.with("npm_config_globalconfig", home.resolve("none").toString())
                .with("npm_config_update_notifier", "false")
                .with("npm_config_cache", home.resolve("npm-cache").toString())
                .with("CI", "true");
    }

    /** A home without any cache. */
    final Path newHome() throws IOException {
        return Files.createDirectories(place.resolve("home" + homes++));
    }

    final Path newDirectory() throws IOException {
        return Files.createTempDirectory(place, "project");
    }
}
