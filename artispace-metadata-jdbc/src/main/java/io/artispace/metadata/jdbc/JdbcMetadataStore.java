package io.artispace.metadata.jdbc;

import static java.util.Objects.requireNonNull;

import io.artispace.InvalidInputException;
import io.artispace.Quote;
import io.artispace.metadata.MetadataStore;
import io.artispace.metadata.jdbc.server.Connections;
import io.artispace.metadata.jdbc.server.MariaDbDialect;
import io.artispace.metadata.jdbc.server.PostgresDialect;
import io.artispace.metadata.jdbc.server.ServerDialect;
import io.artispace.metadata.jdbc.server.ServerLocation;
import io.artispace.metadata.jdbc.server.ServerTransactions;
import io.artispace.metadata.jdbc.sql.SqlFailures;
import io.artispace.metadata.jdbc.sqlite.PooledTransactions;
import io.artispace.metadata.jdbc.sqlite.SerialTransactions;
import io.artispace.metadata.jdbc.work.RunningWork;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * The metadata store on SQLite, in a file or in memory, and on PostgreSQL, MariaDB and MySQL. Times keep their microseconds; what is finer
 * is cut off.
 *
 * <p>From the outside in, each in a package of its own:
 * <ul>
 *   <li>{@code sqlite} and {@code server} run a work in a transaction: in a file, many readers beside one writer, whose commits are shared;
 *       in memory, one work after the other; in a database server, works side by side. What they share is in {@code work};
 *   <li>{@code table} is what a work sees: each question goes to the table it is about, where the SQL stands. {@code search} finds packages
 *       by words;
 *   <li>{@code sql} runs the statements of one work, and names what the databases do not have in common;
 *   <li>{@code schema} brings the schema up to date when a store is opened; the schema itself is in scripts beside it,
 *       {@code sqlite-1.sql}, {@code postgresql-1.sql}, {@code mariadb-1.sql} and those with higher numbers.
 * </ul>
 *
 * <p>Any number of stores may be open in one server's database. Several stores, in one process or in several, may be open on one file; it
 * has to be on a local disk. A write waits up to ten seconds for one of another process, and behind others that wait, for twice as long.
 * Thread-safe.
 */
public final class JdbcMetadataStore implements MetadataStore {
    /** Runs the works, without minding who closes it when or calls it within a work. */
    private final MetadataStore transactions;

    private final RunningWork running = new RunningWork();
    private final Set<Thread> working = ConcurrentHashMap.newKeySet();

    private JdbcMetadataStore(MetadataStore transactions) {
        this.transactions = transactions;
    }

    /**
     * Opens a store in a file.
     *
     * @param database the file; it is created if it is absent, and so are its directories
     * @return the store; the caller closes it
     * @throws io.artispace.StorageFailedException if the file cannot be opened or holds something else, or was written by a newer release
     */
    public static JdbcMetadataStore openSqlite(Path database) {
        return new JdbcMetadataStore(
                PooledTransactions.open(requireNonNull(database, "database").toAbsolutePath()));
    }

    /**
     * Opens a store in a database server. The tables are created in the database, and in PostgreSQL in the schema, that the connection
     * begins in.
     *
     * @param url the JDBC URL of a PostgreSQL (13 or newer), MariaDB or MySQL database, as its driver documents it; the driver has to
     *     be on the class path or module path
     * @return the store; the caller closes it
     * @throws io.artispace.InvalidInputException if the driver is missing or the kind of database is not known
     * @throws io.artispace.StorageFailedException if the database cannot be reached or changed, or was written by a newer release
     */
    public static JdbcMetadataStore openServer(String url) {
        ServerLocation location = ServerLocation.of(requireNonNull(url, "url"));
        ServerDialect dialect = location.dialect();
        return new JdbcMetadataStore(
                ServerTransactions.open(dialect, Connections.pooled(location.dataSource(url), dialect)));
    }

    /**
     * Opens a store in the host's own PostgreSQL (13 or newer), MariaDB or MySQL database. Each work takes one connection and gives it back
     * as it was. Changes have to count the rows that they find, which drivers do unless they are told otherwise ({@code useAffectedRows}).
     * What is written is durable when a work returns, even if PostgreSQL's {@code synchronous_commit} is switched off for the connections.
     *
     * @param database gives connections, best from a pool of at least two; it stays the host's, which closes it after the store
     * @return the store; the caller closes it
     * @throws io.artispace.InvalidInputException if the kind of database is not known, or it is MariaDB or MySQL and the connections'
     *     {@code sql_mode} is not strict, so that values would be cut off
     * @throws io.artispace.StorageFailedException if the database cannot be reached or changed, or was written by a newer release
     */
    public static JdbcMetadataStore open(DataSource database) {
        ServerDialect dialect = dialect(requireNonNull(database, "database"));
        return new JdbcMetadataStore(ServerTransactions.open(dialect, Connections.of(database)));
    }

    private static ServerDialect dialect(DataSource database) {
        try (Connection connection = database.getConnection()) {
            String product = connection.getMetaData().getDatabaseProductName();
            ServerDialect dialect = switch (product) {
                case "PostgreSQL" -> new PostgresDialect();
                case "MariaDB", "MySQL" -> new MariaDbDialect();
                default ->
                    throw new InvalidInputException("Cannot open the metadata store in " + Quote.of(product)
                            + ": PostgreSQL, MariaDB and MySQL are known, and SQLite by its file.");
            };
            dialect.check(connection);
            return dialect;
        } catch (SQLException e) {
            throw SqlFailures.failed("Cannot open the metadata store in the host's database", e);
        }
    }

    /**
     * Opens a new, empty store in memory that shares nothing with any other.
     *
     * @return the store; the caller closes it, and its rows are gone then
     */
    public static JdbcMetadataStore openInMemory() {
        return new JdbcMetadataStore(SerialTransactions.open());
    }

    @Override
    public <T extends @Nullable Object> T read(ReadWork<T> work) {
        requireNonNull(work, "work");
        return alone(() -> transactions.read(work));
    }

    @Override
    public <T extends @Nullable Object> T look(ReadWork<T> work) {
        requireNonNull(work, "work");
        return alone(() -> transactions.look(work));
    }

    @Override
    public <T extends @Nullable Object> T write(WriteWork<T> work) {
        requireNonNull(work, "work");
        return alone(() -> transactions.write(work));
    }

    /** {@inheritDoc} SQLite tells it, in a file as well as in memory. A server does not: it would have to be asked over the network. */
    @Override
    public OptionalLong dataVersion() {
        return inside(transactions::dataVersion);
    }

    @Override
    public OptionalLong configurationVersion() {
        return inside(transactions::configurationVersion);
    }

    /** Refuses a work within a work: it might wait for itself. */
    private <T extends @Nullable Object> T alone(Supplier<T> work) {
        Thread thread = Thread.currentThread();
        if (!working.add(thread)) {
            throw new IllegalStateException("A work of the metadata store must not call its read, look or write.");
        }
        try {
            return inside(work);
        } finally {
            working.remove(thread);
        }
    }

    private <T extends @Nullable Object> T inside(Supplier<T> action) {
        running.enter();
        try {
            return action.get();
        } finally {
            running.leave();
        }
    }

    @Override
    public void close() {
        if (running.close()) {
            transactions.close();
        }
    }
}
