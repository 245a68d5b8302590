package io.artispace.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.artispace.metadata.MetadataReader;
import io.artispace.metadata.MetadataStore;
import io.artispace.metadata.PackageRow;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * What every {@link MetadataStore} does, in tests. A test of an implementation extends this class and says how to open a new store,
 * and how to open one again after it was closed.
 *
 * <p>This class holds what is promised of a work and of a store; what is promised of works that run side by side, and of each kind of
 * row, is in its superclasses.
 */
public abstract class MetadataStoreContract extends ParallelWorksContract {
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
            assertThat(writer.search(repository, "app", false, 0, 1)).hasSize(1);
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
    final void workCannotRunAnother() {
        assertThatThrownBy(() -> store().read(outer -> store().read(inner -> true)))
                .isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> store().look(outer -> store().write(inner -> true)))
                .isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> store().write(outer -> store().look(inner -> true)))
                .isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> store().write(outer -> store().write(inner -> true)))
                .isInstanceOf(IllegalStateException.class);
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
    final void closeWaitsForWorksThatRun() throws Exception {
        CountDownLatch running = new CountDownLatch(1);
        CountDownLatch mayEnd = new CountDownLatch(1);

        List<String> order = Collections.synchronizedList(new ArrayList<>());
        Together.run(2, thread -> () -> {
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

        MetadataStore another = openEmpty();
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

        Optional<MetadataStore> again = openAgain();

        if (again.isEmpty()) {
            replaceStore(openEmpty());
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
        assertThat(rows().search(repository, "app", false, 0, 1)).hasSize(1);
        assertThat(rows().configurationRevision()).isEqualTo(configuration);
    }

    @Test
    final void twoStoresShareNothing() {
        createRepository("r");

        try (MetadataStore other = openEmpty()) {
            assertThat(other.<Integer>read(reader -> reader.repositories().size()))
                    .isZero();
        }
    }

    private static List<Thread> threads() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().startsWith("artispace"))
                .toList();
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
