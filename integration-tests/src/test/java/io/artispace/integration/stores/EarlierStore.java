package io.artispace.integration.stores;

import static java.util.Objects.requireNonNull;

import com.sun.net.httpserver.HttpServer;
import io.artispace.Hosted;
import io.artispace.Proxy;
import io.artispace.Registry;
import io.artispace.access.Caller;
import io.artispace.access.Role;
import io.artispace.access.Secret;
import io.artispace.access.TokenRequest;
import io.artispace.access.TokenScope;
import io.artispace.exchange.Request;
import io.artispace.exchange.Response;
import io.artispace.format.npm.Npm;
import io.artispace.integration.run.SamplePackage;
import io.artispace.upstream.Upstream;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;

/**
 * Stores as earlier releases left them, {@code stores/*.zip} among the resources: of each schema one, made by {@link #main} with the
 * classes of that time, and never made anew. It says what is in them.
 */
final class EarlierStore {
    static final String USER = "alice";
    static final String PASSWORD = "correct-horse";

    /** Files that are there, below their repositories. */
    static final List<String> FILES = List.of(
            "releases/com/acme/app/1.0/app-1.0.jar",
            "releases/com/acme/app/1.0/app-1.0.pom",
            "releases/com/acme/app/2.0/app-2.0.jar",
            "releases/com/acme/greeting-maven-plugin/1.0/greeting-maven-plugin-1.0.jar",
            "snapshots/com/acme/lib/1.0-SNAPSHOT/lib-1.0-20260102.030405-1.jar",
            "snapshots/com/acme/lib/1.0-SNAPSHOT/lib-1.0-20260102.040506-2.jar",
            "npm/@acme/widget/-/widget-1.0.0.tgz",
            "npm/@acme/widget/-/widget-2.0.0-beta.1.tgz");

    /** Files that were there, and whose names stay used. */
    static final List<String> REMOVED =
            List.of("releases/com/acme/app/1.1/app-1.1.jar", "npm/@acme/widget/-/widget-1.1.0.tgz");

    /** Files that were fetched from an upstream, which is gone, below their proxies; {@code schema-1} and {@code schema-2} have none. */
    static final List<String> FETCHED =
            List.of("central/com/acme/remote/1.0/remote-1.0.jar", "npmjs/remote/-/remote-1.0.0.tgz");

    /** Documents that were fetched with them. */
    static final List<String> DOCUMENTS = List.of("central/com/acme/remote/maven-metadata.xml", "npmjs/remote");

    /** Where nobody listens who does not have to. */
    private static final InetSocketAddress UPSTREAM = new InetSocketAddress(InetAddress.getLoopbackAddress(), 9);

    /** The file in the store's directory with one line for each file that is there: its SHA-256 and its path. */
    private static final String SUMS = "sums.txt";

    /** The file in the store's directory with a token of the user. */
    private static final String TOKEN = "token.txt";

    private final Path directory;

    private EarlierStore(Path directory) {
        this.directory = directory;
    }

    /** Unpacks a store into an empty directory. */
    static EarlierStore unpack(String name, Path directory) throws IOException {
        InputStream resource = EarlierStore.class.getResourceAsStream("/stores/" + name + ".zip");
        try (ZipInputStream zip = new ZipInputStream(requireNonNull(resource, name))) {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                Path file = directory.resolve(entry.getName());
                if (entry.isDirectory()) {
                    Files.createDirectories(file);
                } else {
                    Files.createDirectories(requireNonNull(file.getParent()));
                    Files.copy(zip, file);
                }
            }
        }
        return new EarlierStore(directory);
    }

    Path directory() {
        return directory;
    }

    List<String> sums() throws IOException {
        return Files.readAllLines(directory.resolve(SUMS));
    }

    List<String> files() throws IOException {
        return sums().stream()
                .map(line -> line.substring(line.indexOf(' ') + 1))
                .toList();
    }

    String token() throws IOException {
        return Files.readString(directory.resolve(TOKEN));
    }

    /** Makes a store in an empty directory. To listen where the upstream is takes the rights of root. */
    public static void main(String[] arguments) throws IOException {
        Path directory = Path.of(arguments[0]);
        try (Registry registry = Registry.open(directory)) {
            registry.create(Hosted.named("releases").format("maven"));
            registry.create(Hosted.named("snapshots").format("maven").setting("versions", "snapshot"));
            registry.create(Hosted.named("npm").format("npm"));
            registry.accounts().createUser(USER, Secret.of(PASSWORD), Role.WRITE);
            String token = registry.accounts()
                    .issueToken(USER, TokenRequest.of(TokenScope.of(Role.WRITE)))
                    .secret()
                    .reveal();
            Files.writeString(directory.resolve(TOKEN), token);
            publish(registry);
            fetch(registry);
            Files.write(
                    directory.resolve(SUMS),
                    sums(
                            registry,
                            Stream.concat(FILES.stream(), FETCHED.stream()).toList()));
        }
    }

    private static void publish(Registry registry) throws IOException {
        for (String version : List.of("1.0", "1.1", "2.0")) {
            put(registry, "releases/com/acme/app/" + version + "/app-" + version + ".jar", text("app " + version));
        }
        put(registry, "releases/com/acme/app/1.0/app-1.0.pom", text("""
                <project><modelVersion>4.0.0</modelVersion><groupId>com.acme</groupId><artifactId>app</artifactId>
                <version>1.0</version><description>An application</description></project>"""));
        send(registry, "DELETE", "releases/com/acme/app/1.1/", new byte[0]);
        put(registry, FILES.get(3), plugin());
        put(registry, FILES.get(4), text("first build"));
        put(registry, FILES.get(5), text("second build"));
        for (String version : List.of("1.0.0", "1.1.0", "2.0.0-beta.1")) {
            SamplePackage sample = SamplePackage.of("@acme/widget", version, "widget " + version);
            put(registry, "npm/@acme%2fwidget", text(sample.document()));
        }
        put(registry, "npm/-/package/@acme%2fwidget/dist-tags/beta", text("\"2.0.0-beta.1\""));
        put(registry, "npm/-/package/@acme%2fwidget/dist-tags/latest", text("\"1.0.0\""));
        Npm.in(registry.repository("npm")).unpublish("@acme/widget", "1.1.0");
    }

    private static void fetch(Registry registry) throws IOException {
        HttpServer upstream = HttpServer.create(UPSTREAM, 0);
        URI url = URI.create("http://127.0.0.1:" + UPSTREAM.getPort() + "/");
        byte[] tarball = SamplePackage.of("remote", "1.0.0", "remote 1.0.0").tarball();
        String integrity = Base64.getEncoder().encodeToString(SamplePackage.digest("SHA-512", tarball));
        answer(upstream, "/com/acme/remote/1.0/remote-1.0.jar", text("remote 1.0"));
        answer(upstream, "/com/acme/remote/maven-metadata.xml", text("""
                <metadata><groupId>com.acme</groupId><artifactId>remote</artifactId>
                <versioning><versions><version>1.0</version></versions></versioning></metadata>"""));
        answer(upstream, "/remote/-/remote-1.0.0.tgz", tarball);
        answer(upstream, "/remote", text("""
                {"name": "remote", "dist-tags": {"latest": "1.0.0"}, "time": {"1.0.0": "2026-01-02T03:04:05.000Z"},
                "versions": {"1.0.0": {"name": "remote", "version": "1.0.0",
                "dist": {"tarball": "%sremote/-/remote-1.0.0.tgz", "integrity": "sha512-%s"}}}}""".formatted(url, integrity)));
        upstream.start();
        Upstream there = Upstream.at(url).atAnyAddress().retrying(0);
        registry.create(Proxy.named("central").format("maven").of(there));
        registry.create(Proxy.named("npmjs").format("npm").of(there));
        for (String path : DOCUMENTS) {
            get(registry, path);
        }
        for (String path : FETCHED) {
            get(registry, path);
        }
        upstream.stop(0);
    }

    private static void answer(HttpServer upstream, String path, byte[] body) {
        upstream.createContext(path, exchange -> {
            try (exchange) {
                boolean known = exchange.getRequestURI().getPath().equals(path);
                exchange.sendResponseHeaders(known ? 200 : 404, known ? body.length : -1);
                if (known) {
                    exchange.getResponseBody().write(body);
                }
            }
        });
    }

    static List<String> sums(Registry registry, List<String> files) throws IOException {
        List<String> lines = new ArrayList<>();
        for (String file : files) {
            lines.add(HexFormat.of().formatHex(SamplePackage.digest("SHA-256", get(registry, file))) + " " + file);
        }
        return lines;
    }

    static byte[] get(Registry registry, String path) throws IOException {
        ByteArrayOutputStream content = new ByteArrayOutputStream();
        send(registry, "GET", path, new byte[0]).body().writeTo(content);
        return content.toByteArray();
    }

    private static void put(Registry registry, String path, byte[] body) {
        Response answer = send(registry, "PUT", path, body);
        if (answer.status() >= 300) {
            throw new IllegalStateException(path + " is answered by " + answer.status());
        }
    }

    static Response send(Registry registry, String method, String path, byte[] body) {
        Map<String, List<String>> headers = Map.of("Content-Type", List.of("application/json"));
        return registry.handle(new Request(
                method,
                "/" + path,
                null,
                headers::get,
                new ByteArrayInputStream(body),
                URI.create("http://localhost/"),
                Caller.host()));
    }

    private static byte[] plugin() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (JarOutputStream jar = new JarOutputStream(bytes)) {
            jar.putNextEntry(new ZipEntry("META-INF/maven/plugin.xml"));
            jar.write(text("""
                    <plugin><groupId>com.acme</groupId><artifactId>greeting-maven-plugin</artifactId>
                    <goalPrefix>greeting</goalPrefix></plugin>"""));
        }
        return bytes.toByteArray();
    }

    static byte[] text(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
