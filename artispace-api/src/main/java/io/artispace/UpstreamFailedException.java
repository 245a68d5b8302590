package io.artispace;

/**
 * The remote registry behind a proxy could not be asked, or gave an answer that cannot be trusted.
 */
public final class UpstreamFailedException extends ArtiSpaceException {
    private static final long serialVersionUID = 1L;

    /**
     * Creates the exception.
     *
     * @param message what was tried, on what, why it failed and what to do
     */
    public UpstreamFailedException(String message) {
        super(message);
    }

    /**
     * Creates the exception with the failure that caused it.
     *
     * @param message what was tried, on what, why it failed and what to do
     * @param cause the failure; it is for the host's log and is never shown to a client
     */
    public UpstreamFailedException(String message, Throwable cause) {
        super(message, cause);
    }
}
