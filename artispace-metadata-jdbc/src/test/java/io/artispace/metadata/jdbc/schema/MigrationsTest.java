package io.artispace.metadata.jdbc.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.artispace.StorageFailedException;
import io.artispace.metadata.MetadataStore;
import io.artispace.metadata.jdbc.JdbcMetadataStore;
import io.artispace.metadata.jdbc.JdbcMetadataStoreProvider;
import io.artispace.metadata.jdbc.Servers;
import io.artispace.metadata.jdbc.server.MariaDbDialect;
import io.artispace.metadata.jdbc.server.PostgresDialect;
import io.artispace.metadata.jdbc.sql.Dialect;
import io.artispace.metadata.jdbc.sqlite.SqliteDialect;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.net.URI;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.sqlite.ProgressHandler;

/** How a schema is brought up to date, or left alone. */
class MigrationsTest {
    enum Engine {
        SQLITE,
        POSTGRESQL,
        MARIADB,
        MYSQL
    }

    /** Of the first schema, which every later one has to take over. */
    private static final List<String> FIRST_ROWS = List.of(
            "insert into repositories (id, name, kind, format, settings, created) values (7, 'releases', 'hosted', 'maven', '{}', 1)",
            "insert into packages (id, repository_id, name, revision, created, modified, attributes)"
                    + " values (70, 7, 'com.acme:app', 3, 1, 3, '{\"name\":\"App\"}')",
            "insert into versions (id, package_id, name, revision, published, removed, gone, attributes, manifest)"
                    + " values (700, 70, '1.0', 1, 1, null, 0, '{}', 'm')",
            "insert into versions (id, package_id, name, revision, published, removed, gone, attributes, manifest)"
                    + " values (701, 70, '1.1', 3, 2, 3, 701, '{}', 'm')",
            "insert into blobs (id, sha256, sha1, md5, sha512, size, state, in_use, touched)"
                    + " values (9, 'aa', 'bb', 'cc', null, 5, 0, 1, 1)",
            "insert into files (id, repository_id, package_id, version_id, blob_id, path, revision, changed, published, removed, gone)"
                    + " values (90, 7, 70, 700, 9, 'com/acme/app/1.0/app-1.0.jar', 1, 1, 1, null, 0)",
            "insert into tags (id, package_id, name, version, revision, put, removed, removed_revision, gone)"
                    + " values (5, 70, 'latest', '1.0', 2, 2, null, null, 0)",
            "insert into users (name, password_hash, role, created, attributes) values ('alice', 'h', 'WRITE', 1, '{}')",
            "insert into tokens (hash, id, owner, scope, created, expires, attributes)"
                    + " values ('x', 't1', 'alice', '{}', 1, null, '{}')");

    private static final List<String> FIRST_TABLES =
            List.of("repositories", "packages", "versions", "blobs", "files", "tags", "users", "tokens");

    /** Of the virtual machine that SQLite's statements run on, from one place at which it can be interrupted to the next. */
    private static final int INSTRUCTIONS = 10;

    /** At how many of these SQLite is not interrupted between two interruptions. */
    private static final int PLACES = 5;

    private static final Pattern CHANGES = Pattern.compile("create|alter|drop|insert|update|delete");

    @TempDir
    Path directory;

    private int databases;

    @ParameterizedTest
    @EnumSource
    void schemaThatIsUpToDateIsLeftAlone(Engine engine) throws Exception {
        String database = newDatabase(engine);

        for (int i = 0; i < 2; i++) {
            migrate(engine, database);
        }

        assertThat(number(database, "select count(*) - max(version) from schema_versions"))
                .isZero();
        assertThat(number(database, "select revision from configuration")).isZero();
    }

    /** Interrupted in one place after the other, each opening begins where the one before was interrupted. */
    @ParameterizedTest
    @EnumSource
    void migrationInterruptedAfterAnyStatementIsFinishedByTheNextOpeningAndKeepsRows(Engine engine) throws Exception {
        String database = newDatabase(engine);
        List<String> schema = dialect(engine).schema();
        finishAfterInterruptions(engine, database, schema.subList(0, 1));
        Servers.execute(database, FIRST_ROWS.toArray(String[]::new));
        String before = rows(database);

        for (int steps = 2; steps <= schema.size(); steps++) {
            finishAfterInterruptions(engine, database, schema.subList(0, steps));

            assertThat(number(database, "select max(version) from schema_versions"))
                    .isEqualTo(steps);
            assertThat(rows(database)).isEqualTo(before);
        }
        assertThat(number(database, "select count(*) from configuration")).isEqualTo(1);
    }

    private static void finishAfterInterruptions(Engine engine, String database, List<String> steps)
            throws SQLException {
        int allowed = 0;
        while (!finishes(engine, database, steps, allowed)) {
            allowed += engine == Engine.SQLITE ? PLACES : 1;
        }
        assertThat(allowed).isPositive();
    }

    private static boolean finishes(Engine engine, String database, List<String> steps, int allowed)
            throws SQLException {
        try {
            migrate(engine, database, steps, allowed);
            return true;
        } catch (StorageFailedException e) {
            assertThat(e).rootCause().hasMessageContaining("interrupt");
            return false;
        }
    }

    /** What these databases define is part of the transaction. */
    @ParameterizedTest
    @EnumSource(names = {"SQLITE", "POSTGRESQL"})
    void newStoreThatIsInterruptedHasNoTables(Engine engine) throws Exception {
        String database = newDatabase(engine);
        int places = migrate(engine, newDatabase(engine));
        String tables = engine == Engine.SQLITE
                ? "select count(*) from sqlite_master"
                : "select count(*) from information_schema.tables where table_schema = current_schema()";

        for (int allowed = 0; allowed < places; allowed += Math.max(1, places / 10)) {
            assertThat(finishes(engine, database, dialect(engine).schema(), allowed))
                    .isFalse();
            assertThat(number(database, tables)).isZero();
        }
    }

    /** Returns all rows of the first tables, with the columns that they had at first. */
    private static String rows(String database) throws SQLException {
        StringBuilder all = new StringBuilder();
        try (Connection connection = DriverManager.getConnection(database);
                Statement statement = connection.createStatement()) {
            for (String table : FIRST_TABLES) {
                String columns = columns(table);
                try (ResultSet result =
                        statement.executeQuery("select " + columns + " from " + table + " order by 1")) {
                    while (result.next()) {
                        all.append(table);
                        for (int i = 1; i <= result.getMetaData().getColumnCount(); i++) {
                            all.append(' ').append(result.getString(i));
                        }
                        all.append('\n');
                    }
                }
            }
        }
        return all.toString();
    }

    private static String columns(String table) {
        return FIRST_ROWS.stream()
                .filter(row -> row.startsWith("insert into " + table + " "))
                .map(row -> row.substring(row.indexOf('(') + 1, row.indexOf(')')))
                .findFirst()
                .orElseThrow();
    }

    @ParameterizedTest
    @EnumSource
    void schemaOfANewerReleaseIsRefusedWithAReasonAndLeftAlone(Engine engine) throws Exception {
        String database = newDatabase(engine);
        migrate(engine, database);
        Servers.execute(database, "insert into schema_versions (version) values (99)");

        assertThatThrownBy(() -> open(engine, database))
                .isInstanceOf(StorageFailedException.class)
                .hasMessageContaining("version 99")
                .hasMessageContaining("newer release");

        assertThat(number(database, "select max(version) from schema_versions")).isEqualTo(99);
    }

    @Test
    void fileOfAnotherProgramIsRefusedAndGetsNoTables() throws Exception {
        for (String table : List.of("tokens", "bookmarks")) {
            String database = newDatabase(Engine.SQLITE);
            Servers.execute(database, "create table " + table + " (id integer)");

            assertThatThrownBy(() -> open(Engine.SQLITE, database))
                    .isInstanceOf(StorageFailedException.class)
                    .hasMessageContaining("the database of another program")
                    .hasMessageContaining("\"" + table + "\"");

            assertThat(number(database, "select count(*) from sqlite_master")).isEqualTo(1);
        }
    }

    @Test
    void fullDiskIsReported() throws Exception {
        try (Connection connection = DriverManager.getConnection(newDatabase(Engine.SQLITE));
                Statement statement = connection.createStatement()) {
            statement.execute("pragma max_page_count = 10");

            assertThatThrownBy(() -> new Migrations(new SqliteDialect()).run(connection))
                    .isInstanceOf(StorageFailedException.class)
                    .hasMessageContaining("the disk is full");
        }
    }

    @Test
    void causeOfAFailedMigrationIsReportedEvenIfSqliteRolledBackByItself() {
        String database = newDatabase(Engine.SQLITE);

        assertThatThrownBy(() -> migrateSqlite(database, new SqliteDialect().schema(), 100))
                .isInstanceOf(StorageFailedException.class)
                .rootCause()
                .hasMessageContaining("interrupted");
    }

    /** Where definitions pass over what is there, such a table would be taken for the registry's own. */
    @ParameterizedTest
    @EnumSource(names = {"POSTGRESQL", "MARIADB", "MYSQL"})
    void databaseWithATableOfOneOfTheNamesIsRefusedAndLeftAlone(Engine engine) throws Exception {
        String database = newDatabase(engine);
        Servers.execute(database, "create table users (id integer)");

        assertThatThrownBy(() -> open(engine, database))
                .isInstanceOf(StorageFailedException.class)
                .hasMessageContaining("table")
                .hasMessageContaining("Give the registry a database");

        String schema = engine == Engine.POSTGRESQL ? "current_schema()" : "database()";
        assertThat(number(database, "select count(*) from information_schema.tables where table_schema = " + schema))
                .isEqualTo(1);
    }

    @Test
    void databaseThatLacksCharactersIsRefused() {
        String database = Servers.newPostgresDatabase("encoding LATIN1 locale 'C' template template0");

        assertThatThrownBy(() -> open(Engine.POSTGRESQL, database))
                .isInstanceOf(StorageFailedException.class)
                .hasMessageContaining("LATIN1")
                .hasMessageContaining("UTF8");
    }

    @Test
    void openingDoesNotGoOnWhileAnotherProcessChangesTheSchema() throws Exception {
        String database = newDatabase(Engine.MARIADB);
        MariaDbDialect impatient = new MariaDbDialect(0);
        try (Connection other = DriverManager.getConnection(database);
                Connection ours = DriverManager.getConnection(database)) {
            impatient.lockSchema(other);

            assertThatThrownBy(() -> new Migrations(impatient).run(ours))
                    .isInstanceOf(StorageFailedException.class)
                    .hasMessageContaining("another process");

            assertThat(number(
                            database, "select count(*) from information_schema.tables where table_schema = database()"))
                    .isZero();
        }
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
            case MYSQL -> Servers.newMySqlDatabase();
        };
    }

    private static Dialect dialect(Engine engine) {
        return switch (engine) {
            case SQLITE -> new SqliteDialect();
            case POSTGRESQL -> new PostgresDialect();
            case MARIADB, MYSQL -> new MariaDbDialect();
        };
    }

    private static int migrate(Engine engine, String database) throws SQLException {
        return migrate(engine, database, dialect(engine).schema(), Integer.MAX_VALUE);
    }

    /**
     * Migrates on a connection that breaks after some changes, or, as SQLite gets all in one call, some places within them; returns how
     * many there were.
     */
    private static int migrate(Engine engine, String database, List<String> steps, int allowed) throws SQLException {
        return engine == Engine.SQLITE
                ? migrateSqlite(database, steps, allowed)
                : migrateServer(engine, database, steps, allowed);
    }

    private static int migrateSqlite(String database, List<String> steps, int allowed) throws SQLException {
        AtomicInteger places = new AtomicInteger();
        try (Connection connection = DriverManager.getConnection(database)) {
            ProgressHandler.setHandler(connection, INSTRUCTIONS, new ProgressHandler() {
                @Override
                protected int progress() {
                    return places.incrementAndGet() > allowed ? 1 : 0;
                }
            });
            new Migrations(new SqliteDialect(), steps).run(connection);
        }
        return places.get();
    }

    private static int migrateServer(Engine engine, String database, List<String> steps, int allowed)
            throws SQLException {
        AtomicInteger changes = new AtomicInteger();
        boolean[] broken = {false};
        try (Connection connection = DriverManager.getConnection(database)) {
            Breaking breaking = (method, arguments) -> {
                boolean change = arguments != null
                        && arguments[0] instanceof String sql
                        && CHANGES.matcher(sql).lookingAt();
                broken[0] |= changes.get() >= allowed && (change || method.equals("commit"));
                if (broken[0]) {
                    throw new SQLException("The connection is interrupted.");
                }
                if (change) {
                    changes.incrementAndGet();
                }
            };
            new Migrations(dialect(engine), steps).run(breaking(Connection.class, connection, breaking));
        }
        return changes.get();
    }

    /** Asked before each call of a connection or of its statements; may throw. */
    @FunctionalInterface
    private interface Breaking {
        void before(String method, Object[] arguments) throws SQLException;
    }

    private static <T> T breaking(Class<T> type, T target, Breaking breaking) {
        return type.cast(Proxy.newProxyInstance(
                MigrationsTest.class.getClassLoader(), new Class<?>[] {type}, (proxy, method, arguments) -> {
                    breaking.before(method.getName(), arguments);
                    try {
                        Object result = method.invoke(target, arguments);
                        return method.getName().equals("createStatement")
                                ? breaking(Statement.class, (Statement) result, breaking)
                                : result;
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                }));
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
