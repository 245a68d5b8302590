package io.artispace.metadata.jdbc.sql;

import org.jspecify.annotations.Nullable;

/**
 * Gives events their positions, so that an event which a reader has not seen never appears before one that it has seen: a position
 * that grows is not enough where several writers commit side by side, each in its own time. Belongs to one work.
 */
public interface EventPositions {
    /** Returns the expression of a position in the insertion of an event, which has one parameter. */
    default String expression() {
        return "?";
    }

    /**
     * Takes the next positions.
     *
     * @param events how many
     * @return the parameter of the {@linkplain #expression() expression} for the first of them, which grows by one with each; null if the
     *     database assigns the position when the row is inserted
     */
    @Nullable
    Long take(int events);

    /** Tells whether a position is known only when the insertion returns it. */
    default boolean areReturned() {
        return true;
    }

    /** Returns a condition on {@code position} that holds for the events before which none will appear any more. */
    String visible();
}
