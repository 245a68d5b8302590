package io.artispace.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.artispace.ConflictException;
import io.artispace.event.RegistryEvent;
import io.artispace.metadata.Manifests;
import io.artispace.metadata.PackageRow;
import io.artispace.metadata.VersionRow;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

/** The part of {@link MetadataStoreContract} about works of several threads at the same time. */
abstract class ParallelWorksContract extends DumpRowsContract {
    private static final int WRITERS = 12;
    private static final int ROUNDS = 10;

    @Test
    final void manyWritersOfOnePackageLoseNothing() throws Exception {
        long repository = createRepository("r");

        Together.run(WRITERS, writer -> () -> {
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

        List<Boolean> wrote = Together.run(WRITERS, writer -> () -> {
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

        List<Boolean> won = Together.run(WRITERS, writer -> () -> {
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

        Together.run(3, thread -> () -> {
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

        Together.run(4, thread -> () -> {
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

        List<List<Long>> seen = Together.run(5, thread -> () -> {
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

        Together.run(WRITERS, writer -> () -> {
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
}
