package io.artispace.metadata.jdbc.server;

import io.artispace.StorageFailedException;
import io.artispace.metadata.jdbc.server.ServerTransactions.RepeatableFailure;
import io.artispace.metadata.jdbc.sql.ServerFailures;
import io.artispace.metadata.jdbc.sql.Sql;
import io.artispace.metadata.jdbc.sql.SqlFailures;
import io.artispace.metadata.jdbc.sql.SqlSource;
import io.artispace.metadata.jdbc.sql.Statements;
import io.artispace.metadata.jdbc.work.Waiting;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.function.Function;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** One transaction on a database server. Closing rolls back what was not committed, and gives the connection back as it was. */
final class ServerTransaction implements AutoCloseable {
    private final Connection connection;
    private final Sql sql;
    private final boolean autoCommit;
    private boolean committed;
    private String afterwards = "";

    private ServerTransaction(Connection connection, Sql sql, boolean autoCommit) {
        this.connection = connection;
        this.sql = sql;
        this.autoCommit = autoCommit;
    }

    /**
     * Where transactions are begun.
     *
     * @param source gives connections, each for one transaction
     * @param works begins works on them
     */
    record Entry(DataSource source, SqlSource works) {}

    /**
     * Begins a transaction.
     *
     * @param beginning what sets the transaction's isolation, and what else it needs; null if the connection has all that
     * @throws RepeatableFailure if there is no connection, or it is of no use
     */
    static ServerTransaction begin(Entry entry, @Nullable String beginning) {
        Connection connection = open(entry.source());
        try {
            boolean autoCommit = connection.getAutoCommit();
            if (autoCommit) {
                connection.setAutoCommit(false);
            }
            ServerTransaction begun =
                    new ServerTransaction(connection, entry.works().on(connection), autoCommit);
            if (beginning != null) {
                Statements.run(connection, beginning);
            }
            return begun;
        } catch (SQLException e) {
            closeQuietly(connection);
            throw new RepeatableFailure(SqlFailures.failed("Cannot begin a transaction of the metadata store", e));
        }
    }

    /**
     * Takes a connection for queries of which each sees what is committed, with no transaction around them.
     *
     * @throws RepeatableFailure if there is no connection, or it is of no use
     */
    static ServerTransaction none(Entry entry) {
        Connection connection = open(entry.source());
        try {
            boolean autoCommit = connection.getAutoCommit();
            if (!autoCommit) {
                connection.setAutoCommit(true);
            }
            ServerTransaction none =
                    new ServerTransaction(connection, entry.works().on(connection), autoCommit);
            none.committed = true;
            return none;
        } catch (SQLException e) {
            closeQuietly(connection);
            throw new RepeatableFailure(SqlFailures.failed("Cannot read the metadata store", e));
        }
    }

    /** Takes a connection even if the thread is interrupted: works do not depend on that. */
    private static Connection open(DataSource source) {
        try {
            return Waiting.uninterruptibly(source);
        } catch (SQLException e) {
            throw new RepeatableFailure(SqlFailures.failed("Cannot get a connection to the metadata store", e));
        }
    }

    Connection connection() {
        return connection;
    }

    Sql sql() {
        return sql;
    }

    /** Runs a work. If the database failed meanwhile, that failure is thrown, even if the work has swallowed it. */
    <T extends @Nullable Object> T run(Function<Sql, T> work) {
        try {
            return sql.run(work);
        } catch (RuntimeException | Error e) {
            if (sql.failure() instanceof StorageFailedException failure
                    && ServerFailures.kind(failure) != ServerFailures.Kind.LASTING) {
                throw new RepeatableFailure(failure);
            }
            throw e;
        }
    }

    /** Lets statements fail that wait for a lock longer than ten seconds, until this is closed. */
    void limitLockWaits(ServerDialect dialect) throws SQLException {
        Statements.change(connection, dialect.limitLockWaits());
        afterwards = dialect.unlimitLockWaits();
    }

    void commit() throws SQLException {
        connection.commit();
        committed = true;
    }

    /** Ends a transaction that only read: whether the server hears of it changes nothing. */
    void end() {
        try {
            finish("commit");
            committed = true;
        } catch (SQLException e) {
            committed = false;
        }
    }

    /**
     * Ends the transaction by a statement of its own: a driver may say nothing to a server that has begun none yet, and what was set for
     * it would hold for the next one on this connection, which may be the host's.
     */
    private void finish(String statement) throws SQLException {
        Statements.run(connection, statement);
    }

    @Override
    public void close() {
        try {
            if (!committed) {
                finish("rollback");
            }
            if (!afterwards.isEmpty()) {
                Statements.change(connection, afterwards);
            }
            if (connection.getAutoCommit() != autoCommit) {
                connection.setAutoCommit(autoCommit);
            }
        } catch (SQLException e) {
            // The connection is broken: the server rolls back, and a pool discards it. The earlier failure is the one
            // to report.
            closeQuietly(connection);
            return;
        }
        closeQuietly(connection);
    }

    private static void closeQuietly(Connection connection) {
        try {
            connection.close();
        } catch (SQLException e) {
            // As above.
            return;
        }
    }
}
