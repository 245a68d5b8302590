package io.artispace.format.maven;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.artispace.Proxy;
import io.artispace.Registry;
import io.artispace.access.Caller;
import io.artispace.exchange.Request;
import io.artispace.exchange.Response;
import io.artispace.metadata.jdbc.JdbcMetadataStore;
import io.artispace.storage.fs.MemoryBlobStore;
import io.artispace.testkit.EvilUpstream;
import io.artispace.testkit.ForwardingBlobStore;
import io.artispace.testkit.ForwardingMetadataStore;
import io.artispace.testkit.MutableClock;
import io.artispace.upstream.Upstream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * An artifact of an upstream through time: versions appear, files before or after the metadata that lists them, and go. Whatever a registry has
 * been asked before, it answers as one that was opened a moment ago, once the time is over for which absences and documents are remembered.
 */
class ProxiedHistoryTest {
    /** For longer hunts: {@code -Dartispace.model.seeds=500}. */
    private static final int SEEDS = Integer.getInteger("artispace.model.seeds", 2);

    private static final int STEPS = 60;
    private static final String METADATA = "com/acme/app/maven-metadata.xml";
    private static final List<String> VERSIONS = List.of("1.0", "1.1", "2.0");

    private final EvilUpstream upstream = new EvilUpstream();
    private final MutableClock clock = new MutableClock(Instant.parse("2026-01-02T03:04:05Z"));
    private final JdbcMetadataStore rows = JdbcMetadataStore.openInMemory();
    private final MemoryBlobStore blobs = new MemoryBlobStore();
    private final List<String> story = new ArrayList<>();
    private final TreeSet<String> listed = new TreeSet<>();
    private final TreeMap<String, Instant> files = new TreeMap<>();
    private final List<Instant> moments = new ArrayList<>();

    @AfterEach
    void close() throws IOException {
        rows.close();
        blobs.close();
        upstream.close();
    }

    static IntStream seeds() {
        return IntStream.rangeClosed(1, SEEDS);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void registryAnswersAsOneThatWasOpenedAMomentAgo(int seed) throws IOException {
        Random random = new Random(seed);
        try (Registry registry = open()) {
            registry.create(Proxy.named("central")
                    .format("maven")
                    .of(Upstream.at(upstream.url()).atAnyAddress().retrying(0)));
            for (int step = 0; step < STEPS; step++) {
                moments.add(clock.instant());
                clock.advance(Duration.ofSeconds(1 + random.nextInt(2_000)));
                switch (random.nextInt(5)) {
                    case 0 -> list(one(VERSIONS, random));
                    case 1 -> upload(one(paths(), random));
                    case 2 -> remove(one(paths(), random));
                    case 3 -> ask(registry, "central/", one(paths(), random));
                    default -> ask(registry, past(random), one(paths(), random));
                }
                if (random.nextInt(4) == 0) {
                    clock.advance(Duration.ofMinutes(16));
                    compare(registry, random);
                }
            }
        } catch (AssertionError e) {
            throw new AssertionError("Seed " + seed + ", after:\n" + String.join("\n", story), e);
        }
    }

    private void compare(Registry registry, Random random) throws IOException {
        try (Registry fresh = open()) {
            boolean freshFirst = random.nextBoolean();
            for (int times = 3; times > 0; times--) {
                // What is fetched for the present has everything learned anew.
                String from = random.nextInt(4) == 0 ? "central/" : past(random);
                for (String path : paths()) {
                    String first = ask(freshFirst ? fresh : registry, from, path);
                    String second = ask(freshFirst ? registry : fresh, from, path);
                    assertThat(freshFirst ? second : first)
                            .as("%s%s, asked %s", from, path, freshFirst ? "second" : "first")
                            .isEqualTo(freshFirst ? first : second);
                }
            }
        }
    }

    private Registry open() {
        return Registry.builder()
                .metadata(new ForwardingMetadataStore(rows) {
                    @Override
                    public void close() {
                        // Others are open on it.
                    }
                })
                .blobs(new ForwardingBlobStore(blobs) {
                    @Override
                    public void close() {
                        // Others are open on it.
                    }
                })
                .format(new MavenFormat())
                .clock(clock)
                .open();
    }

    private static List<String> paths() {
        List<String> paths = new ArrayList<>(List.of(METADATA));
        for (String version : VERSIONS) {
            paths.add(file(version, "pom"));
            paths.add(file(version, "jar"));
        }
        return paths;
    }

    private static String file(String version, String extension) {
        return "com/acme/app/" + version + "/app-" + version + "." + extension;
    }

    private void list(String version) {
        if (!listed.add(version)) {
            listed.remove(version);
        }
        story.add(clock.instant() + " the upstream lists " + listed);
        upstream.at(
                METADATA,
                listed.stream()
                        .map(each -> "<version>" + each + "</version>")
                        .collect(Collectors.joining(
                                "",
                                "<metadata><groupId>com.acme</groupId><artifactId>app</artifactId><versioning><versions>",
                                "</versions></versioning></metadata>")));
    }

    private void upload(String path) {
        if (!path.equals(METADATA) && files.putIfAbsent(path, clock.instant()) == null) {
            story.add(clock.instant() + " the upstream has " + path);
            upstream.at(
                    path,
                    path.endsWith("pom") ? MavenClient.pom("com.acme", "app", path.split("/")[3]) : "bytes of " + path,
                    "Last-Modified: "
                            + DateTimeFormatter.RFC_1123_DATE_TIME.format(
                                    clock.instant().atOffset(ZoneOffset.UTC)));
        }
    }

    private void remove(String path) {
        if (files.remove(path) != null) {
            story.add(clock.instant() + " the upstream lost " + path);
            upstream.forget(path);
        }
    }

    private String past(Random random) {
        return "central@" + one(moments, random) + "/";
    }

    private String ask(Registry registry, String from, String path) throws IOException {
        Response answer = registry.handle(new Request(
                "GET",
                "/" + from + path,
                null,
                name -> null,
                InputStream.nullInputStream(),
                URI.create("http://localhost:8080/"),
                Caller.host()));
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        answer.body().writeTo(body);
        // Until it is stored: it must not be late because the clock goes on.
        registry.repository("central").list("", "", 1);
        String text = answer.status() + (answer.status() == 200 ? " " + body.toString(UTF_8) : "");
        story.add(clock.instant() + " " + from + path + ": " + text.replace('\n', ' '));
        return text;
    }

    private static <T> T one(List<T> all, Random random) {
        return all.get(random.nextInt(all.size()));
    }
}
