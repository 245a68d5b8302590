package io.artispace.core;

import io.artispace.StorageFailedException;
import java.util.Deque;

/** Closes the stores a registry opened itself, last opened first, each even if another fails. */
final class OwnedStores {
    private OwnedStores() {}

    static void close(Deque<AutoCloseable> owned) {
        StorageFailedException failure = null;
        while (!owned.isEmpty()) {
            try {
                owned.pop().close();
            } catch (Exception e) {
                if (failure == null) {
                    failure = new StorageFailedException(
                            "A store of the registry could not be closed properly. What was published is safe.", e);
                } else {
                    failure.addSuppressed(e);
                }
            }
        }
        if (failure != null) {
            throw failure;
        }
    }

    static void closeAfter(Throwable cause, Deque<AutoCloseable> owned) {
        try {
            close(owned);
        } catch (StorageFailedException e) {
            cause.addSuppressed(e);
        }
    }
}
