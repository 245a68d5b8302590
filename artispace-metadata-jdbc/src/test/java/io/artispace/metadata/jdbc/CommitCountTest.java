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
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the processes of a machine tell each other of their commits to a database in a file. */
class CommitCountTest {
    @TempDir
    Path directory;

    private final List<CommitCount> open = new ArrayList<>();
    private Path database;

    @BeforeEach
    void makeDatabase() throws IOException {
        database = Files.createFile(directory.resolve("artispace.db"));
    }

    @AfterEach
    void close() {
        open.forEach(CommitCount::close);
    }

    @Test
    void aCommitOfOneIsSeenByAllWhenItHasEnded() throws Exception {
        CommitCount one = open(database);
        CommitCount other = open(database);
        OptionalLong before = other.current();

        CommitCount.Commit commit = one.begin(false);
        assertThat(other.current()).isEmpty();

        one.end(commit);
        assertThat(other.current()).hasValue(commit.number()).isNotEqualTo(before);
        assertThat(one.current()).isEqualTo(other.current());
    }

    @Test
    void aCommitOfTheConfigurationIsToldFromTheOthers() throws Exception {
        CommitCount one = open(database);
        CommitCount other = open(database);
        OptionalLong before = other.ofConfiguration();

        CommitCount.Commit ofSomethingElse = one.begin(false);
        assertThat(other.ofConfiguration()).isPresent().isEqualTo(before);
        one.end(ofSomethingElse);
        assertThat(other.ofConfiguration()).isEqualTo(before);

        CommitCount.Commit ofIt = one.begin(true);
        assertThat(other.ofConfiguration()).isEmpty();
        one.end(ofIt);
        assertThat(other.ofConfiguration()).isPresent().isNotEqualTo(before);
        assertThat(other.current()).isEqualTo(one.ofConfiguration());
    }

    @Test
    void aProcessThatDiedInTheMiddleOfACommitOfTheConfigurationIsForgottenWithTheNextCommitOfAnything()
            throws Exception {
        CommitCount count = open(database);
        OptionalLong before = count.ofConfiguration();
        count.begin(true);
        assertThat(count.ofConfiguration()).isEmpty();

        count.end(count.begin(false));

        assertThat(count.ofConfiguration()).isPresent().isNotEqualTo(before);
    }

    @Test
    void aProcessThatDiedInTheMiddleOfACommitIsForgottenWithTheNextCommit() throws Exception {
        open(database).begin(false);
        CommitCount count = open(database);
        assertThat(count.current()).isEmpty();

        count.end(count.begin(false));

        assertThat(count.current()).isPresent();
    }

    @Test
    void aWriterThatIsOvertakenBehindItsCommitHidesNoneOfAnother() throws Exception {
        CommitCount count = open(database);
        CommitCount.Commit overtaken = count.begin(true);
        CommitCount.Commit later = count.begin(true);
        count.end(later);

        count.end(overtaken);

        assertThat(count.current()).isEmpty();
        assertThat(count.ofConfiguration()).isEmpty();
    }

    @Test
    void whoOpensADatabaseThroughALinkCountsWithTheOthers() throws Exception {
        Path link = Files.createSymbolicLink(
                Files.createDirectory(directory.resolve("elsewhere")).resolve("link.db"), database);
        CommitCount direct = open(database);

        CommitCount linked = open(link);
        linked.end(linked.begin(false));

        assertThat(direct.current()).isEqualTo(linked.current()).hasValue(1);
    }

    @Test
    void whoMayWriteTheDatabaseMayCount() throws Exception {
        Files.setPosixFilePermissions(database, PosixFilePermissions.fromString("rw-rw----"));

        open(database);

        Path file = directory.resolve("artispace.db-commits");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-rw----");
    }

    @Test
    void whileACommitIsUnderWayTheDatabaseItselfTellsWhatWasCommitted() throws Exception {
        try (MetadataStore store = open();
                MetadataStore other = open()) {
            CommitCount count = open(database);
            long repository = Publishing.createRepository(store, "r");
            // As a process leaves it that is killed between its commit and what it says of it.
            count.begin(false);
            OptionalLong before = store.dataVersion();
            assertThat(store.dataVersion()).isEqualTo(before);

            count.begin(false);
            assertThat(store.dataVersion()).isEqualTo(before);

            Publishing.publish(other, repository, "app", "1.0");
            assertThat(store.dataVersion()).isNotEqualTo(before);
            assertThat(count.current()).isPresent();
        }
    }

    @Test
    void aFileThatAFailureOfPowerLeftEmptyIsFilledAgain() throws Exception {
        Files.createFile(directory.resolve("artispace.db-commits"));
        CommitCount count = open(database);

        count.end(count.begin(false));

        assertThat(count.current()).hasValue(1);
    }

    @Test
    void anInterruptLosesNoNumber() throws Exception {
        CommitCount count = open(database);
        Thread.currentThread().interrupt();
        try {
            count.end(count.begin(false));
            assertThat(count.current()).as("SQLite is asked instead").isEmpty();
        } finally {
            assertThat(Thread.interrupted()).isTrue();
        }

        assertThat(count.current()).hasValue(1);
    }

    @Test
    void aStoreThatCannotCountIsRefused() throws Exception {
        Files.createDirectory(directory.resolve("artispace.db-commits"));

        assertThatThrownBy(this::open)
                .isInstanceOf(StorageFailedException.class)
                .hasMessageContaining("count their commits");
    }

    private CommitCount open(Path beside) throws IOException {
        CommitCount count = CommitCount.beside(beside);
        open.add(count);
        return count;
    }

    private MetadataStore open() {
        return new JdbcMetadataStoreProvider()
                .open(URI.create("sqlite:" + database.toUri().getRawPath()));
    }
}
