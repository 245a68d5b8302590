package io.artispace.integration.run;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.atomic.AtomicInteger;

/** A PostgreSQL on a free port, with its data in a directory of the test. Used by one thread. */
public final class PostgresServer implements AutoCloseable {
    private static final AtomicInteger SCHEMAS = new AtomicInteger();

    private final Path directory;
    private EmbeddedPostgres server;

    private PostgresServer(Path directory) throws IOException {
        this.directory = directory;
        this.server = builder().start();
    }

    /** Starts a server in a directory that is empty or absent. */
    public static PostgresServer start(Path directory) throws IOException {
        return new PostgresServer(directory);
    }

    private EmbeddedPostgres.Builder builder() {
        return EmbeddedPostgres.builder().setDataDirectory(directory).setCleanDataDirectory(false);
    }

    /** Creates an empty schema, and returns its JDBC URL. */
    public URI newSchema() throws SQLException {
        String name = "registry" + SCHEMAS.incrementAndGet();
        String url = server.getJdbcUrl("postgres", "postgres");
        try (Connection connection = DriverManager.getConnection(url);
                Statement statement = connection.createStatement()) {
            statement.execute("create schema " + name);
        }
        return URI.create(url + "&currentSchema=" + name);
    }

    /** Stops the server, which gives up all transactions, and starts it again on the same port. */
    public void restart() throws IOException {
        int port = server.getPort();
        server.close();
        server = builder().setPort(port).start();
    }

    @Override
    public void close() throws IOException {
        server.close();
    }
}
