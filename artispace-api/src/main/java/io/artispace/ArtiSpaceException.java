package io.artispace;

import org.jspecify.annotations.Nullable;

/**
 * The root of the short, closed family of everything ArtiSpace throws on purpose.
 *
 * <p>Its message is written for the person who reads it in a build log: what was tried, on what (repository, coordinates,
 * path), why it failed and what to do. What the user gave is quoted and capped; a message never holds a secret, a path of the
 * server or a stack trace, so a front may send it to a client as it is. (What keeps a registry from being opened is for its host and names
 * the place.) The {@linkplain #getCause() cause} is for logs only.
 */
public abstract sealed class ArtiSpaceException extends RuntimeException
        permits NotFoundException,
                ConflictException,
                InvalidInputException,
                DeniedException,
                TooLargeException,
                BusyException,
                UpstreamFailedException,
                StorageFailedException,
                OutcomeUnknownException {
    private static final long serialVersionUID = 1L;

    ArtiSpaceException(String message) {
        super(message);
    }

    ArtiSpaceException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }

    /** {@return the message, never absent: a sentence that may be shown to a client} */
    @Override
    public String getMessage() {
        String message = super.getMessage();
        return message == null ? getClass().getSimpleName() : message;
    }
}
