package io.artispace.format.npm;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;

/** Times as JavaScript writes them: {@code 2026-01-02T03:04:05.678Z}, always with three digits of the second's fraction. */
final class Timestamp {
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
    static String of(Instant time) {
        StringBuilder out = new StringBuilder(24);
        append(out, time);
        return out.toString();
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
