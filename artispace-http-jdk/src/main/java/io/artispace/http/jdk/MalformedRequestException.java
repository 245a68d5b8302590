package io.artispace.http.jdk;

import java.io.IOException;

/** What a client sent is no request, so nobody knows where the next one begins: it is told so, and the connection is closed. */
final class MalformedRequestException extends IOException {
    private static final long serialVersionUID = 1L;
    private final int status;

    MalformedRequestException(int status, String message) {
        super(message);
        this.status = status;
    }

    /** The status of the answer. */
    int status() {
        return status;
    }
}
