package io.artispace.format.maven;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.artispace.Hosted;
import io.artispace.Registry;
import io.artispace.RegistryConfiguration;
import io.artispace.Repository;
import io.artispace.access.Caller;
import io.artispace.exchange.Request;
import io.artispace.exchange.Response;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** A registry in memory with one repository, asked as a front would ask it. */
final class MavenClient implements AutoCloseable, InstantSource {
    static final Instant START = Instant.parse("2026-01-02T03:04:05Z");

    private final Registry registry;
    private final Repository repository;
    private Instant now = START;

    MavenClient() {
        this(Hosted.named("maven").format("maven").setting("versions", "mixed"));
    }

    MavenClient(Hosted definition) {
        this(definition, Registry.builder());
    }

    MavenClient(Hosted definition, RegistryConfiguration.Builder builder) {
        registry = builder.format(new MavenFormat()).clock(this).open();
        repository = registry.create(definition);
    }

    @Override
    public synchronized Instant instant() {
        return now;
    }

    synchronized void pass(Duration time) {
        now = now.plus(time);
    }

    Registry registry() {
        return registry;
    }

    Repository repository() {
        return repository;
    }

    Answer put(String path, String body) {
        return put(path, body.getBytes(UTF_8));
    }

    Answer put(String path, byte[] body) {
        return send("PUT", path, Map.of(), body);
    }

    /** Puts a file with its SHA-1 and MD5, as Maven does. */
    void deploy(String path, byte[] body) {
        put(path, body).is(201);
        put(path + ".sha1", hash("SHA-1", body)).is(201);
        put(path + ".md5", hash("MD5", body)).is(201);
    }

    void deploy(String path, String body) {
        deploy(path, body.getBytes(UTF_8));
    }

    Answer get(String path, String... headers) {
        return send("GET", path, headers(headers), new byte[0]);
    }

    Answer head(String path, String... headers) {
        return send("HEAD", path, headers(headers), new byte[0]);
    }

    Answer delete(String path) {
        return send("DELETE", path, Map.of(), new byte[0]);
    }

    /** Sends a request; the path is percent-encoded already and may have a query. */
    Answer send(String method, String path, Map<String, List<String>> headers, byte[] body) {
        return send(Caller.host(), method, path, headers, new ByteArrayInputStream(body));
    }

    Answer send(Caller caller, String method, String path, Map<String, List<String>> headers, InputStream body) {
        int question = path.indexOf('?');
        Response response = registry.handle(new Request(
                method,
                "/" + repository.name() + "/" + (question < 0 ? path : path.substring(0, question)),
                question < 0 ? null : path.substring(question + 1),
                name -> headers.get(name),
                body,
                URI.create("http://localhost:8080/"),
                caller));
        return new Answer(method + " " + path, response);
    }

    static Map<String, List<String>> headers(String... namesAndValues) {
        Map<String, List<String>> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        for (int i = 0; i < namesAndValues.length; i += 2) {
            headers.put(namesAndValues[i], List.of(namesAndValues[i + 1]));
        }
        return headers;
    }

    static String hash(String algorithm, byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance(algorithm).digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError(e);
        }
    }

    static String hash(String algorithm, String text) {
        return hash(algorithm, text.getBytes(UTF_8));
    }

    static String pom(String group, String artifact, String version) {
        return pom(group, artifact, version, "");
    }

    static String pom(String group, String artifact, String version, String more) {
        return "<project><modelVersion>4.0.0</modelVersion><groupId>" + group + "</groupId><artifactId>" + artifact
                + "</artifactId><version>" + version + "</version>" + more + "</project>";
    }

    @Override
    public void close() {
        registry.close();
    }

    /** An answer whose body was read. */
    record Answer(String request, Response response) {
        Answer is(int status) {
            if (response.status() != status) {
                throw new AssertionError(
                        request + " was answered " + response.status() + ", not " + status + ": " + text());
            }
            return this;
        }

        String header(String name) {
            return response.header(name).orElse("(none)");
        }

        byte[] bytes() {
            try {
                ByteArrayOutputStream out = new ByteArrayOutputStream();
                response.body().writeTo(out);
                return out.toByteArray();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        String text() {
            return new String(bytes(), UTF_8);
        }
    }
}
