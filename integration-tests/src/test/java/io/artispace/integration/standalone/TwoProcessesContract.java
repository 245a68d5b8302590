package io.artispace.integration.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import io.artispace.Maintenance.Verification;
import io.artispace.Registry;
import io.artispace.event.RegistryEvent;
import io.artispace.integration.run.HttpUser;
import io.artispace.integration.run.SamplePackage;
import io.artispace.integration.run.Stores;
import io.artispace.spi.BlobStoreProvider;
import io.artispace.spi.Services;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/**
 * What two processes that serve the same registry promise, whatever keeps its rows and bytes. This process is a third one where there is
 * no request for what is asked.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class TwoProcessesContract {
    private static final int VERSIONS = 12;
    private static final Duration GRACE = Duration.ofHours(1);

    private Stores stores;
    private ColdUpstream upstream;
    private TwoProcesses processes;

    @BeforeAll
    void start(@TempDir Path directory) throws Exception {
        stores = open(directory.resolve("stores"));
        upstream = new ColdUpstream(2);
        processes = TwoProcesses.start(directory, stores, upstream.base());
    }

    @AfterAll
    void stop() throws Exception {
        if (processes != null) {
            processes.close();
        }
        if (upstream != null) {
            upstream.close();
        }
    }

    /** Makes empty stores; {@code directory} is absent. */
    abstract Stores open(Path directory) throws Exception;

    @Test
    void versionsOfOnePackagePublishedAtOnceThroughBothAreAllThere() throws Exception {
        List<Integer> npm =
                TwoProcesses.atOnce(VERSIONS, i -> () -> publish(i, "twelve", "1." + i + ".0", "content " + i));
        List<Integer> maven = TwoProcesses.atOnce(VERSIONS, i -> () -> put(i, jar("twelve", "1." + i), "content " + i));

        assertThat(npm).containsOnly(201);
        assertThat(maven).containsOnly(201);
        for (int process = 0; process < 2; process++) {
            String packument = text(process, "npm-hosted/twelve");
            String metadata = text(process, "maven-releases/it/two/twelve/maven-metadata.xml");
            for (int i = 0; i < VERSIONS; i++) {
                assertThat(packument).contains("/twelve-1." + i + ".0.tgz\"");
                assertThat(metadata).contains("<version>1." + i + "</version>");
                assertThat(text(process, jar("twelve", "1." + i))).isEqualTo("content " + i);
                assertThat(get(process, "npm-hosted/twelve/-/twelve-1." + i + ".0.tgz")
                                .body())
                        .isEqualTo(SamplePackage.of("twelve", "1." + i + ".0", "content " + i)
                                .tarball());
            }
        }
    }

    @Test
    void oneOfTwoReleasesWithDifferentBytesWins() throws Exception {
        List<Integer> npm = TwoProcesses.atOnce(VERSIONS, i -> () -> publish(i, "winner", "1.0.0", "bytes " + i));
        List<Integer> maven = TwoProcesses.atOnce(VERSIONS, i -> () -> put(i, jar("winner", "1.0"), "bytes " + i));

        assertThat(npm).containsOnlyOnce(201).allMatch(status -> status == 201 || status == 403 || status == 409);
        assertThat(maven).containsOnlyOnce(201).allMatch(status -> status == 201 || status == 409);
        for (int process = 0; process < 2; process++) {
            assertThat(text(process, jar("winner", "1.0"))).isEqualTo("bytes " + maven.indexOf(201));
            assertThat(get(process, "npm-hosted/winner/-/winner-1.0.0.tgz").body())
                    .isEqualTo(SamplePackage.of("winner", "1.0.0", "bytes " + npm.indexOf(201))
                            .tarball());
        }
    }

    @Test
    void processThatIsKilledWhileItPublishesLosesNothingAndHoldsNobodyUp() throws Exception {
        AcknowledgementLog log = new AcknowledgementLog();
        ExecutorService writers = Executors.newFixedThreadPool(6);
        try {
            List<Future<?>> ends = new ArrayList<>();
            for (int writer = 0; writer < 6; writer++) {
                HttpUser user = processes.user(writer);
                String name = "killw" + writer;
                var row = writer < 2 ? Deploys.maven(name) : Deploys.npm(name);
                ends.add(writers.submit(() -> {
                    log.deployUntilItFails(user, row);
                    return true;
                }));
            }
            log.awaitSize(40);
            processes.kill(0);
            log.awaitSize(log.size() + 40);
            processes.kill(1);
            for (Future<?> end : ends) {
                end.get(60, TimeUnit.SECONDS);
            }
        } finally {
            writers.shutdownNow();
        }

        processes.start(0);
        processes.start(1);

        log.check(processes.user(0));
        log.check(processes.user(1));
        try (Registry third = stores.configuration().open()) {
            Verification verification = third.maintenance().verify();
            assertThat(verification.isSound()).as("%s", verification.findings()).isTrue();
        }
    }

    @Test
    void changeThroughOneProcessIsSeenByTheNextReadThroughTheOther() throws Exception {
        for (int i = 0; i < 2 * VERSIONS; i++) {
            assertThat(publish(i, "seen", "1." + i + ".0", "content")).isEqualTo(201);
            assertThat(text(i + 1, "npm-hosted/seen")).contains("\"latest\":\"1." + i + ".0\"");

            assertThat(put(i, jar("seen", "1." + i), "content")).isEqualTo(201);
            assertThat(text(i + 1, "maven-releases/it/two/seen/maven-metadata.xml"))
                    .contains("<release>1." + i + "</release>");
            assertThat(text(i + 1, jar("seen", "1." + i) + ".sha1")).hasSize(40);
        }
    }

    @Test
    void fileDeletedThroughOneProcessIsNotServedByTheOther() throws Exception {
        for (int i = 0; i < 4; i++) {
            String path = jar("deleted", "1." + i);
            put(i, path, "content");
            assertThat(text(i + 1, path)).isEqualTo("content");

            assertThat(processes.user(i).delete(path).statusCode()).isBetween(200, 204);

            assertThat(get(i + 1, path).statusCode()).isEqualTo(404);
            assertThat(get(i + 1, "maven-releases/it/two/deleted/maven-metadata.xml")
                            .statusCode())
                    .isEqualTo(404);
        }
    }

    @Test
    void bytesThatOneProcessCollectsWhileAnotherPublishesThemAgainAreThere() throws Exception {
        String content = "condemned and brought back";
        put(0, jar("condemned", "1"), content);
        assertThat(processes.user(0).delete(jar("condemned", "1")).statusCode()).isBetween(200, 204);
        InstantSource tomorrow = InstantSource.offset(InstantSource.system(), Duration.ofDays(1));
        ExecutorService threads = Executors.newFixedThreadPool(2);
        try (PausedDeletion blobs = new PausedDeletion(
                        Services.of(BlobStoreProvider.class, getClass().getClassLoader())
                                .forLocation(stores.blobs().toString(), BlobStoreProvider::schemes)
                                .open(stores.blobs(), tomorrow));
                Registry collector =
                        stores.configuration().blobs(blobs).clock(tomorrow).open()) {
            Future<?> collection = threads.submit(() -> collector.maintenance().collectGarbage(GRACE));
            blobs.awaitDeletion();

            Future<Integer> publish = threads.submit(() -> put(1, jar("condemned", "2"), content));
            assertThat(publish).failsWithin(Duration.ofSeconds(1)).withThrowableOfType(TimeoutException.class);
            blobs.goOn();

            collection.get(60, TimeUnit.SECONDS);
            assertThat(publish.get(60, TimeUnit.SECONDS)).isEqualTo(201);
            assertThat(text(0, jar("condemned", "2"))).isEqualTo(content);
            assertThat(text(1, jar("condemned", "2"))).isEqualTo(content);
            assertThat(collector.maintenance().verify().isSound()).isTrue();
        } finally {
            threads.shutdownNow();
        }
    }

    @Test
    void coldFileIsFetchedAtMostOnceByEachAndIsRight() throws Exception {
        List<byte[]> fetched = TwoProcesses.atOnce(
                8, i -> () -> get(i, "maven-central/" + ColdUpstream.PATH).body());

        assertThat(fetched).allSatisfy(bytes -> assertThat(bytes).isEqualTo(upstream.content()));
        int fetches = upstream.fetches();
        assertThat(fetches).isBetween(1, 2);
        for (int process = 0; process < 2; process++) {
            assertThat(get(process, "maven-central/" + ColdUpstream.PATH).body())
                    .isEqualTo(upstream.content());
        }
        assertThat(upstream.fetches()).isEqualTo(fetches);
    }

    @Test
    void readersOfTheEventLogMissNothingThatEitherPublishes() throws Exception {
        AtomicBoolean published = new AtomicBoolean();
        ExecutorService readers = Executors.newFixedThreadPool(2);
        try (Registry one = stores.configuration().open();
                Registry other = stores.configuration().open()) {
            long begin = position(one);
            Future<List<RegistryEvent>> first = readers.submit(() -> follow(one, begin, published));
            Future<List<RegistryEvent>> second = readers.submit(() -> follow(other, begin, published));

            TwoProcesses.atOnce(VERSIONS, i -> () -> publish(i, "events", "1." + i + ".0", "content " + i));
            published.set(true);

            List<RegistryEvent> events = first.get(60, TimeUnit.SECONDS);
            assertThat(second.get(60, TimeUnit.SECONDS)).isEqualTo(events);
            assertThat(events).isSortedAccordingTo((a, b) -> Long.compare(a.position(), b.position()));
            assertThat(events.stream()
                            .filter(event -> event.type() == RegistryEvent.Type.VERSION_PUBLISHED)
                            .map(RegistryEvent::version))
                    .hasSize(VERSIONS)
                    .doesNotHaveDuplicates();
        } finally {
            readers.shutdownNow();
        }
    }

    private static long position(Registry registry) {
        long position = 0;
        while (true) {
            List<RegistryEvent> page = registry.events().after(position, 1000);
            if (page.isEmpty()) {
                return position;
            }
            position = page.get(page.size() - 1).position();
        }
    }

    /** Reads on from the last position that it knows, until it has seen all that was published. */
    private static List<RegistryEvent> follow(Registry registry, long begin, AtomicBoolean published) {
        List<RegistryEvent> events = new ArrayList<>();
        Instant end = Instant.now().plusSeconds(50);
        long versions = 0;
        while ((!published.get() || versions < VERSIONS) && Instant.now().isBefore(end)) {
            long known =
                    events.isEmpty() ? begin : events.get(events.size() - 1).position();
            events.addAll(registry.events().after(known, 3));
            versions = events.stream()
                    .filter(event -> event.type() == RegistryEvent.Type.VERSION_PUBLISHED)
                    .count();
        }
        long known = events.get(events.size() - 1).position();
        events.addAll(registry.events().after(known, 1000));
        return events;
    }

    private static String jar(String artifact, String version) {
        return "maven-releases/it/two/%1$s/%2$s/%1$s-%2$s.jar".formatted(artifact, version);
    }

    private int put(int process, String path, String content) throws Exception {
        return processes
                .user(process)
                .put(path, content.getBytes(StandardCharsets.UTF_8))
                .statusCode();
    }

    private int publish(int process, String name, String version, String content) throws Exception {
        String document = SamplePackage.of(name, version, content).document();
        return put(process, "npm-hosted/" + name, document);
    }

    private HttpResponse<byte[]> get(int process, String path) throws Exception {
        return processes.user(process).get(path);
    }

    private String text(int process, String path) throws Exception {
        HttpResponse<byte[]> answer = get(process, path);
        assertThat(answer.statusCode()).as(path).isEqualTo(200);
        return new String(answer.body(), StandardCharsets.UTF_8);
    }
}
