package io.artispace.integration.run;

import io.artispace.Hosted;
import io.artispace.Registry;
import io.artispace.RegistryConfiguration;
import io.artispace.access.Role;
import io.artispace.access.Secret;
import io.artispace.access.TokenRequest;
import io.artispace.access.TokenScope;
import io.artispace.http.jdk.JdkHttpFront;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;

/** A registry in this process, behind the front that comes with it, on a free port; with the usual repositories and three users. */
public final class RunningRegistry implements AutoCloseable {
    /** May do everything. */
    public static final String ADMIN = "admin";

    /** May read and publish. */
    public static final String WRITER = "writer";

    /** May only read. */
    public static final String READER = "reader";

    /** The password of all of them. */
    public static final String PASSWORD = "correct-horse";

    private final Registry registry;
    private final JdkHttpFront front;

    private RunningRegistry(Registry registry, JdkHttpFront front) {
        this.registry = registry;
        this.front = front;
    }

    /** Opens a registry in an empty directory. */
    public static RunningRegistry open(Path directory) throws IOException {
        return open(Registry.builder().directory(directory));
    }

    /** Opens a registry whose stores are empty. */
    public static RunningRegistry open(RegistryConfiguration.Builder configuration) throws IOException {
        Registry registry = configuration.passwordIterations(1_000).open();
        registry.create(Hosted.named("maven-releases").format("maven"));
        registry.create(Hosted.named("maven-snapshots").format("maven").setting("versions", "snapshot"));
        registry.create(Hosted.named("npm-hosted").format("npm"));
        registry.accounts().createUser(ADMIN, Secret.of(PASSWORD), Role.ADMIN);
        registry.accounts().createUser(WRITER, Secret.of(PASSWORD), Role.WRITE);
        registry.accounts().createUser(READER, Secret.of(PASSWORD), Role.READ);
        return new RunningRegistry(registry, JdkHttpFront.start(registry));
    }

    public Registry registry() {
        return registry;
    }

    /** The URL of the front, ending with a slash. */
    public URI base() {
        return front.baseUrl();
    }

    /** Somebody with the usual password. */
    public HttpUser http(String user) {
        return new HttpUser(base(), user, PASSWORD);
    }

    /** A new token that may do what its owner may. */
    public String token(String user) {
        return registry.accounts()
                .issueToken(user, TokenRequest.of(TokenScope.of(Role.ADMIN)))
                .secret()
                .reveal();
    }

    @Override
    public void close() {
        front.close();
        registry.close();
    }
}
