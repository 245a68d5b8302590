package io.artispace.core.upstream;

import java.io.IOException;

/** A redirect that leads nowhere: asking again at once would not help, and an upstream that answers so is of no more use than one that is down. */
final class MisledException extends IOException {
    private static final long serialVersionUID = 1L;

    private final String reason;

    MisledException(String reason) {
        super(reason);
        this.reason = reason;
    }

    /** Returns what completes a sentence. */
    String reason() {
        return reason;
    }
}
