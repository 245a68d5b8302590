package io.artispace.metadata.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.artispace.OutcomeUnknownException;
import io.artispace.StorageFailedException;
import io.artispace.metadata.MetadataStore;
import io.artispace.metadata.RepositoryRow;
import io.artispace.testkit.FaultyMetadataStore;
import io.artispace.testkit.FaultyMetadataStore.Fault;
import io.artispace.testkit.FaultyMetadataStore.Moment;
import io.artispace.testkit.MetadataStoreContract;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The contract, kept by the faulty store while it is told to fail nothing; and how it fails when it is told to. */
class FaultyMetadataStoreTest extends MetadataStoreContract {
    @Override
    protected MetadataStore openEmpty() {
        return faulty((moment, call) -> {});
    }

    @Override
    protected Optional<MetadataStore> openAgain() {
        return Optional.empty();
    }

    @Test
    void faultBeforeCommitTakesTheChangesBack() {
        try (FaultyMetadataStore store = faulty(at(Moment.BEFORE_COMMIT, 2, new StorageFailedException("full")))) {
            insert(store, "a");
            assertThatThrownBy(() -> insert(store, "b")).hasMessage("full");
            insert(store, "c");

            assertThat(store.<Long>read(reader -> (long) reader.repositories().size()))
                    .isEqualTo(2);
            assertThat(store.writes()).isEqualTo(3);
        }
    }

    @Test
    void faultAfterCommitLeavesTheChanges() {
        try (FaultyMetadataStore store = faulty(at(Moment.AFTER_COMMIT, 1, new OutcomeUnknownException("lost")))) {
            assertThatThrownBy(() -> insert(store, "a")).hasMessage("lost");

            assertThat(store.<Long>read(reader -> (long) reader.repositories().size()))
                    .isEqualTo(1);
        }
    }

    @Test
    void faultBeforeReadOrWriteKeepsTheWorkFromRunning() {
        StorageFailedException fault = new StorageFailedException("locked");
        try (FaultyMetadataStore store = faulty((moment, call) -> {
            throw fault;
        })) {
            assertThatThrownBy(() -> insert(store, "a")).isSameAs(fault);
            assertThatThrownBy(() -> store.read(reader -> reader.repositories()))
                    .isSameAs(fault);
        }
    }

    private static FaultyMetadataStore faulty(Fault fault) {
        return new FaultyMetadataStore(JdbcMetadataStore.openInMemory(), fault);
    }

    private static Fault at(Moment moment, long call, RuntimeException failure) {
        return (strikes, number) -> {
            if (strikes == moment && number == call) {
                throw failure;
            }
        };
    }

    private static void insert(MetadataStore store, String name) {
        store.write(writer ->
                writer.insertRepository(new RepositoryRow(0, name, "hosted", "npm", Map.of(), Instant.EPOCH)));
    }
}
