package io.artispace.core.publication;

import static io.artispace.core.Fixture.APP;
import static io.artispace.core.Fixture.bytes;
import static io.artispace.core.Fixture.path;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.artispace.Overwrite;
import io.artispace.Publication;
import io.artispace.Registry;
import io.artispace.StorageFailedException;
import io.artispace.ViewScope;
import io.artispace.core.Fixture;
import java.io.IOException;
import java.util.List;
import java.util.Set;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * A publication of many files into a store whose commits wait: a limited number of commits waits at the same time, and no thread is left
 * behind.
 */
class OverlappedCommitsTest {
    private static final int AT_ONCE = 4;

    @Test
    void asManyCommitsRunAtOnceAsTheStoreSaysAndNoMore() {
        CyclicBarrier together = new CyclicBarrier(AT_ONCE);
        AtomicInteger running = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        SlowStore store = new SlowStore(AT_ONCE, () -> {
            most.accumulateAndGet(running.incrementAndGet(), Math::max);
            await(together);
            running.decrementAndGet();
        });
        try (Fixture fixture = new Fixture(Registry.builder().blobs(store))) {
            publish(fixture, 3 * AT_ONCE);

            assertThat(most).hasValue(AT_ONCE);
            assertThat(fixture.repository()
                            .view(APP, ViewScope.everything())
                            .orElseThrow()
                            .versions()
                            .get(0)
                            .files())
                    .hasSize(3 * AT_ONCE);
            assertThat(helpers()).isEmpty();
        }
    }

    @Test
    void storeThatNamesOneIsCommittedToByTheCallerAlone() {
        Set<Thread> threads = ConcurrentHashMap.newKeySet();
        SlowStore store = new SlowStore(1, () -> threads.add(Thread.currentThread()));
        try (Fixture fixture = new Fixture(Registry.builder().blobs(store))) {
            publish(fixture, 5);
        }
        assertThat(threads).containsExactly(Thread.currentThread());
    }

    @Test
    void commitThatFailsEndsThePublicationAfterThoseThatRun() {
        CyclicBarrier together = new CyclicBarrier(AT_ONCE);
        AtomicInteger begun = new AtomicInteger();
        SlowStore store = new SlowStore(AT_ONCE, () -> {
            int number = begun.incrementAndGet();
            await(together);
            if (number == 2) {
                throw new IOException("on purpose");
            }
        });
        try (Fixture fixture = new Fixture(Registry.builder().blobs(store))) {
            assertThatThrownBy(() -> publish(fixture, AT_ONCE))
                    .isInstanceOf(StorageFailedException.class)
                    .rootCause()
                    .hasMessage("on purpose");

            assertThat(fixture.repository().view(APP, ViewScope.everything())).isEmpty();
            assertThat(helpers()).isEmpty();
        }
    }

    @Test
    void interruptReachesTheCommitsAndWaitsForThem() {
        CountDownLatch never = new CountDownLatch(1);
        AtomicInteger begun = new AtomicInteger();
        Thread caller = Thread.currentThread();
        SlowStore store = new SlowStore(AT_ONCE, () -> {
            if (begun.incrementAndGet() == AT_ONCE) {
                caller.interrupt();
            }
            try {
                never.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IOException("interrupted", e);
            }
        });
        try (Fixture fixture = new Fixture(Registry.builder().blobs(store))) {
            assertThatThrownBy(() -> publish(fixture, 3 * AT_ONCE)).isInstanceOf(StorageFailedException.class);

            assertThat(Thread.interrupted()).isTrue();
            assertThat(begun).hasValue(AT_ONCE);
            assertThat(helpers()).isEmpty();
        }
    }

    private static void publish(Fixture fixture, int files) {
        try (Publication publication = fixture.repository().publish()) {
            var changes = publication.change(APP).putVersion("1", java.util.Map.of(), "", Overwrite.NEVER);
            for (int i = 0; i < files; i++) {
                changes.putFile("1", path("1", "f" + i), publication.stage(bytes("content " + i)), Overwrite.NEVER);
            }
            publication.commit();
        }
    }

    private static void await(CyclicBarrier together) throws IOException {
        try {
            together.await();
        } catch (InterruptedException | BrokenBarrierException e) {
            throw new IOException(e);
        }
    }

    private static List<String> helpers() {
        return Stream.of(Thread.getAllStackTraces().keySet().toArray(new Thread[0]))
                .map(Thread::getName)
                .filter(name -> name.startsWith("artispace-commit"))
                .toList();
    }
}
