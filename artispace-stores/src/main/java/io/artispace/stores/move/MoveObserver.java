package io.artispace.stores.move;

/** Follows a move, and may end it. */
@FunctionalInterface
public interface MoveObserver {
    /**
     * Is told how far the move has come, after each step, on the thread that moves, which waits. It is not told while writers are held
     * back.
     *
     * @param progress the numbers so far
     */
    void progressed(MoveProgress progress);

    /**
     * Tells whether the move shall end at the next step, as if it had failed there.
     *
     * @return whether it shall; false unless overridden
     */
    default boolean isCancelled() {
        return false;
    }
}
