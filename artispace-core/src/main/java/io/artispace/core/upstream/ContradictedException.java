package io.artispace.core.upstream;

import io.artispace.blob.Digest;

/** Thrown when content does not have the digest that its upstream tells. */
public final class ContradictedException extends UnusableException {
    private static final long serialVersionUID = 1L;

    /**
     * Creates one.
     *
     * @param told the digest that the content should have
     */
    public ContradictedException(Digest told) {
        super("its bytes do not agree with the " + told.algorithm().standardName() + " that the upstream tells");
    }
}
