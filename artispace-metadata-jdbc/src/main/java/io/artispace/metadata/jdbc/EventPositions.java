package io.artispace.metadata.jdbc;

import org.jspecify.annotations.Nullable;

/**
 * Gives events their positions, so that an event which a reader has not seen never appears before one that it has seen: a position
 * that grows is not enough where several writers commit side by side, each in its own time. Belongs to one work.
 */
interface EventPositions {
    /** Returns the position of the next event; null if the database assigns it when the row is inserted. */
    @Nullable
    Long next();

    /** Returns a condition on {@code position} that holds for the events before which none will appear any more. */
    String visible();
}
