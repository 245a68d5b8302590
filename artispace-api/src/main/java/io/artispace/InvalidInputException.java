package io.artispace;

/**
 * The caller sent something that is not well-formed or not allowed by the repository's rules, such as a malformed name, a
 * wrong checksum or a setting nobody knows.
 */
public final class InvalidInputException extends ArtiSpaceException {
    private static final long serialVersionUID = 1L;

    /**
     * Creates the exception.
     *
     * @param message what was tried, on what, why it failed and what to do
     */
    public InvalidInputException(String message) {
        super(message);
    }

    /**
     * Creates the exception with the failure that caused it.
     *
     * @param message what was tried, on what, why it failed and what to do
     * @param cause the failure; it is for the host's log and is never shown to a client
     */
    public InvalidInputException(String message, Throwable cause) {
        super(message, cause);
    }
}
