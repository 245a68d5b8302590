package io.artispace.metadata.jdbc.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.mysql.cj.jdbc.MysqlDataSource;
import io.artispace.InvalidInputException;
import io.artispace.StorageFailedException;
import io.artispace.blob.Digest;
import io.artispace.blob.Digests;
import io.artispace.metadata.BlobRow;
import io.artispace.metadata.MetadataStore;
import io.artispace.metadata.jdbc.JdbcMetadataStore;
import io.artispace.metadata.jdbc.OneConnection;
import io.artispace.metadata.jdbc.Publishing;
import io.artispace.metadata.jdbc.Servers;
import io.artispace.metadata.jdbc.sql.SqlSource;
import io.artispace.metadata.jdbc.sql.Statements;
import io.artispace.testkit.Together;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.mariadb.jdbc.MariaDbDataSource;
import org.postgresql.ds.PGSimpleDataSource;
import org.sqlite.SQLiteDataSource;

/** Stores in a database that the host hands in. */
class HostDataSourceTest {
    static Stream<DataSource> databases() throws SQLException {
        PGSimpleDataSource postgres = new PGSimpleDataSource();
        postgres.setUrl(Servers.newPostgresDatabase());
        Stream<DataSource> everywhere = Stream.of(postgres, new MariaDbDataSource(Servers.newMariaDbDatabase()));
        if (!Servers.hasMySql()) {
            return everywhere;
        }
        MysqlDataSource mySql = new MysqlDataSource();
        mySql.setUrl(Servers.newMySqlDatabase());
        return Stream.concat(everywhere, Stream.of(mySql));
    }

    @ParameterizedTest
    @MethodSource("databases")
    void storeInADatabaseOfTheHostWritesAndReadsAndKeepsIt(DataSource database) throws Exception {
        MetadataStore store = JdbcMetadataStore.open(database);
        long repository = Publishing.createRepository(store, "r");
        Together.<Boolean>run(4, i -> () -> {
            Publishing.publish(store, repository, "app", "1." + i);
            return true;
        });
        assertThat(Publishing.versions(store, repository, "app")).hasSize(4);
        store.close();

        try (Connection connection = database.getConnection()) {
            assertThat(connection.isValid(5)).isTrue();
        }
    }

    @ParameterizedTest
    @MethodSource("databases")
    void connectionsComeBackAsTheyWere(DataSource database) throws Exception {
        Set<String> states = ConcurrentHashMap.newKeySet();
        try (Connection only = database.getConnection()) {
            only.setTransactionIsolation(Connection.TRANSACTION_SERIALIZABLE);
            MetadataStore store = JdbcMetadataStore.open(new OneConnection(database, only));

            Publishing.createRepository(store, "r");
            assertThat(store.<Integer>read(reader -> reader.repositories().size()))
                    .isEqualTo(1);
            states.add(only.getAutoCommit() + " " + only.getTransactionIsolation());
            store.close();
        }

        assertThat(states).containsExactly("true " + Connection.TRANSACTION_SERIALIZABLE);
    }

    /** MariaDB's driver sends neither a commit nor a rollback to a server that has begun no transaction. */
    @ParameterizedTest
    @MethodSource("databases")
    void workThatAsksNothingLeavesNoSettingsForTheNextTransaction(DataSource database) throws Exception {
        try (Connection only = database.getConnection();
                MetadataStore store = JdbcMetadataStore.open(new OneConnection(database, only))) {
            Statements.run(only, "create table hosts (id integer)");
            assertThat(store.<Integer>read(reader -> 1)).isEqualTo(1);
            Statements.run(only, "insert into hosts values (1)");
            assertThatThrownBy(() -> store.read(reader -> {
                        throw new IllegalArgumentException("before it asked");
                    }))
                    .hasMessage("before it asked");

            Statements.run(only, "insert into hosts values (2)");
            assertThat(shown(only, "select count(*) from hosts")).isEqualTo("2");
        }
    }

    @ParameterizedTest
    @MethodSource("databases")
    void connectionsThatMayOnlyReadAreRefusedWithAReason(DataSource database) throws Exception {
        try (Connection only = database.getConnection()) {
            only.setReadOnly(true);

            assertThatThrownBy(() -> JdbcMetadataStore.open(new OneConnection(database, only)))
                    .isInstanceOf(StorageFailedException.class)
                    .hasMessageContaining("by connections that may write");
        }
    }

    /** And that are taken from a pool that does not end what was begun on them. */
    @ParameterizedTest
    @MethodSource("databases")
    void connectionsThatDoNotCommitByThemselvesComeBackWithoutATransaction(DataSource database) throws Exception {
        try (Connection only = database.getConnection()) {
            only.setAutoCommit(false);
            for (int opened = 0; opened < 2; opened++) {
                try (MetadataStore store = JdbcMetadataStore.open(new OneConnection(database, only))) {
                    Publishing.createRepository(store, "r" + opened);
                    assertThat(store.<Integer>read(
                                    reader -> reader.repositories().size()))
                            .isEqualTo(opened + 1);
                }
            }

            assertThat(only.getAutoCommit()).isFalse();
            // PostgreSQL refuses that within a transaction.
            only.setTransactionIsolation(Connection.TRANSACTION_SERIALIZABLE);
        }
    }

    /** Their transactions see what was there when they began to wait for the other process. */
    @Test
    void storesThatAreOpenedAtOnceMigrateOnceWhateverTheIsolationOfTheConnections() throws Exception {
        String url = Servers.newPostgresDatabase();
        PGSimpleDataSource database = new PGSimpleDataSource();
        database.setUrl(url + "&options=-c%20default_transaction_isolation=serializable");
        ExecutorService threads = Executors.newFixedThreadPool(2);
        try (Connection other = DriverManager.getConnection(url)) {
            other.setAutoCommit(false);
            new PostgresDialect().lockSchema(other);
            List<Future<MetadataStore>> opening = new ArrayList<>();
            for (int i = 0; i < 2; i++) {
                opening.add(threads.submit(() -> JdbcMetadataStore.open(database)));
            }
            await().until(() -> shown(
                            other, "select count(*) from pg_locks where locktype = 'advisory' and not granted")
                    .equals("2"));
            other.rollback();

            for (Future<MetadataStore> each : opening) {
                each.get(60, TimeUnit.SECONDS).close();
            }
        } finally {
            threads.shutdownNow();
        }
    }

    /** Who brings bytes back waits until a collection has deleted them, and the server may not let anybody go on before. */
    @Test
    void transactionWithinWhichBytesAreDeletedMayTakeItsTime() throws Exception {
        PGSimpleDataSource database = new PGSimpleDataSource();
        database.setUrl(Servers.newPostgresDatabase()
                + "&options=-c%20idle_in_transaction_session_timeout=20000%20-c%20transaction_timeout=30000");
        Digest sha256 = Digest.sha256("%064x".formatted(1));
        try (Connection only = database.getConnection();
                MetadataStore store = JdbcMetadataStore.open(new OneConnection(database, only))) {
            store.write(writer -> {
                writer.putBlob(new BlobRow(
                        new Digests(sha256, null, null, null), 1, BlobRow.State.CONDEMNED, Publishing.TIME));
                return true;
            });
            String limits = "select current_setting('idle_in_transaction_session_timeout')"
                    + " || ' ' || current_setting('transaction_timeout')";

            assertThat(store.<String>write(writer -> {
                        writer.condemnedBlobs(1);
                        return shown(only, limits);
                    }))
                    .isEqualTo("0 0");

            assertThat(shown(only, limits)).isEqualTo("20s 30s");
        }
    }

    @ParameterizedTest
    @CsvSource({"off, on", "remote_apply, remote_apply"})
    void commitIsDurableWhateverTheHostsConnectionsHave(String before, String within) throws Exception {
        PGSimpleDataSource database = new PGSimpleDataSource();
        database.setUrl(Servers.newPostgresDatabase() + "&options=-c%20synchronous_commit=" + before);
        try (Connection only = database.getConnection();
                MetadataStore store = JdbcMetadataStore.open(new OneConnection(database, only))) {
            assertThat(store.<String>write(writer -> shown(only, "show synchronous_commit")))
                    .isEqualTo(within);
            assertThat(shown(only, "show synchronous_commit")).isEqualTo(before);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "'NO_ZERO_DATE', Add STRICT_TRANS_TABLES",
        "'STRICT_TRANS_TABLES,EMPTY_STRING_IS_NULL', empty texts are lost"
    })
    void connectionsThatDoNotKeepValuesAsTheyAreAreRefused(String mode, String advice) throws Exception {
        MariaDbDataSource database = new MariaDbDataSource(Servers.newMariaDbDatabase());
        try (Connection only = database.getConnection()) {
            Statements.run(only, "set session sql_mode = '" + mode + "'");

            assertThatThrownBy(() -> JdbcMetadataStore.open(new OneConnection(database, only)))
                    .isInstanceOf(InvalidInputException.class)
                    .hasMessageContaining(mode.substring(mode.indexOf(',') + 1))
                    .hasMessageContaining(advice);
        }
    }

    @Test
    void limitOfTheWaitForLocksEndsWithTheTransaction() throws Exception {
        MariaDbDataSource database = new MariaDbDataSource(Servers.newMariaDbDatabase());
        try (Connection only = database.getConnection()) {
            String before = shown(only, "select @@innodb_lock_wait_timeout");
            ServerTransaction.Entry entry =
                    new ServerTransaction.Entry(new OneConnection(database, only), new SqlSource(new MariaDbDialect()));

            try (ServerTransaction transaction = ServerTransaction.begin(entry, null)) {
                transaction.limitLockWaits(new MariaDbDialect());
                assertThat(shown(only, "select @@innodb_lock_wait_timeout")).isEqualTo("10");
            }

            assertThat(shown(only, "select @@innodb_lock_wait_timeout"))
                    .isEqualTo(before)
                    .isNotEqualTo("10");
        }
    }

    private static String shown(Connection connection, String query) {
        try (Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(query)) {
            result.next();
            return result.getString(1);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void databaseThatIsNotKnownIsRefused() {
        SQLiteDataSource database = new SQLiteDataSource();
        database.setUrl("jdbc:sqlite::memory:");

        assertThatThrownBy(() -> JdbcMetadataStore.open(database))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("SQLite")
                .hasMessageContaining("PostgreSQL");
    }
}
