package io.artispace.metadata.jdbc.sqlite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import io.artispace.Quote;
import io.artispace.StorageFailedException;
import io.artispace.metadata.MetadataStore;
import io.artispace.metadata.jdbc.JdbcMetadataStore;
import io.artispace.metadata.jdbc.Publishing;
import io.artispace.testkit.Together;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The settings of a database in a file that are needed for durability, and for reading beside a writer. */
class SqliteDurabilityTest {
    /** The number that SQLite answers for FULL, with which every commit is flushed. */
    private static final String FULL = "2";

    @TempDir
    Path directory;

    @Test
    void everyCommitIsFlushedToAWriteAheadLog() throws SQLException {
        try (Connection writer = SqliteDataSource.writer(file()).getConnection()) {
            assertThat(pragma(writer, "journal_mode")).isEqualTo("wal");
            assertThat(pragma(writer, "synchronous")).isEqualTo(FULL);
            assertThat(pragma(writer, "foreign_keys")).isEqualTo("1");
            assertThat(pragma(writer, "busy_timeout")).isEqualTo("10000");
        }
    }

    @Test
    void storeInAFileHasAWriteAheadLog() throws SQLException {
        try (MetadataStore store = JdbcMetadataStore.openSqlite(file());
                Connection other = SqliteDataSource.reader(file()).getConnection()) {
            Publishing.createRepository(store, "r");

            assertThat(pragma(other, "journal_mode")).isEqualTo("wal");
            assertThat(directory.resolve("artispace.db-wal")).isNotEmptyFile();
        }
    }

    @Test
    void logOfADatabaseThatWasCutOffIsNotDeleted() throws Exception {
        Path log = directory.resolve("artispace.db-wal");
        Path kept = directory.resolve("kept");
        try (MetadataStore store = JdbcMetadataStore.openSqlite(file())) {
            Publishing.createRepository(store, "r");
            Files.copy(log, kept);
        }
        Files.copy(kept, log);

        for (Damage damage : List.<Damage>of(file -> Files.write(file, new byte[0]), Files::delete)) {
            damage.on(file());
            assertThatThrownBy(() -> JdbcMetadataStore.openSqlite(file()))
                    .isInstanceOf(StorageFailedException.class)
                    .hasMessageContaining("its log beside it")
                    .hasMessageContaining("backup");
            assertThat(log).hasSameBinaryContentAs(kept);
        }
        Files.delete(log);
        try (MetadataStore store = JdbcMetadataStore.openSqlite(file())) {
            assertThat(repositories(store)).isZero();
        }
    }

    @Test
    void databaseThatMayNotBeWrittenIsNotOpened() throws IOException {
        JdbcMetadataStore.openSqlite(file()).close();
        Files.setPosixFilePermissions(file(), PosixFilePermissions.fromString("r--r--r--"));
        if (Files.isWritable(file())) {
            // The superuser may write every file but such ones.
            Files.delete(file());
            Files.createSymbolicLink(file(), Path.of("/proc/sys/kernel/ostype"));
        }
        assumeFalse(Files.isWritable(file()), "Skipped: there is no file that this user may not write");

        assertThatThrownBy(() -> JdbcMetadataStore.openSqlite(file()))
                .isInstanceOf(StorageFailedException.class)
                .hasMessageStartingWith("Cannot open the metadata store " + Quote.of(file()) + ": the user \""
                        + System.getProperty("user.name") + "\" may not write this file. Give the database");
    }

    @Test
    void databaseThatCannotBeOpenedIsNamed() throws IOException {
        Files.createDirectory(file());

        assertThatThrownBy(() -> JdbcMetadataStore.openSqlite(file()))
                .isInstanceOf(StorageFailedException.class)
                .hasMessageStartingWith("Cannot open the metadata store " + Quote.of(file())
                        + ": the database cannot be opened. Check");
    }

    @FunctionalInterface
    private interface Damage {
        void on(Path file) throws IOException;
    }

    @Test
    void readIsDoneWhileAWriteIsUnderWay() throws Exception {
        try (MetadataStore store = JdbcMetadataStore.openSqlite(file())) {
            CountDownLatch writing = new CountDownLatch(1);
            CountDownLatch read = new CountDownLatch(1);

            List<Boolean> done = Together.run(
                    2,
                    i -> i == 0
                            ? () -> store.write(writer -> {
                                writer.insertRepository(Publishing.repository("r"));
                                writing.countDown();
                                return passes(read);
                            })
                            : () -> {
                                assertThat(passes(writing)).isTrue();
                                int seen = repositories(store);
                                read.countDown();
                                return seen == 0;
                            });

            assertThat(done).containsOnly(true);
            assertThat(repositories(store)).isEqualTo(1);
        }
    }

    @Test
    void writeIsCommittedWhileAReadIsUnderWayAndTheReadSeesNothingOfIt() throws Exception {
        try (MetadataStore store = JdbcMetadataStore.openSqlite(file())) {
            CountDownLatch reading = new CountDownLatch(1);
            CountDownLatch written = new CountDownLatch(1);

            List<Boolean> done = Together.run(
                    2,
                    i -> i == 0
                            ? () -> store.read(reader -> {
                                int before = reader.repositories().size();
                                reading.countDown();
                                return passes(written)
                                        && before == 0
                                        && reader.repositories().isEmpty();
                            })
                            : () -> {
                                assertThat(passes(reading)).isTrue();
                                Publishing.createRepository(store, "r");
                                written.countDown();
                                return true;
                            });

            assertThat(done).containsOnly(true);
            assertThat(repositories(store)).isEqualTo(1);
        }
    }

    private Path file() {
        return directory.resolve("artispace.db");
    }

    private static int repositories(MetadataStore store) {
        return store.read(reader -> reader.repositories().size());
    }

    private static boolean passes(CountDownLatch latch) {
        try {
            return latch.await(60, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private static String pragma(Connection connection, String name) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet value = statement.executeQuery("pragma " + name)) {
            assertThat(value.next()).isTrue();
            return value.getString(1);
        }
    }
}
