package io.artispace.core.upstream;

/** A redirect that leads nowhere, or an answer that contradicts itself: asking again at once would not help, and an upstream that answers so is of no more use than one that is down. */
final class MisledException extends UnusableException {
    private static final long serialVersionUID = 1L;

    MisledException(String reason) {
        super(reason);
    }
}
