package io.artispace.core.upstream;

import java.io.IOException;

/** An answer, or a place to ask, that the proxy's own rules refuse: asking again would not help. Its message completes a sentence. */
final class RefusedException extends IOException {
    private static final long serialVersionUID = 1L;

    RefusedException(String reason) {
        super(reason);
    }
}
