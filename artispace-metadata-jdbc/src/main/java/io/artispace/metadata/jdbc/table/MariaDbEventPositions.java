package io.artispace.metadata.jdbc.table;

import io.artispace.metadata.jdbc.sql.EventPositions;
import io.artispace.metadata.jdbc.sql.Sql;
import org.jspecify.annotations.Nullable;

/**
 * Counts positions in one row, which stays locked until the events are committed: so events are committed in the order of their
 * positions. InnoDB releases the lock before it flushes its log, so writers that wait for it still share flushes.
 */
public final class MariaDbEventPositions implements EventPositions {
    private final Sql sql;

    public MariaDbEventPositions(Sql sql) {
        this.sql = sql;
    }

    @Override
    public @Nullable Long take(int events) {
        sql.change("update event_positions set last = last + ? where id = 1", events);
        return sql.number("select last from event_positions where id = 1").orElseThrow() - events + 1;
    }

    @Override
    public boolean areReturned() {
        return false;
    }

    @Override
    public String visible() {
        return "1 = 1";
    }
}
