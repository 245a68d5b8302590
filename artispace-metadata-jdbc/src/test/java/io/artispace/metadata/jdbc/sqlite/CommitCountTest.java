package io.artispace.metadata.jdbc.sqlite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.artispace.StorageFailedException;
import io.artispace.metadata.MetadataStore;
import io.artispace.metadata.jdbc.JdbcMetadataStoreProvider;
import io.artispace.metadata.jdbc.Publishing;
import java.io.IOException;
import java.net.URI;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

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
    void aNewFileTellsANumberBeforeTheFirstCommit() throws Exception {
        OptionalLong first = open(database).current();
        Files.delete(file());
        CommitCount anew = open(database);

        assertThat(anew.current()).isPresent().isEqualTo(anew.ofConfiguration()).isNotEqualTo(first);
    }

    @Test
    void aCommitOfTheConfigurationIsToldFromTheOthers() throws Exception {
        CommitCount one = open(database);
        CommitCount other = open(database);
        one.end(one.begin(true));
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
        count.end(count.begin(true));
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
    void databaseOpenedThroughALinkSharesTheCount() throws Exception {
        Path link = Files.createSymbolicLink(
                Files.createDirectory(directory.resolve("elsewhere")).resolve("link.db"), database);
        CommitCount direct = open(database);

        CommitCount linked = open(link);
        linked.end(linked.begin(false));

        assertThat(direct.current()).isEqualTo(linked.current()).isPresent();
    }

    @Test
    void countHasThePermissionsOfTheDatabase() throws Exception {
        Files.setPosixFilePermissions(database, PosixFilePermissions.fromString("rw-rw----"));

        open(database);

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file())))
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
        Files.createFile(file());
        CommitCount count = open(database);
        assertThat(count.current()).as("SQLite is asked instead").isEmpty();

        count.end(count.begin(false));

        assertThat(count.current()).isPresent();
        assertThat(count.ofConfiguration()).isEqualTo(count.current());
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 7, 8, 16, 31})
    void aFileThatIsCutOffWhileItIsInUseIsFilledAgainWithNumbersThatWereNeverTold(int length) throws Exception {
        CommitCount one = open(database);
        CommitCount other = open(database);
        Set<OptionalLong> told = new HashSet<>();
        for (int commit = 0; commit < 3; commit++) {
            one.end(one.begin(true));
            assertThat(told.add(other.current())).isTrue();
        }
        OptionalLong configuration = other.ofConfiguration();

        try (FileChannel channel = FileChannel.open(file(), StandardOpenOption.WRITE)) {
            channel.truncate(length);
        }

        for (int commit = 0; commit < 5; commit++) {
            one.end(one.begin(false));
            assertThat(other.current()).isPresent().isEqualTo(one.current());
            assertThat(told.add(other.current())).isTrue();
        }
        assertThat(other.ofConfiguration()).isPresent().isNotEqualTo(configuration);
    }

    @Test
    void writerSwitchesToTheFileThatReplacedARemovedOne() throws Exception {
        CommitCount old = open(database);
        old.end(old.begin(true));
        Files.delete(file());

        old.end(old.begin(false));
        CommitCount young = open(database);

        assertThat(young.current()).isPresent();
        OptionalLong before = young.current();
        old.end(old.begin(false));
        assertThat(young.current()).isPresent().isNotEqualTo(before);
    }

    @Test
    void readerSoonSwitchesToTheFileThatReplacedARemovedOne() throws Exception {
        AtomicLong nanos = new AtomicLong(Long.MAX_VALUE - 5);
        CommitCount old = CommitCount.beside(database, nanos::get);
        open.add(old);
        old.end(old.begin(true));
        OptionalLong before = old.current();
        Files.delete(file());
        CommitCount young = open(database);
        young.end(young.begin(true));

        nanos.addAndGet(Duration.ofMillis(100).toNanos());

        assertThat(old.current()).as("SQLite is asked instead").isEmpty();
        assertThat(old.current()).isPresent().isEqualTo(young.current()).isNotEqualTo(before);
        assertThat(old.ofConfiguration()).isEqualTo(young.ofConfiguration());
        Files.delete(file());
        nanos.addAndGet(Duration.ofMillis(100).toNanos());
        assertThat(old.current()).isEmpty();
        assertThat(old.current()).as("there is none to read").isEmpty();
        old.end(old.begin(false));
        assertThat(old.current()).isEmpty();
        assertThat(old.current()).isPresent();
    }

    @Test
    void failureToCountSaysWhy() throws Exception {
        try (MetadataStore store = open()) {
            long repository = Publishing.createRepository(store, "r");
            Files.delete(file());
            Files.createDirectory(file());

            assertThatThrownBy(() -> Publishing.publish(store, repository, "app", "1.0"))
                    .isInstanceOf(StorageFailedException.class)
                    .hasMessageContaining("in which commits are counted")
                    .hasMessageContaining("\"-commits\"");
            Files.delete(file());
            Publishing.publish(store, repository, "app", "1.0");
        }
    }

    @Test
    void anInterruptLosesNoNumber() throws Exception {
        CommitCount count = open(database);
        count.end(count.begin(false));
        OptionalLong before = count.current();
        Thread.currentThread().interrupt();
        try {
            count.end(count.begin(false));
            assertThat(count.current()).as("SQLite is asked instead").isEmpty();
        } finally {
            assertThat(Thread.interrupted()).isTrue();
        }

        assertThat(count.current()).isPresent().isNotEqualTo(before);
    }

    @Test
    void aStoreThatCannotCountIsRefused() throws Exception {
        Files.createDirectory(file());

        assertThatThrownBy(this::open)
                .isInstanceOf(StorageFailedException.class)
                .hasMessageContaining("count their commits");
    }

    private Path file() {
        return directory.resolve("artispace.db-commits");
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
