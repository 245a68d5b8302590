package io.artispace.metadata.jdbc.sqlite;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.pool.HikariPool.PoolInitializationException;
import io.artispace.metadata.jdbc.sql.SqlFailures;
import io.artispace.metadata.jdbc.work.PoolThreads;
import io.artispace.metadata.jdbc.work.StoreLog;
import io.artispace.metadata.jdbc.work.Waiting;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;

/**
 * The connections that read a database in a file. The first is opened with the store, and used while there is one reader at a time. The
 * others are in a pool, which is made when two read at once for the first time: it takes longer to load than the store takes to open,
 * and many programs never need it. Thread-safe.
 */
final class Readers implements AutoCloseable {
    private static final Logger log = StoreLog.get();
    private static final int MOST = 8;

    private final SqliteDataSource source;
    private final AtomicBoolean firstIsTaken = new AtomicBoolean();
    /** Belongs to whoever has taken it. */
    private @Nullable Connection first;

    private volatile @Nullable HikariDataSource pool;

    /** What is done with a connection. */
    @FunctionalInterface
    interface Use<T extends @Nullable Object> {
        T with(Connection connection) throws SQLException;
    }

    /**
     * Opens the first connection.
     *
     * @throws SQLException if that failed
     */
    Readers(SqliteDataSource source) throws SQLException {
        this.source = source;
        this.first = source.getConnection();
    }

    /**
     * Lends a connection. Nobody gets it any more if the use of it throws an {@link SQLException}, or leaves a transaction behind.
     *
     * @throws SQLException as the use of it does, or if there is none
     */
    <T extends @Nullable Object> T use(Use<T> use) throws SQLException {
        if (firstIsTaken.compareAndSet(false, true)) {
            try {
                return use(first(), this::closeFirst, use);
            } finally {
                firstIsTaken.set(false);
            }
        }
        HikariDataSource others = pool();
        try (Connection borrowed = Waiting.uninterruptibly(others)) {
            // Past the pool, which would wrap and watch every statement.
            Connection connection = borrowed.unwrap(StatementCachingConnection.class);
            return use(connection, () -> others.evictConnection(borrowed), use);
        }
    }

    private static <T extends @Nullable Object> T use(Connection connection, Runnable giveUp, Use<T> use)
            throws SQLException {
        try {
            return use.with(connection);
        } catch (SQLException e) {
            giveUp.run();
            throw e;
        } catch (RuntimeException | Error e) {
            if (!connection.getAutoCommit()) {
                giveUp.run();
            }
            throw e;
        }
    }

    private Connection first() throws SQLException {
        Connection open = first;
        if (open == null) {
            open = source.getConnection();
            first = open;
        }
        return open;
    }

    private void closeFirst() {
        Connection open = first;
        first = null;
        if (open != null) {
            try {
                open.close();
            } catch (SQLException e) {
                log.debug("Cannot close a connection that reads", e);
            }
        }
    }

    private HikariDataSource pool() {
        HikariDataSource made = pool;
        return made == null ? make() : made;
    }

    private synchronized HikariDataSource make() {
        HikariDataSource made = pool;
        if (made == null) {
            HikariConfig config = new HikariConfig();
            config.setPoolName("artispace-metadata-reader");
            config.setThreadFactory(new PoolThreads(config.getPoolName()));
            config.setDataSource(source);
            config.setReadOnly(true);
            config.setMaximumPoolSize(MOST - 1);
            // Connections to a file do not age, so they are opened when they are needed, and kept.
            config.setMinimumIdle(1);
            config.setIdleTimeout(0);
            config.setMaxLifetime(0);
            config.setKeepaliveTime(0);
            try {
                made = new HikariDataSource(config);
            } catch (PoolInitializationException e) {
                throw SqlFailures.failed("Cannot read the metadata store", e);
            }
            pool = made;
        }
        return made;
    }

    /** Closes all of them. Nobody may have one, or want one any more. */
    @Override
    public void close() {
        closeFirst();
        HikariDataSource made = pool;
        if (made != null) {
            PoolThreads.close(made);
        }
    }
}
