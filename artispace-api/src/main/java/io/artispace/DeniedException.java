package io.artispace;

/**
 * The caller may not do this.
 *
 * <p>{@link #authenticationRequired()} separates the two cases that a client can act on: it sent no credentials or bad ones,
 * or the credentials are good and do not suffice.
 */
public final class DeniedException extends ArtiSpaceException {
    private static final long serialVersionUID = 1L;

    /** Whether (other) credentials would help. */
    private final boolean authenticationRequired;

    private DeniedException(String message, boolean authenticationRequired) {
        super(message);
        this.authenticationRequired = authenticationRequired;
    }

    /**
     * The caller is known and may not do this; other credentials might.
     *
     * @param message what was refused, on what, and who could allow it
     * @return the exception
     */
    public static DeniedException forbidden(String message) {
        return new DeniedException(message, false);
    }

    /**
     * The caller is not known: no credentials came with the request, or they are wrong, expired or revoked.
     *
     * @param message what was refused and how to authenticate
     * @return the exception
     */
    public static DeniedException unauthenticated(String message) {
        return new DeniedException(message, true);
    }

    /** {@return whether (other) credentials would help; a front answers 401 then, and 403 otherwise} */
    public boolean authenticationRequired() {
        return authenticationRequired;
    }
}
