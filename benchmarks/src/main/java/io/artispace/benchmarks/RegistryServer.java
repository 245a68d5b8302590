package io.artispace.benchmarks;

import io.artispace.Hosted;
import io.artispace.Registry;
import io.artispace.RegistryConfiguration;
import io.artispace.access.Role;
import io.artispace.access.Secret;
import io.artispace.http.jdk.JdkHttpFront;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;

/**
 * ArtiSpace, on SQLite and files unless it is told otherwise, behind the front of the JDK, with the settings a user gets. Readable by
 * anyone, writable by one user.
 */
final class RegistryServer {
    static final String MAVEN = "maven-releases";
    static final String NPM = "npm-hosted";

    static final String USER = "writer";
    static final String PASSWORD = "a password of some length";

    private RegistryServer() {}

    /** The header by which a client shows that it may write. */
    static String credentials() {
        String pair = USER + ":" + PASSWORD;
        return "Authorization: Basic " + Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8));
    }

    /** Serves a directory; with a second argument, the metadata is at that location in place of a file in the directory. */
    public static void main(String... arguments) throws IOException {
        RegistryConfiguration.Builder builder = Registry.builder().directory(Path.of(arguments[0]));
        if (arguments.length > 1) {
            builder.metadata(URI.create(arguments[1]));
        }
        Integer iterations = Integer.getInteger("passwordIterations");
        if (iterations != null) {
            builder.passwordIterations(iterations);
        }
        try (Registry registry = builder.open()) {
            // Another process may serve the same.
            if (registry.repositories().isEmpty()) {
                registry.create(Hosted.named(MAVEN).format("maven").readableByAnyone());
                registry.create(Hosted.named(NPM).format("npm").readableByAnyone());
                registry.accounts().createUser(USER, Secret.of(PASSWORD), Role.WRITE);
            }
            try (JdkHttpFront front = JdkHttpFront.start(registry)) {
                ServerProcess.ready(front.address());
            }
        }
    }
}
