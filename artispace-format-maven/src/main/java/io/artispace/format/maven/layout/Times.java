package io.artispace.format.maven.layout;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.ResolverStyle;
import java.util.Locale;
import java.util.Optional;

/**
 * How Maven writes times, in snapshot versions and in its metadata. A deploy of a release needs no such time, so the formatters are not
 * loaded for it.
 */
public final class Times {
    private static final DateTimeFormatter TIMESTAMP =
            formatter("uuuuMMdd.HHmmss").withResolverStyle(ResolverStyle.STRICT);
    private static final DateTimeFormatter UPDATED = formatter("uuuuMMddHHmmss");

    private Times() {}

    private static DateTimeFormatter formatter(String pattern) {
        return DateTimeFormatter.ofPattern(pattern, Locale.ROOT).withZone(ZoneOffset.UTC);
    }

    /** Returns the time of a build, such as {@code 20260102.030405}. */
    public static String timestamp(Instant time) {
        return TIMESTAMP.format(time);
    }

    /** Reads the timestamp of a build; empty if there is no such time. */
    public static Optional<Instant> time(String timestamp) {
        try {
            return Optional.of(TIMESTAMP.parse(timestamp, Instant::from));
        } catch (DateTimeException noTime) {
            return Optional.empty();
        }
    }

    /** Returns a time as {@code lastUpdated} and {@code updated} have it. */
    public static String updated(Instant time) {
        return UPDATED.format(time);
    }
}
