package io.artispace.metadata.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.artispace.StorageFailedException;
import io.artispace.metadata.MetadataStore;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.net.URI;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.atomic.AtomicInteger;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** How a schema comes up to date, or stays as it was. */
class MigrationsTest {
    enum Engine {
        SQLITE,
        POSTGRESQL,
        MARIADB
    }

    @TempDir
    Path directory;

    private int databases;

    @ParameterizedTest
    @EnumSource
    void schemaThatIsUpToDateIsLeftAlone(Engine engine) throws Exception {
        String database = newDatabase(engine);

        for (int i = 0; i < 2; i++) {
            migrate(engine, database, Integer.MAX_VALUE);
        }

        assertThat(number(database, "select count(*) - max(version) from schema_versions"))
                .isZero();
        assertThat(number(database, "select revision from configuration")).isZero();
    }

    @ParameterizedTest
    @EnumSource
    void migrationInterruptedAfterAnyStatementIsFinishedByTheNextOpening(Engine engine) throws Exception {
        int statements = migrate(engine, newDatabase(engine), Integer.MAX_VALUE);
        assertThat(statements).isGreaterThan(10);

        // Each definition of MariaDB takes its time, so there some of the places have to do.
        int stride = engine == Engine.MARIADB ? 5 : 1;
        for (int allowed = 0; allowed < statements; allowed += stride) {
            String database = newDatabase(engine);
            int last = allowed;
            assertThatThrownBy(() -> migrate(engine, database, last)).isInstanceOf(RuntimeException.class);

            migrate(engine, database, Integer.MAX_VALUE);

            assertThat(number(database, "select count(*) - max(version) from schema_versions"))
                    .isZero();
            assertThat(number(database, "select count(*) from configuration")).isEqualTo(1);
        }
    }

    @ParameterizedTest
    @EnumSource
    void schemaOfANewerReleaseIsRefusedWithAReasonAndLeftAlone(Engine engine) throws Exception {
        String database = newDatabase(engine);
        migrate(engine, database, Integer.MAX_VALUE);
        Servers.execute(database, "insert into schema_versions (version) values (99)");

        assertThatThrownBy(() -> open(engine, database))
                .isInstanceOf(StorageFailedException.class)
                .hasMessageContaining("version 99")
                .hasMessageContaining("newer release");

        assertThat(number(database, "select max(version) from schema_versions")).isEqualTo(99);
    }

    private static MetadataStore open(Engine engine, String database) {
        return engine == Engine.SQLITE
                ? JdbcMetadataStore.openSqlite(Path.of(database.substring("jdbc:sqlite:".length())))
                : new JdbcMetadataStoreProvider().open(URI.create(database));
    }

    private String newDatabase(Engine engine) {
        return switch (engine) {
            case SQLITE -> "jdbc:sqlite:" + directory.resolve(++databases + ".db");
            case POSTGRESQL -> Servers.newPostgresDatabase();
            case MARIADB -> Servers.newMariaDbDatabase();
        };
    }

    private static Dialect dialect(Engine engine) {
        return switch (engine) {
            case SQLITE -> new SqliteDialect();
            case POSTGRESQL -> new PostgresDialect();
            case MARIADB -> new MariaDbDialect();
        };
    }

    /** Migrates on a connection that breaks after some changes; returns how many there were. */
    private static int migrate(Engine engine, String database, int allowed) throws SQLException {
        AtomicInteger changes = new AtomicInteger();
        boolean[] broken = {false};
        try (Connection connection = DriverManager.getConnection(database)) {
            Connection breaking = (Connection) Proxy.newProxyInstance(
                    MigrationsTest.class.getClassLoader(),
                    new Class<?>[] {Connection.class},
                    (proxy, method, arguments) -> {
                        boolean change = arguments != null
                                && arguments[0] instanceof String sql
                                && (sql.startsWith("create") || sql.startsWith("insert"));
                        broken[0] |= changes.get() >= allowed
                                && (change || method.getName().equals("commit"));
                        if (broken[0]) {
                            throw new SQLException("The connection is gone.");
                        }
                        if (change) {
                            changes.incrementAndGet();
                        }
                        try {
                            return method.invoke(connection, arguments);
                        } catch (InvocationTargetException e) {
                            throw e.getCause();
                        }
                    });
            try (Handle handle = Jdbi.create(breaking).open()) {
                dialect(engine).migrations().run(handle);
            }
        }
        return changes.get();
    }

    private static long number(String database, String query) throws SQLException {
        try (Connection connection = DriverManager.getConnection(database);
                Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(query)) {
            result.next();
            return result.getLong(1);
        }
    }
}
