package io.artispace;

/**
 * What was asked for is not here: no such repository, package, version, file, user or token.
 */
public final class NotFoundException extends ArtiSpaceException {
    private static final long serialVersionUID = 1L;

    /**
     * Creates the exception.
     *
     * @param message what was tried, on what, why it failed and what to do
     */
    public NotFoundException(String message) {
        super(message);
    }
}
