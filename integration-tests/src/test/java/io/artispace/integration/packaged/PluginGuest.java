package io.artispace.integration.packaged;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.artispace.Group;
import io.artispace.Hosted;
import io.artispace.Proxy;
import io.artispace.Registry;
import io.artispace.Session;
import io.artispace.access.Role;
import io.artispace.access.Secret;
import io.artispace.access.TokenRequest;
import io.artispace.access.TokenScope;
import io.artispace.format.maven.Maven;
import io.artispace.format.npm.Npm;
import io.artispace.http.jdk.JdkHttpFront;
import io.artispace.upstream.Upstream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.function.BiConsumer;

/** A plugin: a bit of everything that a registry does, in a directory, partly on threads of its host. */
public final class PluginGuest implements BiConsumer<Path, ExecutorService> {
    private static final int READERS = 4;

    @Override
    public void accept(Path directory, ExecutorService hosts) {
        try (Registry registry = Registry.builder()
                        .directory(directory.resolve("artifacts"))
                        .passwordIterations(1_000)
                        .open();
                JdkHttpFront front = JdkHttpFront.start(registry)) {
            createRepositories(registry, front);
            Maven.in(registry.repository("releases"))
                    .deployment()
                    .add("com.acme:app:1.0", "jar".getBytes(UTF_8))
                    .publish();
            publishToNpm(registry, directory);
            recordASession(registry);
            readAtOnce(registry, hosts);
            registry.maintenance().collectGarbage(Duration.ofDays(1));
        } catch (IOException | InterruptedException | ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void createRepositories(Registry registry, JdkHttpFront front) {
        registry.create(Hosted.named("releases").format("maven").readableByAnyone());
        registry.create(Hosted.named("npm").format("npm"));
        Upstream ourselves = Upstream.at(front.baseUrl().resolve("releases/")).atAnyAddress();
        registry.create(Proxy.named("mirror").format("maven").of(ourselves));
        registry.create(Group.named("maven").format("maven").members("mirror"));
        registry.accounts().createUser("ann", Secret.of("correct-horse"), Role.WRITE);
        registry.accounts()
                .issueToken("ann", TokenRequest.of(TokenScope.of(Role.READ).in("npm")));
    }

    private static void publishToNpm(Registry registry, Path directory) throws IOException {
        Path source = Files.createDirectories(directory.resolve("source"));
        Files.writeString(
                source.resolve("package.json"),
                "{\"name\":\"app\",\"version\":\"1.0.0\",\"description\":\"\\\"app\\\"\"}");
        Npm npm = Npm.in(registry.repository("npm"));
        npm.publish(source);
        npm.packument("app", "");
    }

    private static void recordASession(Registry registry) throws IOException {
        Session session = registry.session("build-1");
        try (InputStream jar = Maven.in(session.repository("maven"))
                .resolve("com.acme:app:1.0")
                .open()) {
            jar.readAllBytes();
        }
        session.seal();
        registry.importSession(session.export());
    }

    private static void readAtOnce(Registry registry, ExecutorService hosts)
            throws InterruptedException, ExecutionException {
        List<Callable<Integer>> readers = new ArrayList<>();
        for (int i = 0; i < READERS; i++) {
            readers.add(() -> {
                int found = 0;
                for (int round = 0; round < 50; round++) {
                    found +=
                            registry.repository("releases").search("app", 0, 10).size();
                    found += Npm.in(registry.repository("npm")).versions("app").size();
                }
                return found;
            });
        }
        for (Future<Integer> reader : hosts.invokeAll(readers)) {
            if (reader.get() != 100) {
                throw new IllegalStateException("Found " + reader.get());
            }
        }
    }
}
