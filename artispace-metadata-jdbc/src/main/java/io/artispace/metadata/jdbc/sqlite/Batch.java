package io.artispace.metadata.jdbc.sqlite;

import io.artispace.metadata.MetadataStore.WriteWork;
import io.artispace.metadata.jdbc.sql.ServerFailures;
import io.artispace.metadata.jdbc.sql.Sql;
import io.artispace.metadata.jdbc.sql.SqlFailures;
import io.artispace.metadata.jdbc.sql.SqlSource;
import io.artispace.metadata.jdbc.table.JdbcWriter;
import io.artispace.metadata.jdbc.work.Waiting;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A transaction that several works share, one after the other. Only {@link #awaitEnd} is called by threads that do not have the
 * turn, see {@link GroupCommit}.
 */
final class Batch {
    private final Connection connection;
    private final SqlSource works;
    private final Commit commit;
    private final Consumer<Connection> giveUp;
    private final CountDownLatch ended = new CountDownLatch(1);
    private int size;
    private boolean configurationChanged;

    /** Makes the failure of the whole batch; anew for each work, because an exception belongs to one thread. */
    private @Nullable Supplier<RuntimeException> failure;

    /** Ends a transaction well, and is told whether a work of it has changed the configuration's revision. */
    @FunctionalInterface
    interface Commit {
        void of(Connection connection, boolean configurationChanged) throws SQLException;
    }

    /**
     * Begins a transaction.
     *
     * @param connection the connection to use
     * @param works begins a work on it
     * @param commit commits what the connection holds, so that no transaction is open behind it
     * @param giveUp takes the connection if it must not be used again, because its state is not known
     */
    Batch(Connection connection, SqlSource works, Commit commit, Consumer<Connection> giveUp) {
        this.connection = connection;
        this.works = works;
        this.commit = commit;
        this.giveUp = giveUp;
        try {
            connection.setAutoCommit(false);
        } catch (SQLException e) {
            giveUp.accept(connection);
            throw SqlFailures.failed("Cannot begin to write to the metadata store", e);
        }
    }

    /** Returns the number of works that ran. */
    int size() {
        return size;
    }

    /** Tells whether the transaction is gone, and with it what the works before did. */
    boolean isLost() {
        return failure != null;
    }

    /** Runs a work. What it throws is in the attempt, and nothing of the work is in the transaction then. */
    <T extends @Nullable Object> Attempt<T> run(WriteWork<T> work) {
        // No savepoint for the first work: most works are alone in their batch, and behind a savepoint every page
        // that changes is copied.
        boolean first = size == 0;
        size++;
        Sql sql = works.on(connection);
        try {
            if (!first) {
                execute("savepoint work");
            }
            T value = sql.run(same -> work.run(new JdbcWriter(same)));
            if (!first) {
                execute("release work");
            }
            return Attempt.returned(value);
        } catch (Throwable thrown) {
            undo(first, thrown);
            return Attempt.threw(
                    thrown instanceof SQLException
                            ? SqlFailures.failed("Cannot write to the metadata store", thrown)
                            : thrown);
        } finally {
            configurationChanged |= sql.isConfigurationChanged();
        }
    }

    /**
     * Takes back a work. The whole batch fails if the database has rolled back by itself, as it does when the disk is full, and refuses to
     * do so again: then what the work has met is the failure to tell.
     */
    private void undo(boolean first, Throwable thrown) {
        try {
            if (first) {
                // Begins the next transaction as well.
                connection.rollback();
            } else {
                execute("rollback to work");
                execute("release work");
            }
        } catch (SQLException e) {
            Throwable met = ServerFailures.cause(thrown) == null ? e : thrown;
            failure = () -> SqlFailures.failed("Cannot write to the metadata store", met);
        }
    }

    /**
     * Commits, unless the transaction is lost, and lets all who wait go on. It throws nothing: they get the failure from {@link #awaitEnd}.
     */
    void end() {
        try {
            if (failure == null) {
                commit.of(connection, configurationChanged);
            }
        } catch (Throwable e) {
            failure = () -> SqlFailures.commitFailed(e);
        } finally {
            try {
                if (failure != null) {
                    giveUp.accept(connection);
                }
            } finally {
                ended.countDown();
            }
        }
    }

    /**
     * Waits until the batch is committed; throws if it is not. An interrupt does not end the wait, since the outcome would be unknown then.
     */
    void awaitEnd() {
        Waiting.uninterruptibly(ended);
        if (failure != null) {
            throw failure.get();
        }
    }

    private void execute(String command) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(command)) {
            statement.executeUpdate();
        }
    }
}
