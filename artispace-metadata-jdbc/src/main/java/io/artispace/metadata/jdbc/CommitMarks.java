package io.artispace.metadata.jdbc;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.jspecify.annotations.Nullable;

/**
 * Marks that transactions leave in the database, to be looked for when the answer to a commit is lost. A mark is a row with a number that its
 * transaction raises; there are as many rows as works were ever under way at the same time, and those of processes that are gone are deleted
 * when a store is opened. Thread-safe.
 */
final class CommitMarks {
    private static final long KEPT_MICROS = 7L * 24 * 3600 * 1_000_000;

    private static final String PUT = """
            insert into commit_marks (id, work, time)
            values (?, ?, ?)
            on conflict (id) do update set work = excluded.work, time = excluded.time""";
    private static final String PUT_IF_ABSENT = """
            insert into commit_marks (id, work, time)
            values (?, -1, ?)
            on conflict do nothing""";
    private static final String FIND = "select work from commit_marks where id = ?";

    private final ConcurrentLinkedQueue<Mark> free = new ConcurrentLinkedQueue<>();

    /** A row's key, and the number that is next. Used by one transaction at a time. */
    static final class Mark {
        private final String id = UUID.randomUUID().toString();
        private long work;
    }

    /** Returns a mark that no other transaction has. */
    Mark take() {
        @Nullable Mark known = free.poll();
        return known == null ? new Mark() : known;
    }

    /** Takes a mark back whose transaction has surely ended, or was never begun. */
    void giveBack(Mark mark) {
        free.add(mark);
    }

    /** Leaves the mark in the transaction, of which nothing may follow but the commit, and commits where that saves a round trip. */
    void leaveLast(Connection connection, Dialect dialect, Mark mark) throws SQLException {
        mark.work++;
        Statements.change(connection, dialect.translate(PUT) + dialect.andCommit(), mark.id, mark.work, now());
    }

    /**
     * Tells whether the transaction that left the mark was committed. If the server is still busy with it, the insertion waits for its end:
     * both write the row of one key.
     */
    boolean isCommitted(Sql sql, Mark mark) {
        sql.insertIfAbsent(PUT_IF_ABSENT, mark.id, now());
        return sql.number(FIND + sql.dialect().forUpdate(), mark.id).orElse(-1) == mark.work;
    }

    static void forgetOld(Sql sql) {
        sql.change("delete from commit_marks where time < ?", now() - KEPT_MICROS);
    }

    /** The time only tells rows of processes that are long gone. */
    private static long now() {
        return System.currentTimeMillis() * 1_000;
    }
}
