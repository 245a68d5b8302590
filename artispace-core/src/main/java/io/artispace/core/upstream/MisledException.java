package io.artispace.core.upstream;

/**
 * A redirect that leads nowhere, or an answer that contradicts itself. To ask again at once would not help, and an upstream that
 * answers so counts as failing.
 */
final class MisledException extends UnusableException {
    private static final long serialVersionUID = 1L;

    MisledException(String reason) {
        super(reason);
    }
}
