package io.artispace.examples.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.artispace.Hosted;
import io.artispace.Proxy;
import io.artispace.Registry;
import io.artispace.RepositoryDefinition;
import io.artispace.access.Role;
import io.artispace.access.Secret;
import io.artispace.upstream.Upstream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ServerTest {
    @Test
    void passwordOfTheAdminIsNotLostBecauseThePortIsTaken(@TempDir Path directory) throws IOException {
        try (ServerSocket other = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            Options taken = options(directory, other.getLocalPort());
            assertThatThrownBy(() -> Server.start(taken))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining(":" + other.getLocalPort());
        }
        try (Server server = Server.start(options(directory, 0))) {
            assertThat(server.address()).startsWith("http://127.0.0.1:");
            assertThat(server.generatedPassword()).isPresent();
        }
    }

    @Test
    void saysOfEveryInterfaceWhatClientsCanBePointedAt(@TempDir Path directory) throws IOException {
        String store = directory.resolve("store").toString();
        Options everywhere = Options.parse(
                "--data",
                store,
                "--host",
                "0.0.0.0",
                "--port",
                "0",
                "--maven-upstream",
                "http://127.0.0.1:1/",
                "--npm-upstream",
                "http://127.0.0.1:1/");
        try (Server server = Server.start(everywhere)) {
            assertThat(server.address()).matches("http://0\\.0\\.0\\.0:\\d+/");
        }
    }

    /** Whoever waits until it listens logs in at once. */
    @Test
    void usersAreThereBeforeItListens(@TempDir Path directory) throws IOException {
        quick(directory).close();
        try (ServerSocket other = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            String store = directory.resolve("store").toString();
            String taken = Integer.toString(other.getLocalPort());
            assertThatThrownBy(() -> Server.start(Options.parse(
                            "--data",
                            store,
                            "--port",
                            taken,
                            "--user",
                            "ci:secret",
                            "--maven-upstream",
                            "http://127.0.0.1:1/",
                            "--npm-upstream",
                            "http://127.0.0.1:1/")))
                    .isInstanceOf(IOException.class);
        }
        try (Registry registry = quick(directory)) {
            assertThat(registry.accounts().findUser("ci")).isPresent();
        }
    }

    @Test
    void upstreamsThatAreNamedLaterAreAddedAndChanged(@TempDir Path directory) throws IOException {
        String store = directory.resolve("store").toString();
        try (Registry registry = quick(directory)) {
            registry.create(Hosted.named("maven-releases").format("maven"));
            registry.create(Hosted.named("maven-snapshots").format("maven"));
            registry.create(Hosted.named("npm-hosted").format("npm"));
            registry.accounts().createUser("ci", Secret.of("secret"), Role.WRITE);
        }
        Server.start(options(directory, 0)).close();
        Server.start(Options.parse("--data", store, "--port", "0", "--npm-upstream", "http://ci:new@127.0.0.1:1/npm/"))
                .close();

        try (Registry registry = quick(directory)) {
            assertThat(registry.repositories())
                    .extracting(RepositoryDefinition::name)
                    .contains("maven", "npm");
            assertThat(upstream(registry, "maven-central").url()).isEqualTo(URI.create("http://127.0.0.1:1/maven/"));
            assertThat(upstream(registry, "npmjs"))
                    .isEqualTo(Upstream.at(URI.create("http://ci:new@127.0.0.1:1/npm/"))
                            .atAnyAddress());
        }
    }

    @Test
    void aStoreWhoseUsersAreNoAdministratorsSaysSo(@TempDir Path directory) throws IOException {
        try (Registry registry = quick(directory)) {
            registry.create(Hosted.named("releases").format("maven"));
            registry.accounts().createUser("ci", Secret.of("secret"), Role.WRITE);
        }
        String store = directory.resolve("store").toString();

        try (Server server = Server.start(Options.parse("--data", store, "--port", "0"))) {
            assertThat(server.generatedPassword()).isEmpty();
            assertThat(server.notes()).singleElement().asString().startsWith("No user is an administrator");
        }
        try (Server server =
                Server.start(Options.parse("--data", store, "--port", "0", "--user", "ann:secret:admin"))) {
            assertThat(server.notes()).isEmpty();
        }
    }

    @Test
    void nothingIsAddedToAStoreThatHasOtherRepositories(@TempDir Path directory) throws IOException {
        try (Registry registry = quick(directory)) {
            registry.create(Hosted.named("npm-hosted").format("npm"));
            registry.create(Hosted.named("maven-snapshots").format("maven"));
            registry.accounts().createUser("ann", Secret.of("secret"), Role.ADMIN);
        }

        try (Server server = Server.start(options(directory, 0))) {
            assertThat(server.notes()).singleElement().asString().startsWith("The proxy maven-central was not added");
        }

        try (Registry registry = quick(directory)) {
            assertThat(registry.repositories())
                    .extracting(RepositoryDefinition::name)
                    .containsExactlyInAnyOrder("npm-hosted", "maven-snapshots", "npmjs", "npm");
        }
    }

    /** Without the price of a password, which each start of an empty store pays. */
    private static Registry quick(Path directory) {
        return Registry.builder()
                .directory(directory.resolve("store"))
                .passwordIterations(1_000)
                .open();
    }

    private static Upstream upstream(Registry registry, String proxy) {
        return ((Proxy) registry.repository(proxy).definition()).upstream();
    }

    private static Options options(Path directory, int port) {
        return Options.parse(
                "--data",
                directory.resolve("store").toString(),
                "--port",
                Integer.toString(port),
                "--maven-upstream",
                "http://127.0.0.1:1/maven/",
                "--npm-upstream",
                "http://127.0.0.1:1/npm/");
    }
}
