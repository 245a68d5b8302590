package io.artispace.core.event;

import static org.assertj.core.api.Assertions.assertThat;

import io.artispace.Overwrite;
import io.artispace.Publication;
import io.artispace.Registry;
import io.artispace.core.Fixture;
import io.artispace.event.RegistryEvent;
import io.artispace.event.RegistryEvent.Type;
import io.artispace.event.RegistryListener;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What the host is told of commits. */
final class ListenersTest {
    private final List<RegistryEvent> told = new ArrayList<>();
    private final Fixture fixture = new Fixture(Registry.builder().listener(told::addAll));

    @AfterEach
    void close() {
        fixture.close();
    }

    @Test
    void listenersAndTheLogTellTheSame() {
        fixture.publish("1", "a", "one", Overwrite.SAME);

        List<RegistryEvent> log = fixture.registry().events().after(0, 100);
        assertThat(told).isEqualTo(log);
        assertThat(log)
                .extracting(RegistryEvent::type)
                .containsExactly(Type.REPOSITORY_CREATED, Type.VERSION_PUBLISHED, Type.FILE_PUBLISHED);
        assertThat(fixture.registry().events().after(log.get(1).position(), 100))
                .containsExactly(log.get(2));
    }

    @Test
    void versionThatOneCommitPublishesAndChangesIsToldOfOnce() {
        try (Publication publication = fixture.repository().publish()) {
            publication
                    .change(Fixture.APP)
                    .putVersion("1", Map.of(), "", Overwrite.SAME)
                    .putVersion("1", Map.of("key", "value"), "manifest", Overwrite.SAME);
            publication.commit();
            publication
                    .change(Fixture.APP)
                    .versionAttribute("1", "key", "other")
                    .versionAttribute("1", "more", "value");
            publication.commit();
        }

        assertThat(told)
                .extracting(RegistryEvent::type)
                .containsExactly(Type.REPOSITORY_CREATED, Type.VERSION_PUBLISHED, Type.VERSION_CHANGED);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource
    void listenerThatFailsHarmsNeitherTheCommitNorTheOthers(String how, RegistryListener failing) {
        List<RegistryEvent> others = new ArrayList<>();
        try (Fixture registry = new Fixture(Registry.builder().listener(failing).listener(others::addAll))) {
            registry.publish("1", "a", "one", Overwrite.SAME);

            assertThat(others).isEqualTo(registry.registry().events().after(0, 100));
        }
    }

    static Stream<Arguments> listenerThatFailsHarmsNeitherTheCommitNorTheOthers() {
        return Stream.of(
                failing("an exception", events -> {
                    throw new IllegalStateException("on purpose");
                }),
                failing("an error", events -> {
                    throw new NoClassDefFoundError("on purpose");
                }),
                failing("a change of what all are told", List::clear));
    }

    private static Arguments failing(String how, RegistryListener listener) {
        return Arguments.of(how, listener);
    }
}
