package io.artispace;

import static java.util.Objects.requireNonNull;

import java.time.Duration;

/**
 * More of this was asked for at once than the registry takes on. Nothing was done; the same will succeed when it is asked for again a little
 * later.
 */
public final class BusyException extends ArtiSpaceException {
    private static final long serialVersionUID = 1L;

    /** When to ask again. */
    private final Duration retryAfter;

    /**
     * Creates the exception.
     *
     * @param message what was tried, why it was not taken on and what to do
     * @param retryAfter how long to wait before it is tried again
     */
    public BusyException(String message, Duration retryAfter) {
        super(message);
        this.retryAfter = requireNonNull(retryAfter, "retryAfter");
    }

    /**
     * Returns how long to wait before the same is tried again.
     *
     * @return an estimate
     */
    public Duration retryAfter() {
        return retryAfter;
    }
}
