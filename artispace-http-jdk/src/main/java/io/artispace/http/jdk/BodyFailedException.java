package io.artispace.http.jdk;

import io.artispace.ArtiSpaceException;
import java.io.IOException;
import java.util.Optional;

/** The body of a response could not be read. Every other failure while a response is written is one of the connection. */
final class BodyFailedException extends IOException {
    private static final long serialVersionUID = 1L;

    /** Whether the head of the response was sent already. */
    private final boolean headSent;

    BodyFailedException(Exception cause, boolean headSent) {
        super(cause);
        this.headSent = headSent;
    }

    /**
     * Returns what says by itself why, without a trace: an upstream that broke off or a disk that is full, since while it is, every such
     * request fails.
     */
    Optional<String> explanation() {
        Throwable failure = getCause();
        return failure != null && failure.getCause() instanceof ArtiSpaceException known
                ? Optional.of(known.getMessage())
                : Optional.empty();
    }

    /** Tells whether the head of the response was sent already, so that only the broken connection can tell the client. */
    boolean isTooLateToSaySo() {
        return headSent;
    }
}
