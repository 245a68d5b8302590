package io.artispace.core.upstream;

import java.io.IOException;

/** What an upstream sends cannot be used. */
public abstract class UnusableException extends IOException {
    private static final long serialVersionUID = 1L;

    private final String reason;

    /**
     * Creates one.
     *
     * @param reason completes a sentence
     */
    protected UnusableException(String reason) {
        super(reason);
        this.reason = reason;
    }

    /** Returns what completes a sentence. */
    public final String reason() {
        return reason;
    }
}
