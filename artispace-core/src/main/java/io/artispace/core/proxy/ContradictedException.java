package io.artispace.core.proxy;

import io.artispace.blob.Digest;
import io.artispace.core.upstream.UnusableException;

/** Thrown when content does not have the digest that its upstream tells. */
final class ContradictedException extends UnusableException {
    private static final long serialVersionUID = 1L;

    ContradictedException(Digest told) {
        super("its bytes do not agree with the " + told.algorithm().standardName() + " that the upstream tells");
    }
}
