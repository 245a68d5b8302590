package io.artispace.benchmarks;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/** A PostgreSQL on this machine with the settings of its installation: unlike in servers for tests, commits are durable. */
final class DatabaseServer implements AutoCloseable {
    private static final String[] DURABLE = {"fsync", "synchronous_commit", "full_page_writes"};

    private final EmbeddedPostgres server;

    private DatabaseServer(EmbeddedPostgres server) {
        this.server = server;
    }

    /** Starts a server that is removed in the end. */
    static DatabaseServer start() throws IOException {
        return start(EmbeddedPostgres.builder());
    }

    /** Starts a server whose data stay in a directory. */
    static DatabaseServer startIn(Path directory) throws IOException {
        return start(EmbeddedPostgres.builder().setDataDirectory(directory).setCleanDataDirectory(false));
    }

    private static DatabaseServer start(EmbeddedPostgres.Builder builder) throws IOException {
        // Both are off in servers for tests.
        builder.setServerConfig("fsync", "on").setServerConfig("synchronous_commit", "on");
        DatabaseServer started = new DatabaseServer(builder.start());
        try {
            started.check();
            return started;
        } catch (SQLException e) {
            started.close();
            throw new IOException("PostgreSQL does not tell its settings", e);
        }
    }

    /** Figures of a server that does not flush would mean nothing. */
    private void check() throws SQLException {
        try (Connection connection = server.getPostgresDatabase().getConnection();
                Statement statement = connection.createStatement()) {
            for (String setting : DURABLE) {
                try (ResultSet row = statement.executeQuery("show " + setting)) {
                    if (!row.next() || !row.getString(1).equals("on")) {
                        throw new SQLException(setting + " is off");
                    }
                }
            }
        }
    }

    /** Returns the URL of a database, which is created if it is not there. */
    String database(String name) throws IOException {
        try (Connection connection = server.getPostgresDatabase().getConnection();
                Statement statement = connection.createStatement();
                ResultSet there = statement.executeQuery("select 1 from pg_database where datname = '" + name + "'")) {
            if (!there.next()) {
                statement.execute("create database " + name);
            }
        } catch (SQLException e) {
            throw new IOException("Cannot create the database " + name, e);
        }
        return server.getJdbcUrl("postgres", name);
    }

    @Override
    public void close() throws IOException {
        server.close();
    }
}
