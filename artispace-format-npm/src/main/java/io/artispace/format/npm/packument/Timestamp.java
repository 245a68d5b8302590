package io.artispace.format.npm.packument;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Optional;

/** Times as JavaScript writes them: {@code 2026-01-02T03:04:05.678Z}, always with three digits of the second's fraction. */
public final class Timestamp {
    private static final Instant NEVER = Instant.parse("9999-01-01T00:00:00Z");

    /**
     * What nearly all of them look like, with any digits: those are read without the JDK's parser, which makes dozens of objects of each.
     */
    private static final String USUAL = "0000-00-00T00:00:00.000Z";

    private Timestamp() {}

    /** Returns a time; a packument has one for each version, so this makes no formatter and little garbage. */
    public static String of(Instant time) {
        StringBuilder out = new StringBuilder(24);
        LocalDateTime utc = LocalDateTime.ofEpochSecond(time.getEpochSecond(), time.getNano(), ZoneOffset.UTC);
        pad(out, utc.getYear(), 4).append('-');
        pad(out, utc.getMonthValue(), 2).append('-');
        pad(out, utc.getDayOfMonth(), 2).append('T');
        pad(out, utc.getHour(), 2).append(':');
        pad(out, utc.getMinute(), 2).append(':');
        pad(out, utc.getSecond(), 2).append('.');
        return pad(out, utc.getNano() / 1_000_000, 3).append('Z').toString();
    }

    /** Reads a time of a remote registry; empty if it is malformed, or one that no registry can have seen. */
    public static Optional<Instant> find(String text) {
        try {
            return Optional.of(hasUsualForm(text) ? ofUsualForm(text) : Instant.parse(text))
                    .filter(time -> time.getEpochSecond() >= 0 && time.isBefore(NEVER));
        } catch (DateTimeException noTime) {
            return Optional.empty();
        }
    }

    private static boolean hasUsualForm(String text) {
        boolean has = text.length() == USUAL.length();
        for (int i = 0; has && i < USUAL.length(); i++) {
            char c = text.charAt(i);
            has = USUAL.charAt(i) == '0' ? c >= '0' && c <= '9' : c == USUAL.charAt(i);
        }
        return has;
    }

    private static Instant ofUsualForm(String text) {
        return LocalDateTime.of(
                        number(text, 0, 4),
                        number(text, 5, 7),
                        number(text, 8, 10),
                        number(text, 11, 13),
                        number(text, 14, 16),
                        number(text, 17, 19),
                        number(text, 20, 23) * 1_000_000)
                .toInstant(ZoneOffset.UTC);
    }

    private static int number(String text, int start, int end) {
        return Integer.parseInt(text, start, end, 10);
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
