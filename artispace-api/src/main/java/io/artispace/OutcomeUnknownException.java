package io.artispace;

/**
 * The bytes are stored, but whether the commit took effect could not be confirmed. Nothing was lost. Repeating the same operation is
 * safe: what did take effect is found then, and accepted as the same or, where that is not ({@link Overwrite#NEVER}), refused as
 * existing.
 */
public final class OutcomeUnknownException extends ArtiSpaceException {
    private static final long serialVersionUID = 1L;

    /**
     * Creates the exception.
     *
     * @param message what was tried, on what, why it failed and what to do
     */
    public OutcomeUnknownException(String message) {
        super(message);
    }

    /**
     * Creates the exception with the failure that caused it.
     *
     * @param message what was tried, on what, why it failed and what to do
     * @param cause the failure; it is for the host's log and is never shown to a client
     */
    public OutcomeUnknownException(String message, Throwable cause) {
        super(message, cause);
    }
}
