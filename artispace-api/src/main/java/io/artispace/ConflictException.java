package io.artispace;

/**
 * The write contradicts what is stored: the version or file exists already, was deleted and stays used, or the package
 * changed since it was read.
 */
public final class ConflictException extends ArtiSpaceException {
    private static final long serialVersionUID = 1L;

    /**
     * Creates the exception.
     *
     * @param message what was tried, on what, why it failed and what to do
     */
    public ConflictException(String message) {
        super(message);
    }
}
