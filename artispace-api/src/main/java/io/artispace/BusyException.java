package io.artispace;

import static java.util.Objects.requireNonNull;

import java.time.Duration;

/**
 * The registry has more requests of this kind than it takes on at once. Nothing was done; the same request will succeed a little later.
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

    /** {@return how long to wait before the same is tried again; an estimate} */
    public Duration retryAfter() {
        return retryAfter;
    }
}
