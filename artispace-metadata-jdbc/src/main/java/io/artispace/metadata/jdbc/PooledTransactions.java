package io.artispace.metadata.jdbc;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.pool.HikariPool.PoolInitializationException;
import io.artispace.StorageFailedException;
import io.artispace.metadata.MetadataStore.ReadWork;
import io.artispace.metadata.MetadataStore.WriteWork;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.OptionalLong;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** Transactions on a database in a file: one connection that writes, for one work after the other, and several that read beside it. */
final class PooledTransactions implements Transactions {
    private static final int READERS = 8;

    private final Attributes attributes = new Attributes();
    private final Dialect dialect = new SqliteDialect();
    private final HikariDataSource writers;
    private final HikariDataSource readers;
    private final LazyJdbi jdbi = new LazyJdbi();
    private final DataVersion version;
    private final GroupCommit commits = new GroupCommit(this::begin);

    private PooledTransactions(HikariDataSource writers, HikariDataSource readers, DataVersion version) {
        this.version = version;
        this.writers = writers;
        this.readers = readers;
    }

    static PooledTransactions open(Path database) {
        return open(database, LocalDisk::type);
    }

    /** Opens a database; {@code types} tells on what kind of file system it is to be. */
    static PooledTransactions open(Path database, LocalDisk.Types types) {
        try {
            Path directory = database.getParent();
            if (directory != null) {
                Files.createDirectories(directory);
                LocalDisk.require(directory, types);
            }
        } catch (IOException e) {
            throw new StorageFailedException(
                    "Cannot open the metadata store: its directory cannot be created. Check that this process may write where"
                            + " it is to be, and that no file of that name is in the way.",
                    e);
        }
        HikariDataSource writers = pool(SqliteDataSource.writer(database), "writer", 1, false);
        try {
            new SqliteDialect().migrations().run(writers);
            SqliteDataSource reader = SqliteDataSource.reader(database);
            return new PooledTransactions(writers, pool(reader, "reader", READERS, true), new DataVersion(reader));
        } catch (RuntimeException | Error e) {
            Connections.close(writers);
            throw e;
        }
    }

    private static HikariDataSource pool(DataSource source, String name, int size, boolean readOnly) {
        HikariConfig config = new HikariConfig();
        config.setPoolName("artispace-metadata-" + name);
        config.setThreadFactory(new PoolThreads(config.getPoolName()));
        config.setDataSource(source);
        config.setReadOnly(readOnly);
        config.setMaximumPoolSize(size);
        // Connections to a file do not age: they are opened when they are needed, and kept.
        config.setMinimumIdle(1);
        config.setIdleTimeout(0);
        config.setMaxLifetime(0);
        config.setKeepaliveTime(0);
        try {
            return new HikariDataSource(config);
        } catch (PoolInitializationException e) {
            throw SqlFailures.failed("Cannot open the metadata store", e);
        }
    }

    @Override
    public <T extends @Nullable Object> T read(ReadWork<T> work) {
        commits.checkNotNested();
        try (Connection borrowed = readers.getConnection()) {
            // Past the pool, which would wrap and watch every statement.
            Connection connection = borrowed.unwrap(StatementCachingConnection.class);
            Sql sql = statements(connection);
            // The first statement takes the snapshot, the later ones see the same.
            connection.setAutoCommit(false);
            try {
                T value = work.run(new JdbcReader(sql));
                sql.check();
                return value;
            } finally {
                sql.end();
                connection.setAutoCommit(true);
            }
        } catch (SQLException e) {
            throw SqlFailures.failed("Cannot read the metadata store", e);
        }
    }

    private Sql statements(Connection connection) {
        return new Sql(connection, () -> jdbi.on(connection), attributes, dialect);
    }

    @Override
    public <T extends @Nullable Object> T write(WriteWork<T> work) {
        return commits.write(work);
    }

    /** {@inheritDoc} A commit of this store is one of another connection, too. */
    @Override
    public OptionalLong dataVersion() {
        return version.current();
    }

    private Batch begin() {
        try {
            return new Batch(writers.getConnection(), this::statements, PooledTransactions::giveBack, this::giveUp);
        } catch (SQLException e) {
            throw SqlFailures.failed("Cannot get a connection to the metadata store", e);
        }
    }

    private static void giveBack(Connection connection) {
        try {
            connection.close();
        } catch (SQLException e) {
            throw SqlFailures.failed("Cannot give a connection to the metadata store back", e);
        }
    }

    /** Closing the connection rolls back what it may hold. */
    private void giveUp(Connection connection) {
        writers.evictConnection(connection);
        giveBack(connection);
    }

    /** The writer last: a connection that may write folds the log back into the database when it is the last one to close. */
    @Override
    public void close() {
        version.close();
        Connections.close(readers);
        Connections.close(writers);
    }
}
