package io.artispace.core.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import io.artispace.FilePath;
import io.artispace.Overwrite;
import io.artispace.ProxyRepository.Evicted;
import io.artispace.Registry;
import io.artispace.RegistryConfiguration;
import io.artispace.core.Fixture;
import io.artispace.event.RegistryEvent;
import io.artispace.event.RegistryEvent.Type;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Eviction of cached files, which makes room and touches nothing else. */
@Timeout(60)
class EvictionTest {
    @ParameterizedTest
    @ValueSource(ints = {100, 300_000})
    void fileEvictedAsSoonAsItIsStoredStillReachesItsReaders(int size) {
        AtomicReference<Runnable> stored = new AtomicReference<>(() -> {});
        RegistryConfiguration.Builder builder = Registry.builder().listener(events -> {
            if (events.stream().anyMatch(event -> event.type() == Type.FILE_PUBLISHED)) {
                stored.get().run();
            }
        });
        try (ProxyFixture far = new ProxyFixture(builder, UnaryOperator.identity())) {
            byte[] content = ProxyFixture.content(size);
            stored.set(() -> far.proxy.evict(0, Duration.ZERO));

            assertThat(far.serving(content).read()).isEqualTo(content);
            assertThat(far.events(Type.FILE_EVICTED)).isOne();
        }
    }

    @Test
    void evictionDropsCachedFilesAndNothingHosted() {
        try (ProxyFixture far = new ProxyFixture()) {
            byte[] content = ProxyFixture.content(100);
            far.fixture.publish("1.0", "app.bin", new String(content, StandardCharsets.ISO_8859_1), Overwrite.NEVER);
            far.serving(content).read();

            Evicted evicted = far.proxy.evict(0, Duration.ZERO);

            assertThat(evicted).isEqualTo(new Evicted(1, 100));
            assertThat(far.fixture.repository().file(Fixture.path("1.0", "app.bin")))
                    .isPresent();
            assertThat(far.read()).isEqualTo(content);
            assertThat(far.upstream.asked(ProxyFixture.FILE.value())).isEqualTo(2);
        }
    }

    @Test
    void evictionTellsListenersAndTheLog() {
        List<RegistryEvent> told = new ArrayList<>();
        try (ProxyFixture far = new ProxyFixture(Registry.builder().listener(told::addAll), UnaryOperator.identity())) {
            far.serving(ProxyFixture.content(100)).read();

            far.proxy.evict(0, Duration.ZERO);

            assertThat(far.events(Type.FILE_EVICTED)).isOne();
            assertThat(told)
                    .filteredOn(event -> event.type() == Type.FILE_EVICTED)
                    .singleElement()
                    .satisfies(event -> {
                        assertThat(event.packageName()).isEqualTo("app");
                        assertThat(event.detail()).isEqualTo(ProxyFixture.FILE.value());
                        assertThat(event.position()).isPositive();
                    });
        }
    }

    @Test
    void longestUnusedFilesAreEvictedUntilThereIsRoom() {
        try (ProxyFixture far = new ProxyFixture()) {
            for (int i = 0; i < 250; i++) {
                far.serving(FilePath.of("app/1.0/" + i), ProxyFixture.content(10));
                far.read(FilePath.of("app/1.0/" + i));
                far.fixture.pass(Duration.ofSeconds(1));
            }
            far.read(FilePath.of("app/1.0/0"));

            Evicted evicted = far.proxy.evict(100, Duration.ofDays(1));

            assertThat(evicted).isEqualTo(new Evicted(240, 2400));
            assertThat(far.proxy.list("app/1.0", "", 20).files())
                    .extracting(file -> file.path().fileName())
                    .containsExactlyInAnyOrder("0", "241", "242", "243", "244", "245", "246", "247", "248", "249");
        }
    }

    @Test
    void evictionDropsFilesThatTheFormatDoesNotKnowAnyMore() {
        RemoteFormat format = new RemoteFormat();
        try (ProxyFixture far = new ProxyFixture(Registry.builder(), format, UnaryOperator.identity())) {
            far.serving(ProxyFixture.content(100)).read();
            // As a later release of a format may have it.
            format.disown(ProxyFixture.FILE);

            assertThat(far.proxy.evict(0, Duration.ZERO)).isEqualTo(new Evicted(1, 100));
        }
    }
}
