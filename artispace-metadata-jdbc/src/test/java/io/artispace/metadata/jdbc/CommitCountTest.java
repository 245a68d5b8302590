package io.artispace.metadata.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.artispace.StorageFailedException;
import io.artispace.metadata.MetadataStore;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.OptionalLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** What the processes of a machine tell each other of their commits to a database in a file. */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "There SQLite is asked each time.")
class CommitCountTest {
    @TempDir
    Path directory;

    private Path database;

    @BeforeEach
    void makeDatabase() throws IOException {
        database = Files.createFile(directory.resolve("artispace.db"));
    }

    @Test
    void aCommitOfOneIsSeenByAllWhenItHasEnded() throws IOException {
        CommitCount one = CommitCount.beside(database).orElseThrow();
        CommitCount other = CommitCount.beside(database).orElseThrow();
        OptionalLong before = other.current();

        long number = one.begin();
        assertThat(other.current()).isEmpty();

        one.end(number);
        assertThat(other.current()).hasValue(number).isNotEqualTo(before);
        assertThat(one.current()).isEqualTo(other.current());
    }

    @Test
    void aProcessThatDiedInTheMiddleOfACommitIsForgottenWithTheNextCommit() throws IOException {
        CommitCount.beside(database).orElseThrow().begin();
        CommitCount count = CommitCount.beside(database).orElseThrow();
        assertThat(count.current()).isEmpty();

        count.end(count.begin());

        assertThat(count.current()).isPresent();
    }

    @Test
    void aWriterThatIsOvertakenBehindItsCommitHidesNoneOfAnother() throws IOException {
        CommitCount count = CommitCount.beside(database).orElseThrow();
        long overtaken = count.begin();
        long later = count.begin();
        count.end(later);

        count.end(overtaken);

        assertThat(count.current()).isEmpty();
    }

    @Test
    void whoOpensADatabaseThroughALinkCountsWithTheOthers() throws IOException {
        Path link = Files.createSymbolicLink(
                Files.createDirectory(directory.resolve("elsewhere")).resolve("link.db"), database);
        CommitCount direct = CommitCount.beside(database).orElseThrow();

        CommitCount linked = CommitCount.beside(link).orElseThrow();
        linked.end(linked.begin());

        assertThat(direct.current()).isEqualTo(linked.current()).hasValue(1);
    }

    @Test
    void whoMayWriteTheDatabaseMayCount() throws IOException {
        Files.setPosixFilePermissions(database, PosixFilePermissions.fromString("rw-rw----"));

        CommitCount.beside(database);

        Path file = directory.resolve("artispace.db-commits");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-rw----");
    }

    @Test
    void whileACommitIsUnderWayTheDatabaseItselfTellsWhatWasCommitted() {
        try (MetadataStore store = open();
                MetadataStore other = open()) {
            long repository = Publishing.createRepository(store, "r");
            // As a process leaves it that is killed between its commit and what it says of it.
            count().begin();
            OptionalLong before = store.dataVersion();
            assertThat(store.dataVersion()).isEqualTo(before);

            count().begin();
            assertThat(store.dataVersion()).isEqualTo(before);

            Publishing.publish(other, repository, "app", "1.0");
            assertThat(store.dataVersion()).isNotEqualTo(before);
            assertThat(count().current()).isPresent();
        }
    }

    @Test
    void aStoreThatCannotCountIsRefused() throws IOException {
        Files.createDirectory(directory.resolve("artispace.db-commits"));

        assertThatThrownBy(this::open)
                .isInstanceOf(StorageFailedException.class)
                .hasMessageContaining("count their commits");
    }

    private CommitCount count() {
        try {
            return CommitCount.beside(database).orElseThrow();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private MetadataStore open() {
        return new JdbcMetadataStoreProvider()
                .open(URI.create("sqlite:" + database.toUri().getRawPath()));
    }
}
