package io.artispace.core.maintenance;

import static org.assertj.core.api.Assertions.assertThat;

import io.artispace.Hosted;
import io.artispace.Overwrite;
import io.artispace.Publication;
import io.artispace.core.Fixture;
import io.artispace.event.EventLog;
import io.artispace.event.RegistryEvent;
import io.artispace.event.RegistryEvent.Type;
import io.artispace.metadata.MetadataStore;
import io.artispace.spi.MetadataStoreProvider;
import io.artispace.spi.Services;
import io.artispace.storage.fs.MemoryBlobStore;
import io.artispace.testkit.FaultyMetadataStore;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A host that lets old events go, and what readers of the log make of that. */
class DroppedEventsTest {
    private final Fixture fixture = new Fixture();
    private final EventLog events = fixture.registry().events();

    @AfterEach
    void close() {
        fixture.close();
    }

    @Test
    void whoBeginsAtTheEndIsToldOfWhatHappensFromNowOn() {
        fixture.publish("1", "a", "one", Overwrite.SAME);
        long end = events.end();
        assertThat(events.after(end, 100)).isEmpty();

        fixture.registry().create(Hosted.named("more").format("test"));

        assertThat(events.after(end, 100)).extracting(RegistryEvent::type).containsExactly(Type.REPOSITORY_CREATED);
    }

    @Test
    void thousandsOfOldEventsAreDroppedAndAReaderWhoMissedThemIsTold() {
        long missed = events.end();
        publishVersions(1_200);
        long seen = events.end();
        fixture.pass(Duration.ofDays(1));
        Instant before = fixture.instant();
        assertThat(events.after(0, 1)).extracting(RegistryEvent::type).containsExactly(Type.REPOSITORY_CREATED);
        publishVersions(1_201);

        assertThat(fixture.registry().maintenance().dropEvents(before)).isEqualTo(1_201);
        assertThat(fixture.registry().maintenance().dropEvents(before)).isZero();

        for (long position : List.of(0L, missed)) {
            List<RegistryEvent> read = events.after(position, 100);
            assertThat(read)
                    .extracting(RegistryEvent::type)
                    .containsExactly(Type.EVENTS_DROPPED, Type.VERSION_PUBLISHED);
            assertThat(read.get(0).position()).isEqualTo(seen);
        }
        assertThat(events.after(seen, 100)).extracting(RegistryEvent::type).containsExactly(Type.VERSION_PUBLISHED);
    }

    @Test
    void whatHappensWhileEventsAreDroppedStaysWhateverTimeIsNamed() {
        MetadataStore inside = Services.of(
                        MetadataStoreProvider.class, getClass().getClassLoader())
                .forLocation("memory:/", MetadataStoreProvider::schemes)
                .open(URI.create("memory:/"));
        try (MetadataStore busy = new FaultyMetadataStore(inside, (moment, call) -> {
            if (moment == FaultyMetadataStore.Moment.BEFORE_WRITE && call < 100) {
                appendTo(inside);
            }
        })) {
            appendTo(inside);
            fixture.pass(Duration.ofDays(1));

            assertThat(new CoreMaintenance(busy, new MemoryBlobStore(), fixture).dropEvents(Instant.MAX))
                    .isEqualTo(1);
        }
    }

    private void appendTo(MetadataStore metadata) {
        metadata.write(writer -> writer.appendEvent(
                new RegistryEvent(0, fixture.instant(), Type.PACKAGE_CHANGED, "files", "app", null, null, "host")));
    }

    private void publishVersions(int count) {
        try (Publication publication = fixture.repository().publish()) {
            for (int i = 1; i <= count; i++) {
                publication.change(Fixture.APP).putVersion("1." + i, Map.of(), "", Overwrite.SAME);
            }
            publication.commit();
        }
    }
}
