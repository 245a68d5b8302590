package io.artispace.integration.proxy;

import io.artispace.Group;
import io.artispace.Hosted;
import io.artispace.Proxy;
import io.artispace.Registry;
import io.artispace.Repository;
import io.artispace.access.Role;
import io.artispace.access.Secret;
import io.artispace.access.TokenRequest;
import io.artispace.access.TokenScope;
import io.artispace.format.maven.Maven;
import io.artispace.format.maven.artifact.Coordinates;
import io.artispace.format.npm.Npm;
import io.artispace.http.jdk.JdkHttpFront;
import io.artispace.integration.run.HttpUser;
import io.artispace.integration.run.SamplePackage;
import io.artispace.policy.PackagePolicy;
import io.artispace.upstream.Upstream;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * Two registries behind fronts, whose time the test moves: one is the upstream of the proxies of the other. For each format that one has a
 * hosted repository, a proxy and a group of both.
 */
final class ServedDownstream implements AutoCloseable {
    static final String PASSWORD = "correct-horse";

    private final AtomicReference<Instant> now = new AtomicReference<>(Instant.parse("2026-01-01T00:00:00Z"));
    private final Set<String> disliked = ConcurrentHashMap.newKeySet();
    private final Registry upstream = Registry.builder().clock(now::get).open();
    private final JdkHttpFront upstreamFront;
    private final Registry registry = Registry.builder()
            .clock(now::get)
            .policy(this::refusal)
            .passwordIterations(1_000)
            .open();
    private final JdkHttpFront front;

    ServedDownstream() throws IOException {
        upstreamFront = JdkHttpFront.start(upstream);
        for (String format : new String[] {"maven", "npm"}) {
            upstream.create(Hosted.named(format).format(format).readableByAnyone());
            registry.create(Hosted.named(format + "-hosted").format(format));
            registry.create(Proxy.named(format + "-proxy")
                    .format(format)
                    .of(Upstream.at(upstreamFront.baseUrl().resolve(format + "/"))
                            .atAnyAddress()
                            .retrying(0)));
            registry.create(Group.named(format)
                    .format(format)
                    .members(format + "-hosted", format + "-proxy")
                    .publishingTo(format + "-hosted"));
        }
        registry.accounts().createUser("reader", Secret.of(PASSWORD), Role.READ);
        registry.accounts().createUser("writer", Secret.of(PASSWORD), Role.WRITE);
        front = JdkHttpFront.start(registry);
    }

    private Optional<String> refusal(PackagePolicy.Candidate candidate) {
        return disliked.contains(candidate.packageName().value())
                ? Optional.of("The licence of " + candidate.packageName() + " is not on our list.")
                : Optional.empty();
    }

    /** Has the host's own rule refuse a package. */
    void dislike(String packageName) {
        disliked.add(packageName);
    }

    Registry registry() {
        return registry;
    }

    /** What was given out over HTTP is stored before: a commit that took that long would be given up. */
    void pass(Duration time) {
        for (String format : new String[] {"maven", "npm"}) {
            registry.repository(format + "-proxy").list("", "", 1);
        }
        now.updateAndGet(instant -> instant.plus(time));
    }

    void stopUpstream() {
        upstreamFront.close();
    }

    /** Has nobody ask the upstream any more, on purpose. */
    void goOffline() {
        for (String format : new String[] {"maven", "npm"}) {
            Proxy online = (Proxy) registry.repository(format + "-proxy").definition();
            registry.update(online.upstream(online.upstream().goneOffline()));
        }
    }

    HttpUser user(String name) {
        return new HttpUser(front.baseUrl(), name, PASSWORD);
    }

    /** Somebody with a token of the reader's that is good for some repositories only. */
    HttpUser readerOf(String... repositories) {
        TokenScope scope = TokenScope.of(Role.READ);
        for (String repository : repositories) {
            scope = scope.in(repository);
        }
        String token = registry.accounts()
                .issueToken("reader", TokenRequest.of(scope))
                .secret()
                .reveal();
        return new HttpUser(front.baseUrl(), "reader", token);
    }

    HttpResponse<byte[]> get(String path) throws IOException, InterruptedException {
        // A moment has colons, which would make the first segment a scheme.
        return user("reader").get("./" + path);
    }

    static String text(HttpResponse<byte[]> answer) {
        return new String(answer.body(), StandardCharsets.UTF_8);
    }

    /** Publishes a version of {@code org.other:lib} or of another artifact, and of the npm package of the artifact's name, outside. */
    void publishOutside(String group, String name, String version) {
        publish(upstream, "maven", "npm", group, name, version);
    }

    void publishInside(String group, String name, String version) {
        publish(registry, "maven-hosted", "npm-hosted", group, name, version);
    }

    /** Publishes a Maven plugin outside, which is named after its prefix. */
    void publishPluginOutside(String group, String prefix) throws IOException {
        deploy(upstream.repository("maven"), group, prefix + "-maven-plugin", "1.0.0", plugin(group, prefix));
    }

    void publishPluginInside(String group, String prefix) throws IOException {
        deploy(registry.repository("maven-hosted"), group, prefix + "-maven-plugin", "1.0.0", plugin(group, prefix));
    }

    private static byte[] plugin(String group, String prefix) throws IOException {
        ByteArrayOutputStream jar = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(jar)) {
            zip.putNextEntry(new ZipEntry("META-INF/maven/plugin.xml"));
            zip.write("""
                    <plugin><groupId>%s</groupId><artifactId>%s-maven-plugin</artifactId><goalPrefix>%2$s</goalPrefix></plugin>""".formatted(group, prefix).getBytes(StandardCharsets.UTF_8));
        }
        return jar.toByteArray();
    }

    private static void publish(Registry where, String maven, String npm, String group, String name, String version) {
        byte[] jar = (where.repository(maven).name() + " " + version).getBytes(StandardCharsets.UTF_8);
        deploy(where.repository(maven), group, name, version, jar);
        byte[] tarball = SamplePackage.tarball(
                Map.of("package/package.json", "{\"name\":\"" + name + "\",\"version\":\"" + version + "\"}"));
        Npm.in(where.repository(npm)).publish(new ByteArrayInputStream(tarball), "latest");
    }

    private static void deploy(Repository where, String group, String name, String version, byte[] jar) {
        byte[] pom = ("<project><modelVersion>4.0.0</modelVersion><groupId>" + group + "</groupId><artifactId>" + name
                        + "</artifactId><version>" + version + "</version></project>")
                .getBytes(StandardCharsets.UTF_8);
        Maven.in(where)
                .deployment()
                .add(Coordinates.parse(group + ":" + name + ":pom:" + version), () -> new ByteArrayInputStream(pom))
                .add(Coordinates.parse(group + ":" + name + ":" + version), () -> new ByteArrayInputStream(jar))
                .publish();
    }

    @Override
    public void close() {
        front.close();
        registry.close();
        upstreamFront.close();
        upstream.close();
    }
}
