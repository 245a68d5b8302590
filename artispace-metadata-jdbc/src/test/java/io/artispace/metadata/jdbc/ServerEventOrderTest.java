package io.artispace.metadata.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import io.artispace.event.RegistryEvent;
import io.artispace.metadata.MetadataStore;
import io.artispace.testkit.Together;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Readers of the event log that go on from the last position they know, while writers overlap. */
class ServerEventOrderTest {
    private static final int WRITERS = 6;
    private static final int EVENTS = 40;

    @Test
    void eventOfALaterTransactionIsSeenOnlyAfterThatOfAnEarlierOneThatEndsLater() throws Exception {
        try (MetadataStore store = open(Servers.newPostgresDatabase())) {
            CountDownLatch earlierIsUnderWay = new CountDownLatch(1);
            CountDownLatch laterIsCommitted = new CountDownLatch(1);

            Together.<Boolean>run(2, i -> () -> {
                if (i == 0) {
                    store.write(writer -> {
                        writer.appendEvent(Publishing.event("earlier"));
                        earlierIsUnderWay.countDown();
                        await(laterIsCommitted);
                        return true;
                    });
                } else {
                    earlierIsUnderWay.await();
                    store.write(writer -> writer.appendEvent(Publishing.event("later")));
                    assertThat(versions(store, 0)).isEmpty();
                    laterIsCommitted.countDown();
                }
                return true;
            });

            assertThat(versions(store, 0)).containsExactly("earlier", "later");
        }
    }

    @ParameterizedTest
    @EnumSource
    void readerThatGoesOnFromTheLastPositionMissesNothing(DatabaseServer server) throws Exception {
        String location = server.newDatabase();
        try (MetadataStore first = open(location);
                MetadataStore second = open(location)) {
            List<String> seen = new ArrayList<>();
            AtomicBoolean done = new AtomicBoolean();

            Callable<Boolean> reading = () -> {
                long last = 0;
                while (seen.size() < WRITERS * EVENTS) {
                    for (RegistryEvent event : events(first, last)) {
                        last = event.position();
                        seen.add(event.version());
                    }
                    if (done.get() && events(first, last).isEmpty()) {
                        break;
                    }
                }
                return true;
            };
            CountDownLatch writing = new CountDownLatch(WRITERS);
            Together.<Boolean>run(
                    WRITERS + 1,
                    i -> i == WRITERS
                            ? reading
                            : () -> {
                                for (int event = 0; event < EVENTS; event++) {
                                    String version = i + "." + event;
                                    (i % 2 == 0 ? first : second)
                                            .write(writer -> writer.appendEvent(Publishing.event(version)));
                                }
                                writing.countDown();
                                done.set(writing.getCount() == 0);
                                return true;
                            });

            assertThat(seen).hasSize(WRITERS * EVENTS).doesNotHaveDuplicates();
        }
    }

    @Test
    void positionsGrowAlsoInADatabaseThatWasRestoredOnAnotherServer() {
        String location = Servers.newPostgresDatabase();
        long ahead = 1L << 52;
        try (MetadataStore store = open(location)) {
            store.write(writer -> writer.appendEvent(Publishing.event("before")));
        }
        Servers.execute(location, "update events set position = " + ahead);

        try (MetadataStore store = open(location)) {
            store.write(writer -> writer.appendEvent(Publishing.event("after")));

            assertThat(versions(store, 0)).containsExactly("before", "after");
            assertThat(versions(store, ahead)).containsExactly("after");
        }
    }

    private static List<String> versions(MetadataStore store, long after) {
        return events(store, after).stream().map(RegistryEvent::version).toList();
    }

    private static List<RegistryEvent> events(MetadataStore store, long after) {
        return store.read(reader -> reader.events(after, 10));
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static MetadataStore open(String location) {
        return new JdbcMetadataStoreProvider().open(URI.create(location));
    }
}
