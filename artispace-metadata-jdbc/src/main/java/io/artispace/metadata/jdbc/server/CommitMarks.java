package io.artispace.metadata.jdbc.server;

import io.artispace.metadata.jdbc.sql.Sql;
import java.sql.SQLException;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.jspecify.annotations.Nullable;

/**
 * Marks that transactions leave in the database. If the answer to a commit is lost, the mark tells whether the transaction was
 * committed. A mark is a row with a number that each of its transactions raises by one. There are as many rows as works were ever under
 * way at the same time; those of processes that are gone are deleted when a store is opened. Thread-safe.
 *
 * <p>A commit may still arrive after the mark was looked for, out of the buffers of a network. So if the mark is not found, it is
 * spoilt: a transaction that comes late then finds another number than it expects, and fails.
 */
final class CommitMarks {
    private static final long KEPT_MICROS = 7L * 24 * 3600 * 1_000_000;

    private static final String PUT = """
            insert into commit_marks (id, work, time)
            values (?, ?, ?)
            on conflict (id) do update set
                work = case when commit_marks.work = excluded.work - 1 then excluded.work end, time = excluded.time""";
    private static final String SPOIL_IF_ABSENT = """
            insert into commit_marks (id, work, time)
            values (?, -1, ?)
            on conflict do nothing""";
    private static final String SPOIL = "update commit_marks set work = -1 where id = ?";
    private static final String FIND = "select work from commit_marks where id = ?";

    private final ServerDialect dialect;
    private final ConcurrentLinkedQueue<Mark> free = new ConcurrentLinkedQueue<>();

    CommitMarks(ServerDialect dialect) {
        this.dialect = dialect;
    }

    /** A row's key, and the number that was committed last. Used by one transaction at a time. */
    static final class Mark {
        private final String id = UUID.randomUUID().toString();
        private long work;

        /** Notes that the transaction which left the mark was committed. */
        void committed() {
            work++;
        }
    }

    /** Returns a mark that no other transaction has. */
    Mark take() {
        @Nullable Mark known = free.poll();
        return known == null ? new Mark() : known;
    }

    /**
     * Makes a mark available again. Its transaction must have ended for sure, or never begun; and it must not be spoilt, nor its row have
     * another number than the mark says.
     */
    void giveBack(Mark mark) {
        free.add(mark);
    }

    /**
     * Forgets the marks that no transaction has, for new ones: the database may have become an older one, as when a replica that lacks the
     * last commits takes over. Then the numbers in all their rows are too small, and each of them would make a commit fail.
     */
    void forget() {
        free.clear();
    }

    /** Leaves the mark in the transaction, after which only the commit may follow. Commits, too, if that saves a round trip. */
    void leaveLast(Sql sql, Mark mark) throws SQLException {
        sql.finish(dialect.translate(PUT) + dialect.andCommit(), mark.id, mark.work + 1, now());
    }

    /**
     * Tells whether the transaction that left the mark was committed, and if not, spoils the mark, once this transaction is committed. If
     * the server is still busy with the other, the insertion waits for its end: both write the row of one key.
     */
    boolean isCommitted(Sql sql, Mark mark) {
        sql.insertIfAbsent(SPOIL_IF_ABSENT, mark.id, now());
        if (sql.number(FIND + sql.dialect().forUpdate(), mark.id).orElse(-1) == mark.work + 1) {
            return true;
        }
        sql.change(SPOIL, mark.id);
        return false;
    }

    static void forgetOld(Sql sql) {
        sql.change("delete from commit_marks where time < ?", now() - KEPT_MICROS);
    }

    /** The time is only used to recognise rows of processes that are long gone. */
    private static long now() {
        return System.currentTimeMillis() * 1_000;
    }
}
