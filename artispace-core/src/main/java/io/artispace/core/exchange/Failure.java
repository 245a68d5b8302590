package io.artispace.core.exchange;

import io.artispace.ArtiSpaceException;
import io.artispace.BusyException;
import io.artispace.ConflictException;
import io.artispace.DeniedException;
import io.artispace.InvalidInputException;
import io.artispace.NotFoundException;
import io.artispace.OutcomeUnknownException;
import io.artispace.Quote;
import io.artispace.StorageFailedException;
import io.artispace.TooLargeException;
import io.artispace.UpstreamFailedException;
import io.artispace.core.content.BlobFailures;
import io.artispace.core.upstream.ProxyStatus;
import io.artispace.exchange.Response.Header;
import java.io.IOException;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a client is told about something that went wrong: the one place where exceptions become statuses. Failures of the server are
 * logged once, under a reference that the client sees, too. Failures of an upstream, or of a store without room, are logged in a
 * single line, because while one is down or full, every request fails.
 *
 * @param status 400 to 599
 * @param message a sentence that may be shown
 * @param headers what belongs to the answer, whatever it looks like
 */
record Failure(int status, String message, List<Header> headers) {
    private static final Logger logger = LoggerFactory.getLogger(Failure.class);
    private static final int MAX_CAUSES = 20;
    private static final String ONE_LINE = "{} failed (reference {}): {}{}";
    private static final String TRACE = "What failed with reference {}";

    /**
     * Turns what was thrown into an answer.
     *
     * @param thrown what was thrown
     * @param attempt says what was tried, for the log; it holds no secret
     */
    static Failure of(Exception thrown, Supplier<String> attempt) {
        return of(thrown, attempt, logger);
    }

    static Failure of(Exception thrown, Supplier<String> attempt, Logger log) {
        if (thrown instanceof Refusal refusal) {
            return new Failure(refusal.status(), refusal.getMessage(), refusal.headers());
        }
        if (thrown instanceof ArtiSpaceException known) {
            int status = status(known);
            return status < 500
                    ? new Failure(status, known.getMessage(), headers(known))
                    : logged(status, known, known.getMessage(), attempt, log);
        }
        if (thrown instanceof IOException) {
            // Only reading the request throws this: everything else turns its failures into ArtiSpace's exceptions.
            return new Failure(400, "Cannot read the request's body: it was cut off, or is malformed.", List.of());
        }
        return logged(500, thrown, "The request could not be answered because of an unexpected error.", attempt, log);
    }

    private static int status(ArtiSpaceException exception) {
        if (exception instanceof NotFoundException) {
            return 404;
        } else if (exception instanceof ConflictException) {
            return 409;
        } else if (exception instanceof InvalidInputException) {
            return 400;
        } else if (exception instanceof DeniedException denied) {
            return denied.authenticationRequired() ? 401 : 403;
        } else if (exception instanceof TooLargeException) {
            return 413;
        } else if (exception instanceof BusyException) {
            return 429;
        } else if (exception instanceof UpstreamFailedException) {
            return 502;
        } else if (exception instanceof StorageFailedException || exception instanceof OutcomeUnknownException) {
            // Not 503: Maven 3.9 repeats a 503 for half a minute per file, while npm repeats every 5xx anyway.
            return 500;
        }
        throw new AssertionError("Unknown kind of " + exception.getClass());
    }

    private static List<Header> headers(ArtiSpaceException exception) {
        return exception instanceof BusyException busy
                ? List.of(new Header(
                        "Retry-After", Long.toString(busy.retryAfter().toSeconds())))
                : List.of();
    }

    private static Failure logged(int status, Exception thrown, String message, Supplier<String> attempt, Logger log) {
        String reference =
                HexFormat.of().toHexDigits(ThreadLocalRandom.current().nextLong(), 12);
        Header correlation = new Header("X-Correlation-Id", reference);
        List<Header> headers = List.of(correlation);
        if (thrown instanceof UpstreamFailedException) {
            headers = List.of(correlation, ProxyStatus.ofFailure());
            log.warn(ONE_LINE, attempt.get(), reference, message, reason(thrown));
            log.debug(TRACE, reference, thrown);
        } else if (BlobFailures.full(thrown).isPresent()) {
            log.error(ONE_LINE, attempt.get(), reference, message, reason(thrown));
            log.debug(TRACE, reference, thrown);
        } else {
            log.error("{} failed (reference {})", attempt.get(), reference, thrown);
        }
        return new Failure(status, message + " (reference " + reference + ")", headers);
    }

    /** The message of the deepest cause; quoted, because parts of it may come from an upstream. */
    private static String reason(Exception thrown) {
        Throwable root = thrown;
        for (int depth = 0; depth < MAX_CAUSES && root.getCause() != null; depth++) {
            root = root.getCause();
        }
        return root instanceof UpstreamFailedException ? "" : " The reason: " + Quote.of(root);
    }
}
