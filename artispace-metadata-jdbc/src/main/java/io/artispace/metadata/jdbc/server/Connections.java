package io.artispace.metadata.jdbc.server;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.pool.HikariPool.PoolInitializationException;
import io.artispace.metadata.jdbc.sql.SqlFailures;
import io.artispace.metadata.jdbc.work.PoolThreads;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;

/**
 * Where the connections to a database server come from.
 *
 * @param reading gives connections to read with
 * @param writing gives connections to write with
 * @param isolated whether these connections are set up as they need to be; if not, each transaction sees to it
 * @param closing what is done in the end
 */
public record Connections(DataSource reading, DataSource writing, boolean isolated, Runnable closing) {
    private static final int SIZE = 10;
    private static final long TIMEOUT_MILLIS = TimeUnit.SECONDS.toMillis(10);

    /** Opens two pools of our own. */
    public static Connections pooled(DataSource server, ServerDialect dialect) {
        HikariDataSource writing = pool(server, dialect, "writer", "TRANSACTION_READ_COMMITTED");
        try {
            boolean kept = keepSettings(writing, dialect);
            HikariDataSource reading = pool(
                    server, dialect, "reader", kept ? "TRANSACTION_REPEATABLE_READ" : "TRANSACTION_READ_COMMITTED");
            return new Connections(reading, writing, kept, () -> {
                PoolThreads.close(reading);
                PoolThreads.close(writing);
            });
        } catch (RuntimeException | Error e) {
            PoolThreads.close(writing);
            throw e;
        }
    }

    private static boolean keepSettings(DataSource connections, ServerDialect dialect) {
        try (Connection connection = connections.getConnection()) {
            return dialect.keepsSettings(connection);
        } catch (SQLException e) {
            throw SqlFailures.failed("Cannot open the metadata store in " + dialect.product(), e);
        }
    }

    /** Takes connections from the host's own source, for one transaction each, and gives them back as they were. */
    public static Connections of(DataSource host) {
        return new Connections(host, host, false, () -> {});
    }

    private static HikariDataSource pool(DataSource server, ServerDialect dialect, String name, String isolation) {
        HikariConfig config = new HikariConfig();
        config.setPoolName("artispace-metadata-" + name);
        config.setThreadFactory(new PoolThreads(config.getPoolName()));
        config.setDataSource(server);
        config.setReadOnly(name.equals("reader"));
        config.setAutoCommit(false);
        config.setTransactionIsolation(isolation);
        config.setConnectionInitSql(dialect.initialSql());
        // Commits what the pool runs by itself.
        config.setIsolateInternalQueries(true);
        config.setMaximumPoolSize(SIZE);
        config.setMinimumIdle(1);
        config.setConnectionTimeout(TIMEOUT_MILLIS);
        try {
            return new HikariDataSource(config);
        } catch (PoolInitializationException e) {
            throw SqlFailures.failed("Cannot open the metadata store in " + dialect.product(), e);
        }
    }
}
