package io.artispace.metadata.jdbc.sql;

import org.jspecify.annotations.Nullable;

/**
 * Gives events their positions. An event that a reader has not seen must never appear before one that it has seen. For that, growing
 * positions are not enough if several writers work side by side, since they may commit in another order. Belongs to one work.
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

    /** Returns a condition on {@code position} that is true for events before which no other can appear any more. */
    String visible();
}
