package io.artispace.metadata.jdbc;

import io.artispace.StorageFailedException;
import io.artispace.metadata.jdbc.ServerTransactions.RepeatableFailure;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.function.Function;
import javax.sql.DataSource;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Handles;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.JdbiException;
import org.jdbi.v3.core.statement.SqlStatements;
import org.jdbi.v3.core.statement.TemplateEngine;
import org.jspecify.annotations.Nullable;

/** One transaction on a database server. Closing rolls back what was not committed, and gives the connection back as it was. */
final class ServerTransaction implements AutoCloseable {
    private final Handle handle;
    private final Connection connection;
    private final Sql sql;
    private final boolean autoCommit;
    private boolean committed;
    private String afterwards = "";

    private ServerTransaction(Handle handle, Sql sql, boolean autoCommit) {
        this.handle = handle;
        this.connection = handle.getConnection();
        this.sql = sql;
        this.autoCommit = autoCommit;
    }

    /** Returns the entry to a data source, through which a few statements go that are not run by {@link Sql} directly. */
    static Jdbi jdbi(DataSource source, Dialect dialect) {
        Jdbi jdbi = Jdbi.create(source);
        jdbi.getConfig(Handles.class).setForceEndTransactions(false);
        SqlStatements statements = jdbi.getConfig(SqlStatements.class);
        TemplateEngine templates = statements.getTemplateEngine();
        statements.setTemplateEngine((template, context) -> dialect.translate(templates.render(template, context)));
        return jdbi;
    }

    /**
     * Begins a transaction.
     *
     * @param beginning what sets the transaction's isolation, and what else it needs; null if the connection has all that
     * @throws RepeatableFailure if there is no connection, or it is of no use
     */
    static ServerTransaction begin(Jdbi jdbi, @Nullable String beginning, Dialect dialect, Attributes attributes) {
        Handle handle = open(jdbi);
        try {
            Connection connection = handle.getConnection();
            boolean autoCommit = connection.getAutoCommit();
            if (autoCommit) {
                connection.setAutoCommit(false);
            }
            ServerTransaction begun =
                    new ServerTransaction(handle, new Sql(connection, () -> handle, attributes, dialect), autoCommit);
            if (beginning != null) {
                Statements.run(connection, beginning);
            }
            return begun;
        } catch (SQLException e) {
            closeQuietly(handle);
            throw new RepeatableFailure(SqlFailures.failed("Cannot begin a transaction of the metadata store", e));
        }
    }

    /** A pool gives up when the thread is interrupted; but a work is done whether or not it is. */
    private static Handle open(Jdbi jdbi) {
        boolean interrupted = Thread.interrupted();
        try {
            while (true) {
                try {
                    return jdbi.open();
                } catch (JdbiException e) {
                    if (!isInterrupt(e)) {
                        throw new RepeatableFailure(
                                SqlFailures.failed("Cannot get a connection to the metadata store", e));
                    }
                    interrupted = true;
                    Thread.interrupted();
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private static boolean isInterrupt(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof InterruptedException) {
                return true;
            }
        }
        return false;
    }

    Connection connection() {
        return connection;
    }

    Sql sql() {
        return sql;
    }

    /** Runs a work. If the database failed meanwhile, that is thrown whatever the work made of it. */
    <T extends @Nullable Object> T run(Function<Sql, T> work) {
        try {
            T value = work.apply(sql);
            sql.check();
            return value;
        } catch (RuntimeException | Error e) {
            if (sql.failure() instanceof StorageFailedException failure
                    && ServerFailures.kind(failure) != ServerFailures.Kind.LASTING) {
                throw new RepeatableFailure(failure);
            }
            throw e;
        } finally {
            sql.end();
        }
    }

    /** Lets statements fail that wait for a lock longer than ten seconds, until this is closed. */
    void limitLockWaits() throws SQLException {
        Statements.change(connection, sql.dialect().limitLockWaits());
        afterwards = sql.dialect().unlimitLockWaits();
    }

    void commit() throws SQLException {
        connection.commit();
        committed = true;
    }

    /** Ends a transaction that only read: whether the server hears of it changes nothing. */
    void end() {
        try {
            commit();
        } catch (SQLException e) {
            committed = false;
        }
    }

    @Override
    public void close() {
        try {
            if (!committed) {
                connection.rollback();
            }
            if (!afterwards.isEmpty()) {
                Statements.change(connection, afterwards);
            }
            if (autoCommit) {
                connection.setAutoCommit(true);
            }
        } catch (SQLException e) {
            // The connection is broken: the server rolls back, and a pool throws it away. What failed before is what
            // counts.
            closeQuietly(handle);
            return;
        }
        closeQuietly(handle);
    }

    private static void closeQuietly(Handle handle) {
        try {
            handle.close();
        } catch (JdbiException e) {
            // As above.
            return;
        }
    }
}
