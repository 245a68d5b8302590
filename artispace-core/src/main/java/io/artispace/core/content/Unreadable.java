package io.artispace.core.content;

import io.artispace.StorageFailedException;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.SocketTimeoutException;
import java.nio.channels.ClosedByInterruptException;

/** Says why bytes cannot be read or stored: that the thread was interrupted is no fault of the store. */
public final class Unreadable {
    private static final int MAX_CAUSES = 20;

    private Unreadable() {}

    /**
     * Returns what to throw where bytes cannot be read.
     *
     * @param what the bytes, as in {@code the file "app-1.0.jar"}
     * @param cause what the blob store threw
     */
    public static StorageFailedException failed(String what, IOException cause) {
        return new StorageFailedException(
                "Cannot read " + what
                        + (isInterrupt(cause)
                                ? ": the thread that reads was interrupted. Nothing is wrong with the blob store; read again."
                                : ": the blob store failed. Try again later."),
                cause);
    }

    static boolean isInterrupt(IOException failure) {
        Throwable cause = failure;
        for (int depth = 0; cause != null && depth < MAX_CAUSES; depth++) {
            boolean timedOut = cause instanceof SocketTimeoutException;
            if (cause instanceof ClosedByInterruptException || cause instanceof InterruptedIOException && !timedOut) {
                return true;
            }
            cause = cause.getCause();
        }
        return false;
    }
}
