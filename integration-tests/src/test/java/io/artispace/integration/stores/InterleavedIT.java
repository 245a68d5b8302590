package io.artispace.integration.stores;

import static org.assertj.core.api.Assertions.assertThat;

import io.artispace.Hosted;
import io.artispace.Registry;
import io.artispace.exchange.Response;
import io.artispace.integration.stores.Steps.Fault;
import io.artispace.metadata.MetadataStore;
import io.artispace.metadata.jdbc.JdbcMetadataStore;
import io.artispace.storage.fs.MemoryBlobStore;
import io.artispace.testkit.MutableClock;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * One publishes what the other collects, and they take turns in each way in which one goes some steps, then the other, and then each to its
 * end. A step is the moment before or after a call of a store; a transaction that writes is one.
 */
@Timeout(300)
class InterleavedIT {
    private static final Duration GRACE = Duration.ofHours(1);
    private static final int PUBLISHER = 0;
    private static final int COLLECTOR = 1;

    private final MutableClock clock = new MutableClock(Instant.parse("2026-01-02T03:04:05Z"));
    private final MetadataStore metadata = JdbcMetadataStore.openInMemory();
    private final MemoryBlobStore blobs = new MemoryBlobStore();
    private final Steps[] steps = {new Steps(Fault.PAUSE), new Steps(Fault.PAUSE)};
    private final Registry publisher = open(PUBLISHER);
    private final Registry collector = open(COLLECTOR);
    private final ExecutorService threads = Executors.newFixedThreadPool(2);
    private int names;

    private Registry open(int party) {
        Registry registry = Registry.builder()
                .metadata(steps[party].of(metadata))
                .blobs(steps[party].of(blobs))
                .clock(clock)
                .open();
        if (party == PUBLISHER) {
            registry.create(Hosted.named("releases").format("maven"));
        }
        return registry;
    }

    @AfterEach
    void close() throws Exception {
        threads.shutdownNow();
        publisher.close();
        collector.close();
        metadata.close();
        blobs.close();
    }

    @Test
    void whatIsPublishedIsThereWhateverIsCollectedInBetween() throws Exception {
        int[] all = countSteps();
        for (int first : new int[] {PUBLISHER, COLLECTOR}) {
            for (int i = 1; i <= all[first]; i++) {
                for (int j = 1; j <= all[1 - first]; j++) {
                    take(first, i, j);
                }
            }
        }
        assertThat(collector.maintenance().verify().findings()).isEmpty();
    }

    @Test
    @Tag("long")
    void whatIsPublishedIsThereHoweverOftenTheyTakeTurns() throws Exception {
        int[] all = countSteps();
        for (int first : new int[] {PUBLISHER, COLLECTOR}) {
            for (int i = 1; i <= all[first]; i++) {
                for (int j = 1; j <= all[1 - first]; j++) {
                    for (int k = 1; k <= all[first] - i; k++) {
                        for (int l = 1; l <= all[1 - first] - j; l++) {
                            take(first, i, j, k, l);
                        }
                    }
                }
            }
        }
        assertThat(collector.maintenance().verify().findings()).isEmpty();
    }

    private int[] countSteps() throws Exception {
        int[] all = {take(PUBLISHER, Integer.MAX_VALUE)[PUBLISHER], take(COLLECTOR, Integer.MAX_VALUE)[COLLECTOR]};
        assertThat(all[PUBLISHER]).as("steps of the publisher").isGreaterThan(5);
        assertThat(all[COLLECTOR]).as("steps of the collector").isGreaterThan(5);
        return all;
    }

    /** Returns how many steps each took. */
    private int[] take(int first, int... lengths) throws Exception {
        String name = "turns" + names++;
        assertThat(put(jar(name, 1), name)).isEqualTo(201);
        assertThat(EarlierStore.send(publisher, "DELETE", jar(name, 1), new byte[0])
                        .status())
                .isEqualTo(204);
        clock.advance(Duration.ofHours(3));
        Turns turns = new Turns(first, lengths);
        AtomicInteger[] taken = {new AtomicInteger(), new AtomicInteger()};
        Future<Integer> published = begin(PUBLISHER, turns, taken, () -> put(jar(name, 2), name));
        Future<?> collected =
                begin(COLLECTOR, turns, taken, () -> collector.maintenance().collectGarbage(GRACE));

        assertThat(published.get())
                .as("%s begins, %s", first, Arrays.toString(lengths))
                .isEqualTo(201);
        collected.get();

        assertThat(read(jar(name, 2)))
                .as("%s begins, %s", first, Arrays.toString(lengths))
                .isEqualTo(content(name));
        return new int[] {taken[PUBLISHER].get(), taken[COLLECTOR].get()};
    }

    private <T> Future<T> begin(int party, Turns turns, AtomicInteger[] taken, Callable<T> work) {
        return threads.submit(() -> {
            turns.begin(party);
            pauseAtNext(party, turns, taken);
            try {
                return work.call();
            } finally {
                steps[party].heal();
                turns.end(party);
            }
        });
    }

    private void pauseAtNext(int party, Turns turns, AtomicInteger[] taken) {
        steps[party].pauseAt(1, () -> {
            taken[party].incrementAndGet();
            turns.step(party);
            pauseAtNext(party, turns, taken);
        });
    }

    private int put(String path, String name) {
        return EarlierStore.send(publisher, "PUT", path, content(name).getBytes(StandardCharsets.UTF_8))
                .status();
    }

    private String read(String path) throws Exception {
        Response answer = EarlierStore.send(collector, "GET", path, new byte[0]);
        ByteArrayOutputStream content = new ByteArrayOutputStream();
        answer.body().writeTo(content);
        return content.toString(StandardCharsets.UTF_8);
    }

    private static String jar(String name, int version) {
        return "releases/it/turns/%1$s/%2$d/%1$s-%2$d.jar".formatted(name, version);
    }

    private static String content(String name) {
        return "content of " + name;
    }
}
