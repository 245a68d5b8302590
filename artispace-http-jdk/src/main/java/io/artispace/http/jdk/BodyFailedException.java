package io.artispace.http.jdk;

import java.io.IOException;

/** The body of a response could not be read. Every other failure while a response is written is one of the connection. */
final class BodyFailedException extends IOException {
    private static final long serialVersionUID = 1L;

    /** Whether the head of the response was sent already. */
    private final boolean headSent;

    BodyFailedException(Exception cause, boolean headSent) {
        super(cause);
        this.headSent = headSent;
    }

    /** Tells whether the head of the response was sent already, so that only the broken connection can tell the client. */
    boolean isTooLateToSaySo() {
        return headSent;
    }
}
