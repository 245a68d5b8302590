package io.artispace.metadata.jdbc.sqlite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.artispace.StorageFailedException;
import io.artispace.metadata.MetadataStore;
import io.artispace.metadata.jdbc.JdbcMetadataStore;
import io.artispace.metadata.jdbc.Publishing;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The connections to a database in a file: which reader gets which, and what happens to one that has failed. */
class ReadersTest {
    private static final int MOST = 8;

    @TempDir
    Path directory;

    private Writer writer;
    private Readers readers;

    @BeforeEach
    void open() throws SQLException {
        Path database = directory.resolve("artispace.db");
        writer = new Writer(SqliteDataSource.writer(database));
        run(writer.connection(), "create table numbers (number integer)");
        readers = new Readers(SqliteDataSource.reader(database));
    }

    @AfterEach
    void close() {
        readers.close();
        writer.close();
    }

    @Test
    void singleReaderReusesItsConnection() throws SQLException {
        Connection first = readers.use(connection -> connection);

        assertThat(readers.<Connection>use(connection -> connection)).isSameAs(first);
    }

    @Test
    void concurrentReadersHaveAConnectionEach() throws SQLException {
        List<Connection> had = new ArrayList<>();

        useInEachOther(MOST, had);

        assertThat(had).hasSize(MOST).doesNotHaveDuplicates();
        readers.close();
        for (Connection connection : had) {
            assertThat(connection.isClosed()).isTrue();
        }
    }

    @Test
    void connectionThatFailedIsNotUsedAgain() throws SQLException {
        List<Connection> had = new ArrayList<>();
        readers.use(first -> {
            assertThatThrownBy(() -> readers.use(second -> fail(second, had))).hasMessage("on purpose");
            return readers.use(third -> had.add(third));
        });
        assertThatThrownBy(() -> readers.use(first -> fail(first, had))).hasMessage("on purpose");

        readers.use(had::add);

        assertThat(had).hasSize(4).doesNotHaveDuplicates();
        assertThat(had.get(2).isClosed()).isTrue();
        assertThat(count(had.get(3))).isZero();
    }

    /** SQLite ends the transaction by itself then; that this cannot be done again is not what went wrong. */
    @Test
    void failureWithinAReadIsToldAsItIsAndTheNextOneIsSound() throws Exception {
        Path database = directory.resolve("cut.db");
        try (MetadataStore store = JdbcMetadataStore.openSqlite(database);
                MetadataStore other = JdbcMetadataStore.openSqlite(database)) {
            Publishing.createRepository(other, "r");
            try (FileChannel log = FileChannel.open(
                    directory.resolve("cut.db-wal"), StandardOpenOption.READ, StandardOpenOption.WRITE)) {
                ByteBuffer whole = ByteBuffer.allocate((int) log.size());
                log.read(whole, 0);
                log.truncate(32);

                assertThatThrownBy(() -> repositories(store))
                        .isInstanceOf(StorageFailedException.class)
                        .hasMessageContaining("the file system failed");

                log.write(whole.flip(), 0);
            }
            assertThat(repositories(store)).isEqualTo(1);
        }
    }

    private static int repositories(MetadataStore store) {
        return store.read(reader -> reader.repositories().size());
    }

    @Test
    void writerThatWasGivenUpIsOpenedAnewAndWhatItHeldIsGone() throws SQLException {
        Connection before = writer.connection();
        assertThat(writer.connection()).isSameAs(before);
        before.setAutoCommit(false);
        run(before, "insert into numbers values (1)");

        writer.close();

        assertThat(before.isClosed()).isTrue();
        assertThat(count(writer.connection())).isZero();
    }

    @Test
    void interruptDoesNotKeepAStoreFromOpeningAndIsKept() {
        Thread.currentThread().interrupt();

        JdbcMetadataStore store = JdbcMetadataStore.openSqlite(directory.resolve("other.db"));

        assertThat(Thread.interrupted()).isTrue();
        store.close();
    }

    @Test
    void interruptDoesNotKeepAReaderBesideOthersFromReadingAndIsKept() throws SQLException {
        // The pool begins with one connection: of two who want one, the second waits.
        int counted = readers.use(first -> readers.use(second -> {
            Thread.currentThread().interrupt();
            return readers.use(ReadersTest::count);
        }));

        assertThat(Thread.interrupted()).isTrue();
        assertThat(counted).isZero();
    }

    @Test
    void pathThatIsTooLongIsNamedAsTheReason() {
        Path deep = directory;
        while (deep.toString().length() < 512) {
            deep = deep.resolve("d".repeat(100));
        }
        Path database = deep.resolve("artispace.db");

        assertThatThrownBy(() -> JdbcMetadataStore.openSqlite(database))
                .isInstanceOf(StorageFailedException.class)
                .hasMessageContaining("no longer than 500 bytes");
    }

    private void useInEachOther(int times, List<Connection> had) throws SQLException {
        if (times > 0) {
            readers.use(connection -> {
                had.add(connection);
                assertThat(count(connection)).isZero();
                useInEachOther(times - 1, had);
                return connection;
            });
        }
    }

    private static Connection fail(Connection connection, List<Connection> had) throws SQLException {
        had.add(connection);
        throw new SQLException("on purpose");
    }

    private static int count(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery("select count(*) from numbers")) {
            return result.getInt(1);
        }
    }

    private static void run(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
