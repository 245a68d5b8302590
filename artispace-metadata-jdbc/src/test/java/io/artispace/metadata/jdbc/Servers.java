package io.artispace.metadata.jdbc;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.artispace.servers.MariaDbServer;
import io.artispace.servers.MySqlServer;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.atomic.AtomicInteger;

/** The database servers of the tests: each is started when it is first needed, and stopped with this process. */
public final class Servers {
    private static final AtomicInteger DATABASES = new AtomicInteger();

    private Servers() {}

    /** Creates an empty schema in PostgreSQL, which takes less time than a database, and returns its JDBC URL. */
    public static String newPostgresDatabase() {
        return newSchema(Postgres.SERVER);
    }

    /** Creates an empty database in PostgreSQL with the properties given, and returns its JDBC URL. */
    public static String newPostgresDatabase(String properties) {
        String name = "test" + DATABASES.incrementAndGet();
        execute(Postgres.SERVER.getJdbcUrl("postgres", "postgres"), "create database " + name + " " + properties);
        return Postgres.SERVER.getJdbcUrl("postgres", name);
    }

    public static String newSchema(EmbeddedPostgres server) {
        String name = "test" + DATABASES.incrementAndGet();
        String url = server.getJdbcUrl("postgres", "postgres");
        execute(url, "create schema " + name);
        return url + "&currentSchema=" + name;
    }

    /** Creates an empty database in MariaDB, and returns its JDBC URL. */
    public static String newMariaDbDatabase() {
        return MariaDb.SERVER.newDatabase("test" + DATABASES.incrementAndGet());
    }

    /** Tells whether there is a MySQL. */
    public static boolean hasMySql() {
        return MySqlServer.isRunnable();
    }

    /** Returns the JDBC URL of an empty database in MySQL; where that does not run, the test is skipped. */
    public static String newMySqlDatabase() {
        assumeTrue(hasMySql(), MySqlServer.NEEDS);
        return MySql.SERVER.newDatabase("test" + DATABASES.incrementAndGet());
    }

    /** Starts a PostgreSQL of its own, which a test may stop. */
    public static EmbeddedPostgres startPostgres() {
        try {
            return EmbeddedPostgres.start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Empties the store in a database, which takes less time than to create another one. */
    public static void empty(String url) {
        execute(
                url,
                "delete from ledger",
                "delete from sessions",
                "delete from upstream_documents",
                "delete from cached_files",
                "delete from package_words",
                "delete from files",
                "delete from blobs",
                "delete from tags",
                "delete from versions",
                "delete from packages",
                "delete from repositories",
                "delete from users",
                "delete from tokens",
                "delete from events",
                "update configuration set revision = 0");
    }

    public static void execute(String url, String... statements) {
        try (Connection connection = DriverManager.getConnection(url);
                Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static final class Postgres {
        static final EmbeddedPostgres SERVER = startPostgres();
    }

    private static final class MariaDb {
        static final MariaDbServer SERVER = MariaDbServer.start();
    }

    private static final class MySql {
        static final MySqlServer SERVER = MySqlServer.start();
    }
}
