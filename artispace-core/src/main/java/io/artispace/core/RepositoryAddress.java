package io.artispace.core;

import io.artispace.InvalidInputException;
import io.artispace.Quote;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The first segment of a request's path: {@code name}, {@code name@instant}, {@code name~session} or {@code name@instant~session}. No
 * repository's name holds either sign.
 *
 * @param name the repository's name, any text
 * @param instant as of when it is read; null for now
 * @param session in which session it is read; null for none
 */
record RepositoryAddress(
        String name, @Nullable Instant instant, @Nullable String session) {
    /**
     * Reads a segment.
     *
     * @param segment the decoded segment
     * @throws InvalidInputException if what follows the {@code @} is no instant
     */
    static RepositoryAddress of(String segment) {
        int tilde = segment.indexOf('~');
        String before = tilde < 0 ? segment : segment.substring(0, tilde);
        String session = tilde < 0 ? null : segment.substring(tilde + 1);
        int at = before.indexOf('@');
        return at < 0
                ? new RepositoryAddress(before, null, session)
                : new RepositoryAddress(before.substring(0, at), instant(before.substring(at + 1)), session);
    }

    /** Reads a date, which means its last moment in UTC, or a date and a time with an offset. */
    private static Instant instant(String text) {
        try {
            return text.indexOf('T') < 0
                    ? LocalDate.parse(text).atTime(LocalTime.MAX).toInstant(ZoneOffset.UTC)
                    : OffsetDateTime.parse(text).toInstant();
        } catch (DateTimeException malformed) {
            throw new InvalidInputException("Cannot read a repository as of " + Quote.of(text)
                    + ": write an ISO date such as 2026-01-31, which means its end in UTC, or a date and time such as"
                    + " 2026-01-31T12:00:00Z.");
        }
    }

    Optional<Instant> moment() {
        return Optional.ofNullable(instant);
    }

    Optional<String> sessionName() {
        return Optional.ofNullable(session);
    }
}
