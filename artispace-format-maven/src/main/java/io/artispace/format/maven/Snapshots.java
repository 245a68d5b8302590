package io.artispace.format.maven;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** How Maven writes snapshot versions and the times in its metadata. */
final class Snapshots {
    private static final String SNAPSHOT = "SNAPSHOT";
    private static final Pattern TIMESTAMPED = Pattern.compile("(?:.*-)?[0-9]{8}\\.[0-9]{6}-[0-9]+");
    private static final DateTimeFormatter TIMESTAMP = formatter("yyyyMMdd.HHmmss");
    private static final DateTimeFormatter UPDATED = formatter("yyyyMMddHHmmss");

    private Snapshots() {}

    private static DateTimeFormatter formatter(String pattern) {
        return DateTimeFormatter.ofPattern(pattern, Locale.ROOT).withZone(ZoneOffset.UTC);
    }

    /** Tells whether a base version is a snapshot, as Maven's resolver decides it. */
    static boolean isSnapshot(String version) {
        return version.endsWith(SNAPSHOT);
    }

    /** Tells whether a version is one build of a snapshot, such as {@code 1.0-20260102.030405-7}. */
    static boolean isTimestamped(String version) {
        return TIMESTAMPED.matcher(version).matches();
    }

    /** Returns what stands before {@code SNAPSHOT}: {@code 1.0-} for {@code 1.0-SNAPSHOT}. */
    static String stem(String snapshot) {
        return snapshot.substring(0, snapshot.length() - SNAPSHOT.length());
    }

    /** Returns {@code 1.0-SNAPSHOT} for {@code 1.0-20260102.030405-7}, and every other version as it is. */
    static String baseVersion(String version) {
        if (!isTimestamped(version)) {
            return version;
        }
        int number = version.lastIndexOf('-');
        return version.substring(0, version.lastIndexOf('-', number - 1) + 1) + SNAPSHOT;
    }

    /** Returns the version of one build of a snapshot. */
    static String timestamped(String snapshot, Instant time, int buildNumber) {
        return stem(snapshot) + timestamp(time) + '-' + buildNumber;
    }

    static String timestamp(Instant time) {
        return TIMESTAMP.format(time);
    }

    /** Reads the timestamp of a build; empty if there is no such time. */
    static Optional<Instant> time(String timestamp) {
        try {
            return Optional.of(TIMESTAMP.parse(timestamp, Instant::from));
        } catch (DateTimeException noTime) {
            return Optional.empty();
        }
    }

    /** Returns a time as {@code lastUpdated} and {@code updated} have it. */
    static String updated(Instant time) {
        return UPDATED.format(time);
    }
}
