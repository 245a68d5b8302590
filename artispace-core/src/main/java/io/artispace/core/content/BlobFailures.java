package io.artispace.core.content;

import io.artispace.StorageFailedException;
import io.artispace.blob.BlobStoreFullException;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.SocketTimeoutException;
import java.nio.channels.ClosedByInterruptException;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/** Says why bytes cannot be read or stored: that the thread was interrupted is no fault of the store. */
public final class BlobFailures {
    private static final int MAX_CAUSES = 20;

    private BlobFailures() {}

    /**
     * Returns what to throw where bytes cannot be read.
     *
     * @param what the bytes, as in {@code the file "app-1.0.jar"}
     * @param cause what the blob store threw
     */
    public static StorageFailedException unread(String what, IOException cause) {
        return new StorageFailedException(
                "Cannot read " + what
                        + (isInterrupt(cause)
                                ? ": the thread that reads was interrupted. Nothing is wrong with the blob store; read again."
                                : ": the blob store failed. Try again later."),
                cause);
    }

    /**
     * Returns what to throw where bytes that are published cannot be stored.
     *
     * @param cause what the blob store threw
     */
    public static StorageFailedException unstored(IOException cause) {
        Optional<BlobStoreFullException> full = full(cause);
        if (full.isPresent()) {
            return new StorageFailedException(
                    "Cannot store the bytes received: " + full.get().place()
                            + " is full. Nothing was published. Free some space there (delete what is old and collect garbage, or evict from proxies), then publish again.",
                    cause);
        }
        return new StorageFailedException(
                isInterrupt(cause)
                        ? "Cannot store the bytes received: the thread that stores them was interrupted. Nothing was published; publish again."
                        : "Cannot store the bytes received: the blob store failed. Nothing was published; try again later.",
                cause);
    }

    /** Finds what a store said that has no room; another store around it, or the core, may have wrapped that. */
    public static Optional<BlobStoreFullException> full(Throwable failure) {
        return causes(failure)
                .filter(BlobStoreFullException.class::isInstance)
                .map(BlobStoreFullException.class::cast)
                .findFirst();
    }

    private static boolean isInterrupt(IOException failure) {
        return causes(failure)
                .anyMatch(cause -> cause instanceof ClosedByInterruptException
                        || cause instanceof InterruptedIOException && !(cause instanceof SocketTimeoutException));
    }

    private static Stream<Throwable> causes(Throwable failure) {
        return Stream.iterate(failure, Objects::nonNull, Throwable::getCause).limit(MAX_CAUSES);
    }
}
