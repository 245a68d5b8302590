package io.artispace.core.steps;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the first failure of several pieces of work that are all carried out; later failures are suppressed exceptions of it.
 * Thread-safe.
 */
final class FirstFailure {
    private @Nullable Throwable first;

    /** Notes that something failed. */
    synchronized void note(Throwable failure) {
        if (first == null) {
            first = failure;
        } else if (!first.equals(failure)) {
            first.addSuppressed(failure);
        }
    }

    synchronized boolean isNoted() {
        return first != null;
    }

    /** Fails with what failed first, if anything did. */
    synchronized void rethrow() throws IOException {
        if (first instanceof IOException e) {
            throw e;
        }
        if (first instanceof RuntimeException e) {
            throw e;
        }
        if (first instanceof Error e) {
            throw e;
        }
    }
}
