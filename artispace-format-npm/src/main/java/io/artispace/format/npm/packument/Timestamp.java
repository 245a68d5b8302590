package io.artispace.format.npm.packument;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Optional;

/** Times as JavaScript writes them: {@code 2026-01-02T03:04:05.678Z}, always with three digits of the second's fraction. */
public final class Timestamp {
    private static final Instant NEVER = Instant.parse("9999-01-01T00:00:00Z");

    private Timestamp() {}

    /** Appends a time; a packument has one for each version, so this makes no formatter and little garbage. */
    static void append(StringBuilder out, Instant time) {
        LocalDateTime utc = LocalDateTime.ofEpochSecond(time.getEpochSecond(), time.getNano(), ZoneOffset.UTC);
        pad(out, utc.getYear(), 4).append('-');
        pad(out, utc.getMonthValue(), 2).append('-');
        pad(out, utc.getDayOfMonth(), 2).append('T');
        pad(out, utc.getHour(), 2).append(':');
        pad(out, utc.getMinute(), 2).append(':');
        pad(out, utc.getSecond(), 2).append('.');
        pad(out, utc.getNano() / 1_000_000, 3).append('Z');
    }

    /** Returns a time. */
    public static String of(Instant time) {
        StringBuilder out = new StringBuilder(24);
        append(out, time);
        return out.toString();
    }

    /** Reads a time of a remote registry; empty if it is none, or one that no registry can have seen. */
    public static Optional<Instant> find(String text) {
        try {
            return Optional.of(Instant.parse(text)).filter(time -> time.getEpochSecond() >= 0 && time.isBefore(NEVER));
        } catch (DateTimeException noTime) {
            return Optional.empty();
        }
    }

    private static StringBuilder pad(StringBuilder out, int value, int digits) {
        for (int limit = 10, i = 1; i < digits; i++, limit *= 10) {
            if (value < limit) {
                out.append('0');
            }
        }
        return out.append(value);
    }
}
