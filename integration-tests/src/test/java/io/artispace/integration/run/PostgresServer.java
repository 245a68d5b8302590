package io.artispace.integration.run;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/** A PostgreSQL on a free port. Used by one thread. */
public final class PostgresServer implements AutoCloseable {
    private static final AtomicInteger SCHEMAS = new AtomicInteger();

    private final Supplier<EmbeddedPostgres.Builder> builder;
    private EmbeddedPostgres server;

    private PostgresServer(Supplier<EmbeddedPostgres.Builder> builder) {
        try {
            this.builder = builder;
            this.server = builder.get().start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The server of all tests of this process that neither stop it nor close it; it ends with the process. */
    public static PostgresServer shared() {
        return Shared.SERVER;
    }

    private static final class Shared {
        static final PostgresServer SERVER = new PostgresServer(EmbeddedPostgres::builder);
    }

    /** Starts another server, with its data in a directory that is empty or absent. */
    public static PostgresServer start(Path directory) {
        return new PostgresServer(
                () -> EmbeddedPostgres.builder().setDataDirectory(directory).setCleanDataDirectory(false));
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
        server = builder.get().setPort(port).start();
    }

    @Override
    public void close() throws IOException {
        server.close();
    }
}
