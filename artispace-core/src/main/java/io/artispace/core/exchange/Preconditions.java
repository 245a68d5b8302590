package io.artispace.core.exchange;

import io.artispace.NotFoundException;
import io.artispace.exchange.HeaderLookup;
import io.artispace.exchange.Response;
import io.artispace.format.RepositoryRequest;
import java.io.IOException;
import java.io.InputStream;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * Checks the conditions of a request that would change something (RFC 9110, section 13), against what a GET of the same target would be
 * answered with now. They keep a client from changing what it has not seen. They do not decide which of two simultaneous requests wins:
 * the rules of the repository do, as for requests without conditions.
 */
final class Preconditions {
    private static final Set<String> CONDITIONS =
            Set.of("if-match", "if-none-match", "if-unmodified-since", "if-modified-since", "if-range", "range");

    private Preconditions() {}

    /** Answers the GET that belongs to a request. */
    @FunctionalInterface
    interface Present {
        /** Returns the answer; empty if there is nothing that can be read at the target. */
        Optional<Response> get(RepositoryRequest get) throws IOException;
    }

    /**
     * Evaluates the conditions, if the request has any.
     *
     * @param request one that is no GET
     * @throws Refusal if a condition does not hold (412)
     */
    static void demand(RepositoryRequest request, Present present) throws IOException {
        HeaderLookup headers = request.headers();
        if (headers.first("If-Match").isEmpty()
                && headers.first("If-None-Match").isEmpty()
                && headers.first("If-Unmodified-Since").isEmpty()) {
            return;
        }
        if (!hold(headers, found(present, withoutConditions(request)))) {
            throw new Refusal(
                    412,
                    "Nothing was changed: what is here is not what the request's conditions (If-Match, If-None-Match,"
                            + " If-Unmodified-Since) ask for.");
        }
    }

    private static Optional<Response> found(Present present, RepositoryRequest get) throws IOException {
        try {
            return present.get(get).filter(response -> response.status() == 200);
        } catch (NotFoundException nothing) {
            return Optional.empty();
        }
    }

    private static boolean hold(HeaderLookup headers, Optional<Response> found) {
        if (found.isEmpty()) {
            return headers.first("If-Match").isEmpty();
        }
        HeaderLookup counting = name -> name.equals("If-Modified-Since") ? null : headers.values(name);
        Response there = found.get();
        return Conditions.evaluate(counting, there.header("ETag"), there.header("Last-Modified"))
                == Conditions.Outcome.PROCEED;
    }

    private static RepositoryRequest withoutConditions(RepositoryRequest request) {
        HeaderLookup all = request.headers();
        return new RepositoryRequest(
                "GET",
                request.path(),
                request.query(),
                name -> CONDITIONS.contains(name.toLowerCase(Locale.ROOT)) ? null : all.values(name),
                InputStream.nullInputStream(),
                request.repositoryUrl());
    }
}
