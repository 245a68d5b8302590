package io.artispace.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.artispace.ConflictException;
import io.artispace.event.RegistryEvent;
import io.artispace.metadata.Manifests;
import io.artispace.metadata.MetadataReader;
import io.artispace.metadata.MetadataStore;
import io.artispace.metadata.PackageRow;
import io.artispace.metadata.VersionRow;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * What every {@link MetadataStore} does, in tests. A test of an implementation extends this class and says how to open a new store,
 * and how to open one again after it was closed.
 *
 * <p>This class holds what is promised of transactions and of threads; what is promised of each kind of row is in its superclasses.
 */
public abstract class MetadataStoreContract extends DumpRowsContract {
    private static final int WRITERS = 12;
    private static final int ROUNDS = 10;

    /** Creates the suite. */
    protected MetadataStoreContract() {}

    @Test
    final void workReturnsItsResultEvenIfThatIsNothing() {
        assertThat(store().<String>read(reader -> "read")).isEqualTo("read");
        assertThat(store().<String>write(writer -> "written")).isEqualTo("written");
        assertThat(store().<String>look(reader -> "looked")).isEqualTo("looked");
        assertThat(store().<@Nullable Object>read(reader -> null)).isNull();
        assertThat(store().<@Nullable Object>look(reader -> null)).isNull();
        assertThat(store().<@Nullable Object>write(writer -> null)).isNull();
    }

    @Test
    final void workRunsOnTheThreadThatAskedForIt() {
        Thread asking = Thread.currentThread();

        assertThat(store().<Thread>read(reader -> Thread.currentThread())).isSameAs(asking);
        assertThat(store().<Thread>look(reader -> Thread.currentThread())).isSameAs(asking);
        assertThat(store().<Thread>write(writer -> Thread.currentThread())).isSameAs(asking);
    }

    @Test
    final void transactionSeesItsOwnChanges() {
        write(writer -> {
            long repository = writer.insertRepository(repository("r")).id();
            PackageRow row = writer.lockPackage(repository, "app", TIME);
            insertFile(writer, row, null, "p", 1, 1);
            writer.updatePackage(withRevision(row, 1));

            assertThat(writer.repositories()).hasSize(1);
            assertThat(writer.packageRevision(repository, "app")).isEqualTo(1);
            assertThat(writer.findFile(repository, "p")).isPresent();
            assertThat(writer.search(repository, "app", 0, 1)).hasSize(1);
            assertThat(writer.configurationRevision()).isPositive();
        });
    }

    @Test
    final void workThatThrowsHasNoEffectAndItsExceptionIsThrownOnUnchanged() {
        long repository = createRepository("r");
        List<Throwable> thrown =
                List.of(new IllegalArgumentException("a"), new IOException("b"), new AssertionError("c"));

        for (Throwable expected : thrown) {
            assertThatThrownBy(() -> write(writer -> {
                        PackageRow row = writer.lockPackage(repository, "app", TIME);
                        insertFile(writer, row, null, "p", 1, 1);
                        writer.insertRepository(repository("other"));
                        MetadataStoreContract.<RuntimeException>throwUnchecked(expected);
                    }))
                    .isSameAs(expected);
        }

        assertThat(rows().findPackage(repository, "app")).isEmpty();
        assertThat(rows().findFile(repository, "p")).isEmpty();
        assertThat(rows().findBlob(sha256(1))).isEmpty();
        assertThat(rows().repositories()).hasSize(1);
    }

    @Test
    final void exceptionOfAReadIsThrownOnUnchanged() {
        IllegalArgumentException expected = new IllegalArgumentException("no");

        assertThatThrownBy(() -> store().read(reader -> {
                    throw expected;
                }))
                .isSameAs(expected);
        assertThatThrownBy(() -> store().look(reader -> {
                    throw expected;
                }))
                .isSameAs(expected);
        assertThat(rows().repositories()).isEmpty();
    }

    @Test
    final void readerAndWriterAreOfNoUseAfterTheirWork() {
        AtomicReference<MetadataReader> kept = new AtomicReference<>();

        store().read(reader -> {
            kept.set(reader);
            return true;
        });
        assertThatThrownBy(() -> kept.get().repositories()).isInstanceOf(IllegalStateException.class);
        store().look(reader -> {
            kept.set(reader);
            return true;
        });
        assertThatThrownBy(() -> kept.get().repositories()).isInstanceOf(IllegalStateException.class);
        write(kept::set);
        assertThatThrownBy(() -> kept.get().repositories()).isInstanceOf(IllegalStateException.class);
    }

    @Test
    final void manyWritersOfOnePackageLoseNothing() throws Exception {
        long repository = createRepository("r");

        inParallel(WRITERS, writer -> () -> {
            for (int round = 0; round < ROUNDS; round++) {
                String name = writer + "." + round;
                change(repository, "app", (changes, row, revision) -> {
                    long version = changes.insertVersion(version(row.id(), name, revision));
                    insertFile(changes, row, version, "app/" + name, 100 * writer, revision);
                });
            }
            return true;
        });

        PackageRow row = rows().findPackage(repository, "app").orElseThrow();
        assertThat(row.revision()).isEqualTo(WRITERS * ROUNDS);
        List<VersionRow> versions = rows().versions(row.id(), Manifests.WITHOUT);
        assertThat(versions).hasSize(WRITERS * ROUNDS);
        assertThat(versions).extracting(VersionRow::revision).isSorted().doesNotHaveDuplicates();
        assertThat(rows().files(row.id())).hasSize(WRITERS * ROUNDS);
    }

    @Test
    final void workThatThrowsDoesNotDisturbOthersAtTheSameTime() throws Exception {
        long repository = createRepository("r");

        List<Boolean> wrote = inParallel(WRITERS, writer -> () -> {
            boolean fails = writer % 3 == 0;
            for (int round = 0; round < ROUNDS; round++) {
                String name = writer + "." + round;
                try {
                    change(repository, "app", (changes, row, revision) -> {
                        changes.insertVersion(version(row.id(), name, revision));
                        if (fails) {
                            throw new IllegalArgumentException("no");
                        }
                    });
                } catch (IllegalArgumentException e) {
                    assertThat(fails).isTrue();
                }
            }
            return !fails;
        });

        long expected = wrote.stream().filter(Boolean::booleanValue).count() * ROUNDS;
        PackageRow row = rows().findPackage(repository, "app").orElseThrow();
        assertThat(row.revision()).isEqualTo(expected);
        assertThat(rows().versions(row.id(), Manifests.WITHOUT)).hasSize((int) expected);
    }

    @Test
    final void ofManyWritersOfOneNameOneWins() throws Exception {
        long repository = createRepository("r");
        long owner = createPackage(repository, "app").id();

        List<Boolean> won = inParallel(WRITERS, writer -> () -> {
            try {
                write(changes -> changes.insertVersion(version(owner, "1.0", writer)));
                return true;
            } catch (ConflictException e) {
                return false;
            }
        });

        assertThat(won).containsOnlyOnce(true);
        assertThat(rows().versions(owner, Manifests.WITHOUT)).hasSize(1);
    }

    @Test
    final void allAnswersOfASnapshotAreOfOneMoment() throws Exception {
        long repository = createRepository("r");
        long owner = createPackage(repository, "app").id();
        AtomicBoolean done = new AtomicBoolean();

        inParallel(3, thread -> () -> {
            if (thread == 0) {
                for (int round = 0; round < 100; round++) {
                    String name = "1." + round;
                    change(repository, "app", (changes, row, revision) -> {
                        changes.insertVersion(version(row.id(), name, revision));
                        insertFile(changes, row, null, name, 1, revision);
                    });
                }
                done.set(true);
                return true;
            }
            do {
                store().read(reader -> {
                    long revision = reader.packageRevision(repository, "app");
                    assertThat(reader.versions(owner, Manifests.WITHOUT)).hasSize((int) revision - 1);
                    assertThat(reader.files(owner)).hasSize((int) revision - 1);
                    assertThat(reader.packageRevision(repository, "app")).isEqualTo(revision);
                    return true;
                });
                // What is read without a snapshot leaves nothing behind that the next one would miss.
                store().look(reader -> reader.packageRevision(repository, "app"));
            } while (!done.get());
            return true;
        });
    }

    @Test
    final void writtenIsVisibleToEveryLaterSnapshotOfEveryThread() throws Exception {
        long repository = createRepository("r");

        inParallel(4, thread -> () -> {
            for (int round = 1; round <= ROUNDS; round++) {
                long expected = change(repository, "app-" + thread, (changes, row, revision) -> {})
                        .revision();
                assertThat(rows().packageRevision(repository, "app-" + thread))
                        .isEqualTo(expected)
                        .isEqualTo(round);
                assertThat(store().<Long>look(reader -> reader.packageRevision(repository, "app-" + thread)))
                        .isEqualTo(round);
            }
            return true;
        });
    }

    @Test
    final void eventThatWasNotSeenNeverAppearsBeforeOneThatWas() throws Exception {
        long repository = createRepository("r");
        int expected = 4 * ROUNDS;

        List<List<Long>> seen = inParallel(5, thread -> () -> {
            List<Long> positions = new ArrayList<>();
            if (thread < 4) {
                for (int round = 0; round < ROUNDS; round++) {
                    change(
                            repository,
                            "app-" + thread,
                            (changes, row, revision) -> changes.appendEvent(new RegistryEvent(
                                    0, TIME, RegistryEvent.Type.PACKAGE_CHANGED, "r", "app", null, null, "x")));
                }
            } else {
                while (positions.size() < expected) {
                    long last = positions.isEmpty() ? 0 : positions.get(positions.size() - 1);
                    rows().events(last, 7).forEach(event -> positions.add(event.position()));
                }
            }
            return positions;
        });

        List<Long> all =
                rows().events(0, 1000).stream().map(RegistryEvent::position).toList();
        assertThat(seen.get(4)).isEqualTo(all);
    }

    @Test
    final void interruptedThreadWritesAndStaysInterrupted() throws Exception {
        long repository = createRepository("r");

        inParallel(WRITERS, writer -> () -> {
            if (writer % 2 == 0) {
                Thread.currentThread().interrupt();
            }
            change(
                    repository,
                    "app",
                    (changes, row, revision) -> changes.insertVersion(version(row.id(), "1." + writer, revision)));
            assertThat(Thread.interrupted()).isEqualTo(writer % 2 == 0);
            return true;
        });

        assertThat(rows().packageRevision(repository, "app")).isEqualTo(WRITERS);
    }

    @Test
    final void closeWaitsForWorksThatRun() throws Exception {
        CountDownLatch running = new CountDownLatch(1);
        CountDownLatch mayEnd = new CountDownLatch(1);

        List<String> order = Collections.synchronizedList(new ArrayList<>());
        inParallel(2, thread -> () -> {
            if (thread == 0) {
                store().write(writer -> {
                    running.countDown();
                    awaitQuietly(mayEnd);
                    writer.insertRepository(repository("r"));
                    order.add("work");
                    return true;
                });
            } else {
                running.await();
                Thread closing = new Thread(() -> {
                    store().close();
                    order.add("closed");
                });
                closing.start();
                while (closing.getState() == Thread.State.NEW || closing.getState() == Thread.State.RUNNABLE) {
                    Thread.onSpinWait();
                }
                mayEnd.countDown();
                closing.join();
            }
            return true;
        });

        assertThat(order).containsExactly("work", "closed");
    }

    @Test
    final void closedStoreRefusesWorksAndASecondCloseDoesNothing() {
        store().close();
        store().close();

        assertThatThrownBy(() -> rows().repositories()).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> store().look(reader -> true)).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> write(writer -> {})).isInstanceOf(IllegalStateException.class);
    }

    @Test
    final void closedStoreLeavesNoThread() {
        store().close();
        List<Thread> before = threads();

        MetadataStore another = open();
        another.write(writer -> writer.insertRepository(repository("r")));
        another.read(reader -> reader.repositories());
        another.close();

        List<Thread> left = new ArrayList<>(threads());
        left.removeAll(before);
        assertThat(left).isEmpty();
    }

    @Test
    final void storeOpenedAgainHoldsWhatWasWritten() {
        long repository = createRepository("r");
        PackageRow row = change(repository, "app", (writer, changed, revision) -> {
            insertFile(writer, changed, writer.insertVersion(version(changed.id(), "1.0", revision)), "p", 1, revision);
            writer.putTag(changed.id(), "latest", "1.0", revision, TIME);
        });
        long configuration = rows().configurationRevision();
        store().close();

        Optional<MetadataStore> again = reopen();

        if (again.isEmpty()) {
            replaceStore(open());
            assertThat(rows().repositories())
                    .as("a store that does not outlive its rows")
                    .isEmpty();
            return;
        }
        replaceStore(again.get());
        assertThat(rows().findPackage(repository, "app")).contains(row);
        assertThat(rows().findVersion(row.id(), "1.0")).isPresent();
        assertThat(rows().findFile(repository, "p")).isPresent();
        assertThat(rows().tags(row.id())).containsEntry("latest", "1.0");
        assertThat(rows().search(repository, "app", 0, 1)).hasSize(1);
        assertThat(rows().configurationRevision()).isEqualTo(configuration);
    }

    @Test
    final void twoStoresShareNothing() {
        createRepository("r");

        try (MetadataStore other = open()) {
            assertThat(other.<Integer>read(reader -> reader.repositories().size()))
                    .isZero();
        }
    }

    private static List<Thread> threads() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().startsWith("artispace"))
                .toList();
    }

    /** Runs a task in each of some threads that begin together, and returns their results; the first failure is thrown. */
    static <T> List<T> inParallel(int threads, IntFunction<Callable<T>> task) throws Exception {
        ExecutorService executor = Executors.newFixedThreadPool(threads);
        try {
            CountDownLatch ready = new CountDownLatch(threads);
            List<Future<T>> futures = new ArrayList<>();
            for (int i = 0; i < threads; i++) {
                Callable<T> own = task.apply(i);
                futures.add(executor.submit(() -> {
                    ready.countDown();
                    ready.await();
                    return own.call();
                }));
            }
            List<T> results = new ArrayList<>();
            for (Future<T> future : futures) {
                results.add(future.get(60, TimeUnit.SECONDS));
            }
            return results;
        } finally {
            executor.shutdownNow();
        }
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @SuppressWarnings("unchecked")
    private static <E extends Throwable> void throwUnchecked(Throwable thrown) throws E {
        throw (E) thrown;
    }
}
