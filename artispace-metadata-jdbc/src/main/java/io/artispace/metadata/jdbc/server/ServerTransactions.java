package io.artispace.metadata.jdbc.server;

import io.artispace.InvalidInputException;
import io.artispace.OutcomeUnknownException;
import io.artispace.StorageFailedException;
import io.artispace.metadata.MetadataStore;
import io.artispace.metadata.jdbc.schema.Migrations;
import io.artispace.metadata.jdbc.sql.ServerFailures;
import io.artispace.metadata.jdbc.sql.Sql;
import io.artispace.metadata.jdbc.sql.SqlFailures;
import io.artispace.metadata.jdbc.sql.SqlSource;
import io.artispace.metadata.jdbc.table.JdbcReader;
import io.artispace.metadata.jdbc.table.JdbcWriter;
import java.sql.SQLException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Transactions on a database server. Works run side by side, each in a transaction of its own; the server lets those that commit at the
 * same time share a flush.
 *
 * <ul>
 *   <li>Writers read what is committed and lock what they decide about, see {@link ServerDialect#forUpdate}; readers have a snapshot.
 *   <li>A work that met a conflict, or whose connection was lost before the commit, is repeated as a whole, see {@link Patience}.
 *   <li>If the connection is lost in the commit, the mark that the transaction left says what became of it, see {@link CommitMarks}.
 * </ul>
 */
public final class ServerTransactions implements MetadataStore {
    private final ServerDialect dialect;
    private final Connections connections;
    private final ServerTransaction.Entry reading;
    private final ServerTransaction.Entry writing;
    private final CommitMarks marks;

    private ServerTransactions(ServerDialect dialect, Connections connections) {
        this.dialect = dialect;
        this.connections = connections;
        this.marks = new CommitMarks(dialect);
        SqlSource works = new SqlSource(dialect);
        this.reading = new ServerTransaction.Entry(connections.reading(), works);
        this.writing = new ServerTransaction.Entry(connections.writing(), works);
    }

    /** Opens a database; its schema is brought up to date. The connections are closed if that fails. */
    public static ServerTransactions open(ServerDialect dialect, Connections connections) {
        ServerTransactions opened = new ServerTransactions(dialect, connections);
        try {
            opened.prepare();
            return opened;
        } catch (RuntimeException | Error e) {
            connections.closing().run();
            throw e;
        }
    }

    private void prepare() {
        new Migrations(dialect).run(connections.writing());
        try (ServerTransaction transaction = beginToWrite()) {
            dialect.migrated(transaction.connection());
            CommitMarks.forgetOld(transaction.sql());
            transaction.commit();
        } catch (SQLException | RuntimeException e) {
            throw SqlFailures.failed("Cannot open the metadata store in " + dialect.product(), e);
        }
    }

    @Override
    public <T extends @Nullable Object> T read(ReadWork<T> work) {
        return repeating(() -> {
            try (ServerTransaction transaction = beginToRead()) {
                T value = transaction.run(sql -> work.run(new JdbcReader(sql)));
                transaction.end();
                return value;
            }
        });
    }

    @Override
    public <T extends @Nullable Object> T look(ReadWork<T> work) {
        if (!dialect.asksWithoutTransaction()) {
            return read(work);
        }
        return repeating(() -> {
            try (ServerTransaction none = ServerTransaction.none(reading)) {
                return none.run(sql -> work.run(new JdbcReader(sql)));
            }
        });
    }

    @Override
    public <T extends @Nullable Object> T write(WriteWork<T> work) {
        return repeating(() -> attempt(work));
    }

    private <T extends @Nullable Object> T attempt(WriteWork<T> work) {
        CommitMarks.Mark mark = marks.take();
        boolean known = true;
        T value;
        SQLException lost;
        try (ServerTransaction transaction = beginToWrite()) {
            value = transaction.run(sql -> work.run(new JdbcWriter(sql)));
            known = false;
            lost = commit(transaction, mark);
            known = lost == null;
        } catch (RepeatableFailure | InvalidInputException e) {
            known |= isTakenBack(e);
            throw e;
        } finally {
            // Otherwise the transaction may still be under way, or the row's number may not be the one that is known
            // here: then no transaction could leave the mark any more.
            if (known) {
                marks.giveBack(mark);
            } else {
                marks.forget();
            }
        }
        if (lost != null) {
            resolve(mark, lost);
        }
        return value;
    }

    /**
     * Tells whether a commit has failed for a reason that has nothing to do with the mark. A database may have become an older one: if a
     * replica that lacks the last commits takes over, the numbers in its rows are too small.
     */
    private static boolean isTakenBack(RuntimeException failure) {
        return failure instanceof InvalidInputException || ServerFailures.kind(failure) == ServerFailures.Kind.CONFLICT;
    }

    /** Returns the failure if it leaves open whether the transaction was committed; throws it if it does not. */
    private @Nullable SQLException commit(ServerTransaction transaction, CommitMarks.Mark mark) {
        try {
            marks.leaveLast(transaction.sql(), mark);
            transaction.commit();
            mark.committed();
            return null;
        } catch (SQLException e) {
            if (ServerFailures.kind(e) == ServerFailures.Kind.LOST) {
                return e;
            }
            if (ServerFailures.isTooLong(e)) {
                throw Sql.tooLong(e);
            }
            throw new RepeatableFailure(SqlFailures.failed("Cannot commit to the metadata store", e));
        }
    }

    /** Returns if the transaction was committed, throws a repeatable failure if it was not. */
    private void resolve(CommitMarks.Mark mark, SQLException lost) {
        if (!awaitOutcome(mark, lost)) {
            throw new RepeatableFailure(SqlFailures.failed("Cannot commit to the metadata store", lost));
        }
        mark.committed();
        marks.giveBack(mark);
    }

    /** Asks the database, until it answers or patience ends, whether a transaction was committed. */
    private boolean awaitOutcome(CommitMarks.Mark mark, SQLException lost) {
        Patience patience = new Patience();
        while (true) {
            try (ServerTransaction transaction = beginToWrite()) {
                transaction.limitLockWaits(dialect);
                boolean committed = transaction.run(sql -> marks.isCommitted(sql, mark));
                if (!committed) {
                    transaction.commit();
                }
                return committed;
            } catch (SQLException | RuntimeException e) {
                if (patience.lasts(ServerFailures.kind(e))) {
                    continue;
                }
                e.addSuppressed(lost);
                throw new OutcomeUnknownException(
                        "The commit to the metadata store could not be confirmed: the connection was lost, and the database"
                                + " cannot be asked what became of it. Repeat the operation when it can be reached; it is safe"
                                + " to do so.",
                        e);
            }
        }
    }

    private <T extends @Nullable Object> T repeating(Supplier<T> attempt) {
        Patience patience = new Patience();
        while (true) {
            try {
                return attempt.get();
            } catch (RepeatableFailure e) {
                if (!patience.lasts(ServerFailures.kind(e))) {
                    throw e.failure();
                }
            }
        }
    }

    private ServerTransaction beginToRead() {
        return ServerTransaction.begin(
                reading, connections.isolated() ? null : "set transaction isolation level repeatable read, read only");
    }

    private ServerTransaction beginToWrite() {
        return ServerTransaction.begin(writing, connections.isolated() ? null : dialect.beginToWrite());
    }

    @Override
    public void close() {
        connections.closing().run();
    }

    /** A failure after which nothing of the attempt took effect. */
    static final class RepeatableFailure extends RuntimeException {
        private static final long serialVersionUID = 1L;
        private final transient StorageFailedException failure;

        RepeatableFailure(StorageFailedException failure) {
            super(failure);
            this.failure = failure;
        }

        StorageFailedException failure() {
            return failure;
        }
    }
}
