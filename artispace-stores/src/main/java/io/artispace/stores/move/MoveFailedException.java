package io.artispace.stores.move;

/**
 * A move was not finished. The registry goes on using its old stores, in which nothing was changed; the move can be continued. The
 * message says why.
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
