package io.artispace.core.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import io.artispace.FilePath;
import io.artispace.Limits;
import io.artispace.PackageView;
import io.artispace.Registry;
import io.artispace.StoredFile;
import io.artispace.ViewScope;
import io.artispace.core.Fixture;
import io.artispace.testkit.EvilAnswer;
import io.artispace.testkit.EvilUpstream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Several registries that serve the same proxy from one database and one directory of blobs, as several processes do. */
@Timeout(60)
class SharedStoreTest {
    private static final String PATH = ProxyFixture.FILE.value();
    private static final byte[] CONTENT = ProxyFixture.content(3_000_000);

    @TempDir
    Path directory;

    private Fixture open() {
        return open(Limits.defaults());
    }

    private Fixture open(Limits limits) {
        return new Fixture(Registry.builder()
                .directory(directory)
                .format(new RemoteFormat())
                .limits(limits));
    }

    @Test
    void fiftyColdCallersOfTwoProcessesCostOneRequestOfEachAtMost() throws Exception {
        CountDownLatch go = new CountDownLatch(1);
        ExecutorService callers = Executors.newFixedThreadPool(50);
        try (EvilUpstream upstream = new EvilUpstream();
                Fixture one = open();
                Fixture other = open()) {
            byte[] sum = ProxyFixture.sha1(CONTENT).getBytes(StandardCharsets.US_ASCII);
            upstream.at(PATH, EvilAnswer.after(go, EvilAnswer.content(CONTENT))).at(PATH + ".sha1", sum);
            one.registry().create(ProxyFixture.definition("far", upstream, UnaryOperator.identity()));
            List<Future<byte[]>> answers = new ArrayList<>();

            for (int i = 0; i < 50; i++) {
                Registry asked = (i % 2 == 0 ? one : other).registry();
                answers.add(callers.submit(() -> read(asked)));
            }
            go.countDown();

            for (Future<byte[]> answer : answers) {
                assertThat(answer.get()).isEqualTo(CONTENT);
            }
            assertThat(upstream.asked(PATH)).isBetween(1L, 2L);
        } finally {
            callers.shutdownNow();
        }
    }

    @Test
    void fileFetchedByOneProcessIsNotAskedForByAnother() {
        try (EvilUpstream upstream = new EvilUpstream();
                Fixture one = open();
                Fixture other = open()) {
            upstream.at(PATH, CONTENT).at(PATH + ".sha1", ProxyFixture.sha1(CONTENT));
            one.registry().create(ProxyFixture.definition("far", upstream, UnaryOperator.identity()));
            read(one.registry());

            assertThat(read(other.registry())).isEqualTo(CONTENT);
            assertThat(upstream.asked(PATH)).isOne();
        }
    }

    @Test
    void memoryOfAProcessIsNeverOlderThanChangesOfAnother() {
        try (EvilUpstream upstream = new EvilUpstream();
                Fixture one = open();
                Fixture other = open()) {
            upstream.at(PATH, CONTENT).at(PATH + ".sha1", ProxyFixture.sha1(CONTENT));
            upstream.at("app", "1.0 2020-01-01T00:00:00Z\n");
            one.registry().create(ProxyFixture.definition("far", upstream, UnaryOperator.identity()));
            for (int twice = 0; twice < 2; twice++) {
                read(one.registry());
                assertThat(latest(one)).isEqualTo("1.0");
            }

            upstream.at("app", "2.0 2021-01-01T00:00:00Z\n").status(PATH, 404);
            other.registry().proxy("far").evict(0, Duration.ZERO);
            other.registry().proxy("far").resetUpstream();
            assertThat(latest(other)).isEqualTo("2.0");

            assertThat(latest(one)).isEqualTo("2.0");
            assertThat(upstream.asked("app")).isEqualTo(2);
            assertThat(one.registry().repository("far").file(ProxyFixture.FILE)).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 32 * 1024 * 1024})
    void packageIsShownAlikeByTheProcessThatWroteItAndAnother(long cacheSize) {
        try (EvilUpstream upstream = new EvilUpstream();
                Fixture one = open(Limits.defaults().withCacheSize(cacheSize));
                Fixture other = open()) {
            // Of so many versions, the rows are too large where there is no cache; and the times are finer than a store
            // keeps them.
            String document = IntStream.range(0, 300)
                    .mapToObj(i -> "1." + i + " 2020-01-01T00:00:00.123456789Z\n")
                    .collect(Collectors.joining());
            upstream.at("app", document + "1.0 2021-01-01T00:00:00Z\n2.0 ?\n");
            one.registry().create(ProxyFixture.definition("far", upstream, UnaryOperator.identity()));

            PackageView shown = everything(one);

            assertThat(shown.versions()).hasSize(301);
            assertThat(everything(other)).isEqualTo(shown);
            assertThat(everything(one)).isEqualTo(shown);
            assertThat(upstream.asked("app")).isOne();

            one.registry().proxy("far").resetUpstream();
            assertThat(everything(one)).isEqualTo(shown);
            assertThat(upstream.asked("app")).isEqualTo(2);
        }
    }

    private static PackageView everything(Fixture fixture) {
        return fixture.registry()
                .repository("far")
                .view(Fixture.APP, ViewScope.everything())
                .orElseThrow();
    }

    private static String latest(Fixture fixture) {
        PackageView view = fixture.registry()
                .repository("far")
                .view(Fixture.APP, ViewScope.versions())
                .orElseThrow();
        return view.tags().get("latest");
    }

    @Test
    void usesOfAProcessThatWasClosedCountInTheNextOne() {
        try (EvilUpstream upstream = new EvilUpstream()) {
            try (Fixture one = open()) {
                fetchInOrder(one, upstream);
                one.pass(Duration.ofMinutes(1));
                read(one.registry(), "a");
            }

            try (Fixture next = open()) {
                assertEvictedDownTo(next, "c", "a");
            }
        }
    }

    @Test
    void usesOfAnotherProcessCountAfterSomeMinutes() {
        try (EvilUpstream upstream = new EvilUpstream();
                Fixture one = open();
                Fixture other = open()) {
            fetchInOrder(one, upstream);
            one.pass(Duration.ofMinutes(1));
            read(one.registry(), "a");
            one.pass(Duration.ofMinutes(5));
            read(one.registry(), "c");

            assertEvictedDownTo(other, "a", "c");
        }
    }

    @Test
    void usesBeforeAProxyIsUpdatedCountAfterwards() {
        try (EvilUpstream upstream = new EvilUpstream();
                Fixture one = open()) {
            fetchInOrder(one, upstream);
            one.pass(Duration.ofMinutes(1));
            read(one.registry(), "a");
            one.registry().update(ProxyFixture.definition("far", upstream, asked -> asked.retrying(1)));

            assertEvictedDownTo(one, "c", "a");
        }
    }

    private static void fetchInOrder(Fixture one, EvilUpstream upstream) {
        one.registry().create(ProxyFixture.definition("far", upstream, UnaryOperator.identity()));
        for (String name : List.of("a", "b", "c")) {
            byte[] content = ProxyFixture.content(10);
            String path = path(name).value();
            upstream.at(path, content).at(path + ".sha1", ProxyFixture.sha1(content));
            read(one.registry(), name);
            one.pass(Duration.ofSeconds(1));
        }
    }

    private static void assertEvictedDownTo(Fixture one, String... names) {
        one.registry().proxy("far").evict(20, Duration.ZERO);

        assertThat(one.registry().repository("far").list("app/1.0", "", 10).files())
                .extracting(file -> file.path().fileName())
                .containsExactlyInAnyOrder(names);
    }

    private static FilePath path(String name) {
        return FilePath.of("app/1.0/" + name);
    }

    private static byte[] read(Registry registry, String name) {
        return ProxyFixture.read(registry.repository("far").file(path(name)).orElseThrow());
    }

    private static byte[] read(Registry registry) {
        StoredFile file = registry.repository("far").file(ProxyFixture.FILE).orElseThrow();
        return ProxyFixture.read(file);
    }
}
