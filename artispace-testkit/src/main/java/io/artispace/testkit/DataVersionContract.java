package io.artispace.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.artispace.metadata.MetadataStore;
import io.artispace.metadata.MetadataWriter;
import io.artispace.metadata.PackageRow;
import io.artispace.metadata.TokenRow;
import io.artispace.metadata.UserRow;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/**
 * The part of {@link MetadataStoreContract} about {@link MetadataStore#dataVersion} and {@link MetadataStore#configurationVersion}. A store
 * that cannot tell always says so, and keeps what is said here by having nobody keep anything.
 */
abstract class DataVersionContract extends SessionRowsContract {
    private static final int READERS = 3;
    private static final int WRITES = 100;

    @Test
    final void dataVersionDiffersFromAllBeforeAfterEachWrite() {
        long repository = createRepository("r");
        Set<OptionalLong> seen = new HashSet<>();
        for (int i = 0; i < WRITES; i++) {
            createPackage(repository, "app");
            OptionalLong version = store().dataVersion();

            assertThat(seen.add(version) || version.isEmpty()).isTrue();
        }
    }

    @Test
    final void configurationVersionDiffersFromAllBeforeAfterEachChangeOfTheRevision() {
        Set<OptionalLong> seen = new HashSet<>();
        long revision = rows().configurationRevision();
        for (Consumer<MetadataWriter> change : configurationChanges()) {
            store().write(writer -> {
                change.accept(writer);
                return null;
            });
            OptionalLong version = store().configurationVersion();

            assertThat(seen.add(version) || version.isEmpty()).isTrue();
            assertThat(rows().configurationRevision()).isGreaterThan(revision);
            revision = rows().configurationRevision();
        }
    }

    private List<Consumer<MetadataWriter>> configurationChanges() {
        return List.of(
                writer -> writer.insertRepository(repository("r")),
                writer -> writer.updateRepository(writer.repositories().get(0).id(), Map.of("key", "value")),
                writer -> writer.putUser(new UserRow("ann", "hash", "READ", TIME, Map.of())),
                writer -> writer.insertToken(new TokenRow("hash", "id", "ann", "{}", TIME, null, Map.of())),
                writer -> writer.deleteToken("ann", "id"),
                writer -> writer.deleteUser("ann"),
                writer -> writer.deleteRepository(writer.repositories().get(0).id()));
    }

    @Test
    final void dataVersionStaysTheSameWhileNothingIsWritten() {
        createRepository("r");
        OptionalLong version = store().dataVersion();

        assertThat(rows().repositories()).hasSize(1);

        assertThat(store().dataVersion()).isEqualTo(version);
    }

    @Test
    final void dataVersionDiffersAfterAWriteOfAnotherStoreOnTheSameRows() {
        long repository = createRepository("r");
        Optional<MetadataStore> another = openAgain();
        if (another.isEmpty()) {
            return;
        }
        try (MetadataStore other = another.get()) {
            OptionalLong before = store().dataVersion();
            OptionalLong beforeThere = other.dataVersion();
            createPackage(repository, "app");
            OptionalLong afterThere = other.dataVersion();
            other.write(writer -> writer.insertRepository(repository("s")));
            OptionalLong after = store().dataVersion();
            OptionalLong configuration = store().configurationVersion();
            other.write(writer -> writer.insertRepository(repository("t")));
            OptionalLong configurationAfter = store().configurationVersion();

            assertThat(configurationAfter.isEmpty() || !configurationAfter.equals(configuration))
                    .isTrue();
            assertThat(after.isEmpty() || !after.equals(before)).isTrue();
            assertThat(afterThere.isEmpty() || !afterThere.equals(beforeThere)).isTrue();
        }
    }

    @Test
    final void whatIsKeptUnderADataVersionIsNeverOlderThanAWriteThatHasReturned() throws Exception {
        long repository = createRepository("r");
        AtomicLong written = new AtomicLong();
        AtomicBoolean done = new AtomicBoolean();

        Together.run(READERS + 1, thread -> () -> {
            if (thread == 0) {
                for (int i = 0; i < WRITES; i++) {
                    PackageRow row = createPackage(repository, "app");
                    written.set(row.revision());
                }
                done.set(true);
                return true;
            }
            OptionalLong keptUnder = OptionalLong.empty();
            long kept = 0;
            while (!done.get()) {
                long expected = written.get();
                OptionalLong version = store().dataVersion();
                if (version.isEmpty() || !version.equals(keptUnder)) {
                    kept = rows().packageRevision(repository, "app");
                    keptUnder = version;
                }
                assertThat(kept).isGreaterThanOrEqualTo(expected);
            }
            return true;
        });

        assertThat(rows().packageRevision(repository, "app")).isEqualTo(WRITES);
    }
}
