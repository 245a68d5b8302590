package io.artispace.stores.move;

import static org.assertj.core.api.Assertions.assertThat;

import io.artispace.Hosted;
import io.artispace.Registry;
import io.artispace.metadata.MetadataStore;
import io.artispace.metadata.jdbc.JdbcMetadataStore;
import io.artispace.storage.fs.MemoryBlobStore;
import io.artispace.testkit.FaultyMetadataStore;
import io.artispace.testkit.FaultyMetadataStore.Moment;
import io.artispace.testkit.ForwardingMetadataStore;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What is kept from one look-up to the next, before a move, during the switch and after it. */
class MovableMetadataTest {
    private static final OptionalLong OF_SOURCE = OptionalLong.of(1);
    private static final OptionalLong OF_TARGET = OptionalLong.of(2);
    private static final int READERS = 2;
    private static final int SWITCHES = 500;

    private final MetadataStore source = JdbcMetadataStore.openInMemory();
    private final MetadataStore target = JdbcMetadataStore.openInMemory();

    @AfterEach
    void close() {
        source.close();
        target.close();
    }

    @Test
    void registryKeepsItsLookUpsUntilItMovesAndKeepsNoneOfThemAfterwards() throws Exception {
        AtomicLong reads = new AtomicLong();
        MetadataStore counted = new FaultyMetadataStore(source, (moment, call) -> {
            if (moment == Moment.BEFORE_READ) {
                reads.incrementAndGet();
            }
        });
        try (MovingRegistry moving = new MovingRegistry(counted, new MemoryBlobStore())) {
            moving.registry.find("releases");
            long before = reads.get();
            moving.registry.find("releases");
            assertThat(reads.get()).isEqualTo(before);

            MemoryBlobStore targetBlobs = new MemoryBlobStore();
            moving.stores.moveTo(target, targetBlobs).finish(Duration.ofMinutes(1), progress -> {});
            assertThat(moving.registry.find("later")).isEmpty();
            try (Registry other = moving.open(target, targetBlobs)) {
                other.create(Hosted.named("later").format("maven"));
            }
            assertThat(moving.registry.find("later")).isPresent();
        }
    }

    @Test
    void versionThatWasAskedForBeforeTheSwitchIsNotGivenAfterIt() {
        List<MovableMetadata> movable = new ArrayList<>();
        MetadataStore switching = new Versioned(source, () -> {
            movable.get(0).use(target);
            return OF_SOURCE;
        });
        movable.add(new MovableMetadata(switching, new WriteGate()));

        assertThat(movable.get(0).dataVersion()).isEmpty();
    }

    @Test
    void versionOfTheTargetIsNeverGiven() throws Exception {
        List<MovableMetadata> all = new ArrayList<>();
        for (int i = 0; i < SWITCHES; i++) {
            all.add(new MovableMetadata(new Versioned(source, () -> OF_SOURCE), new WriteGate()));
        }
        MetadataStore next = new Versioned(target, () -> OF_TARGET);
        CyclicBarrier together = new CyclicBarrier(READERS + 1);
        ExecutorService threads = Executors.newFixedThreadPool(READERS);
        try {
            List<Future<Set<OptionalLong>>> readers = new ArrayList<>();
            for (int i = 0; i < READERS; i++) {
                readers.add(threads.submit(() -> {
                    Set<OptionalLong> seen = new HashSet<>();
                    for (MovableMetadata movable : all) {
                        together.await(1, TimeUnit.MINUTES);
                        OptionalLong version;
                        do {
                            version = movable.dataVersion();
                            seen.add(version);
                        } while (version.equals(OF_SOURCE));
                    }
                    return seen;
                }));
            }
            for (MovableMetadata movable : all) {
                together.await(1, TimeUnit.MINUTES);
                movable.use(next);
            }
            for (Future<Set<OptionalLong>> reader : readers) {
                assertThat(reader.get(1, TimeUnit.MINUTES)).isSubsetOf(OF_SOURCE, OptionalLong.empty());
            }
        } finally {
            threads.shutdownNow();
        }
    }

    /** A store that tells what version the test says. */
    private static final class Versioned extends ForwardingMetadataStore {
        private final Supplier<OptionalLong> version;

        Versioned(MetadataStore inside, Supplier<OptionalLong> version) {
            super(inside);
            this.version = version;
        }

        @Override
        public OptionalLong dataVersion() {
            return version.get();
        }
    }
}
