package io.artispace.core.upstream;

import java.io.IOException;

/** An answer, or a place to ask, that the proxy's own rules refuse: asking again would not help. */
final class RefusedException extends IOException {
    private static final long serialVersionUID = 1L;

    private final String reason;

    RefusedException(String reason) {
        super(reason);
        this.reason = reason;
    }

    /** Returns what completes a sentence. */
    String reason() {
        return reason;
    }
}
