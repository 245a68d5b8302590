package io.artispace.core.upstream;

/** An answer, or a place to ask, that the proxy's own rules refuse: asking again would not help. */
public final class RefusedException extends UnusableException {
    private static final long serialVersionUID = 1L;

    /**
     * Creates one.
     *
     * @param reason completes a sentence
     */
    public RefusedException(String reason) {
        super(reason);
    }

    /** An HTML page, with which many servers answer for things that they do not have. */
    public static RefusedException page() {
        return new RefusedException("the upstream sent an HTML page in its place");
    }

    /** A file with more bytes than are taken. */
    public static RefusedException tooLarge(long most) {
        return new RefusedException("it is larger than " + most + " bytes, the most that this proxy takes");
    }
}
