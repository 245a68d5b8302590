package io.artispace.stores.move;

/**
 * A move did not come to its end. The registry uses the stores that it used before, and nothing there was touched; the move can be gone on with.
 * The message says why.
 */
public final class MoveFailedException extends Exception {
    private static final long serialVersionUID = 1L;

    MoveFailedException(String message) {
        super(message);
    }

    MoveFailedException(String message, Throwable cause) {
        super(message, cause);
    }
}
