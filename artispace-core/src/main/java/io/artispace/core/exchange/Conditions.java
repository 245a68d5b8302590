package io.artispace.core.exchange;

import io.artispace.exchange.HeaderLookup;
import java.util.Optional;

/** Evaluates the conditions of a request for something that is there (RFC 9110 section 13). */
final class Conditions {
    private Conditions() {}

    /** What the conditions say about answering with what is there. */
    enum Outcome {
        /** Answer in full. */
        PROCEED,
        /** The client has it already: a GET is answered with 304, any other request with 412. */
        NOT_MODIFIED,
        /** It is not what the client expects: 412. */
        FAILED
    }

    /**
     * Evaluates all conditions in the order of section 13.2.2.
     *
     * @param headers of the request
     * @param etag the entity tag of the answer, if it has one
     * @param modified when it was last modified, as it would be written, if that is known
     */
    static Outcome evaluate(HeaderLookup headers, Optional<String> etag, Optional<String> modified) {
        Optional<String> ifMatch = headers.joined("If-Match");
        if (ifMatch.isPresent()) {
            if (!ifMatch.get().strip().equals("*") && !anyStrongly(ifMatch.get(), etag)) {
                return Outcome.FAILED;
            }
        } else if (isLater(modified, headers.first("If-Unmodified-Since")).orElse(false)) {
            return Outcome.FAILED;
        }
        Optional<String> ifNoneMatch = headers.joined("If-None-Match");
        if (ifNoneMatch.isPresent()) {
            boolean known = ifNoneMatch.get().strip().equals("*")
                    || etag.isPresent() && EntityTags.holdsWeakly(ifNoneMatch.get(), etag.get());
            return known ? Outcome.NOT_MODIFIED : Outcome.PROCEED;
        }
        return isLater(modified, headers.first("If-Modified-Since")).orElse(true)
                ? Outcome.PROCEED
                : Outcome.NOT_MODIFIED;
    }

    /**
     * Tells whether a client has the content with this tag already and sets no other condition: then it can be answered before anything is
     * rendered or opened.
     */
    static boolean hasAlready(HeaderLookup headers, String etag) {
        Optional<String> ifNoneMatch = headers.joined("If-None-Match");
        return ifNoneMatch.isPresent()
                && EntityTags.holdsWeakly(ifNoneMatch.get(), etag)
                && headers.first("If-Match").isEmpty()
                && headers.first("If-Unmodified-Since").isEmpty();
    }

    /**
     * Tells whether {@code If-Range} allows an answer with a part: only if it names, by a strong comparison, exactly what is there.
     */
    static boolean allowsRange(HeaderLookup headers, Optional<String> etag, Optional<String> modified) {
        Optional<String> ifRange = headers.first("If-Range");
        if (ifRange.isEmpty()) {
            return true;
        }
        return ifRange.get().indexOf('"') >= 0 ? anyStrongly(ifRange.get(), etag) : ifRange.equals(modified);
    }

    private static boolean anyStrongly(String list, Optional<String> etag) {
        return etag.isPresent() && EntityTags.holdsStrongly(list, etag.get());
    }

    /** Tells whether it was modified after a date that a condition names; empty if either is missing or is no date. */
    private static Optional<Boolean> isLater(Optional<String> modified, Optional<String> named) {
        return named.flatMap(HttpDate::parse)
                .flatMap(date -> modified.flatMap(HttpDate::parse).map(time -> time.isAfter(date)));
    }
}
