package io.artispace;

/**
 * The metadata store or the blob store failed, or holds something damaged. Nothing of the operation took effect.
 */
public final class StorageFailedException extends ArtiSpaceException {
    private static final long serialVersionUID = 1L;

    /**
     * Creates the exception.
     *
     * @param message what was tried, on what, why it failed and what to do
     */
    public StorageFailedException(String message) {
        super(message);
    }

    /**
     * Creates the exception with the failure that caused it.
     *
     * @param message what was tried, on what, why it failed and what to do
     * @param cause the failure; it is for the host's log and is never shown to a client
     */
    public StorageFailedException(String message, Throwable cause) {
        super(message, cause);
    }
}
