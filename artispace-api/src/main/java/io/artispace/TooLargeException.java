package io.artispace;

/**
 * The input exceeds one of the registry's {@link Limits}.
 */
public final class TooLargeException extends ArtiSpaceException {
    private static final long serialVersionUID = 1L;

    /**
     * Creates the exception.
     *
     * @param message what was tried, on what, why it failed and what to do
     */
    public TooLargeException(String message) {
        super(message);
    }
}
