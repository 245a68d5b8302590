package io.artispace.metadata.jdbc.table;

import io.artispace.metadata.jdbc.sql.EventPositions;
import io.artispace.metadata.jdbc.sql.Sql;
import org.jspecify.annotations.Nullable;

/**
 * Makes positions of the number of the transaction and that of the event within it. A lock that orders commits would keep writers from
 * committing side by side and sharing flushes. So the reader waits instead: it sees the events of transactions that are older than
 * every one still under way (see "Transaction ID and Snapshot Information Functions" in the manual). An event becomes visible once all
 * transactions of the server have ended that began to write before its own.
 *
 * <p>The base is added because a database that was dumped and restored may be on another server, whose transactions have other numbers.
 */
public final class PostgresEventPositions implements EventPositions {
    /** The most events of one work; with more, their positions would run into those of the next transaction. */
    private static final long MOST_EVENTS = 1L << 20;

    /**
     * The position of the first event of the transaction. A query may ask for it beside something else, for
     * {@link Sql#firstPosition(long)}.
     */
    static final String FIRST =
            "(select base + 1048576 * cast(cast(pg_current_xact_id() as text) as bigint) from event_base)";

    private static final String VISIBLE = "position < (select base"
            + " + 1048576 * cast(cast(pg_snapshot_xmin(pg_current_snapshot()) as text) as bigint) from event_base)";

    private final Sql sql;
    private long taken;

    public PostgresEventPositions(Sql sql) {
        this.sql = sql;
    }

    @Override
    public String expression() {
        return areReturned() ? FIRST + " + ?" : "?";
    }

    @Override
    public boolean areReturned() {
        return sql.firstPosition().isEmpty();
    }

    @Override
    public @Nullable Long take(int events) {
        long first = taken;
        taken += events;
        if (taken > MOST_EVENTS) {
            throw new IllegalStateException("One transaction appends at most " + MOST_EVENTS + " events.");
        }
        return sql.firstPosition().orElse(0) + first;
    }

    @Override
    public String visible() {
        return VISIBLE;
    }
}
