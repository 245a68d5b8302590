package io.artispace.core.exchange;

import static java.util.Objects.requireNonNull;

import io.artispace.Quote;
import io.artispace.exchange.Response.Header;
import java.util.List;

/**
 * Ends the answering of a request in a way that none of ArtiSpace's own exceptions stands for. Never leaves this package; without a
 * stack trace, because it is control flow.
 */
final class Refusal extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final int status;
    private final boolean hidingRepository;
    private final transient List<Header> headers;

    Refusal(int status, String message, Header... headers) {
        this(status, message, false, headers);
    }

    private Refusal(int status, String message, boolean hidingRepository, Header... headers) {
        super(message, null, false, false);
        this.status = status;
        this.hidingRepository = hidingRepository;
        this.headers = List.of(headers);
    }

    /** The answer to an unknown caller that must not learn which repositories there are. */
    static Refusal unauthenticated(String message) {
        return new Refusal(401, message, true);
    }

    /** The answer to a known caller about a repository that is not there, or that it must not learn of. */
    static Refusal noRepository(String name) {
        String message = name.isEmpty()
                ? "This address names no repository. Add the name of one, such as /releases/."
                : "There is no repository " + Quote.of(name) + ", or it is not open to you.";
        return new Refusal(404, message, true);
    }

    @Override
    public String getMessage() {
        return requireNonNull(super.getMessage());
    }

    int status() {
        return status;
    }

    /** Tells whether the answer must not reveal if there is such a repository, and so cannot be in a format's style. */
    boolean isHidingRepository() {
        return hidingRepository;
    }

    List<Header> headers() {
        return headers;
    }
}
