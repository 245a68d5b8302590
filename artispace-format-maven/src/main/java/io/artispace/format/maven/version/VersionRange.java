package io.artispace.format.maven.version;

import io.artispace.InvalidInputException;
import io.artispace.Quote;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A set of versions in Maven's notation: {@code [1.0,2.0)}, {@code [1.0,)}, {@code (,1.0]}, {@code [1.0]}, {@code [1.*]}, and several of
 * them joined by commas, of which Maven misses none.
 *
 * @param intervals a version is in the range if it is in one of them
 */
public record VersionRange(List<Interval> intervals) {
    private static final Pattern PREFIX = Pattern.compile("((?:[0-9]+\\.)*)([0-9]+)\\.\\*");
    /** What makes a version lower than others of its numbers. */
    private static final String LOWEST = "-alpha-alpha";

    /** More than anybody writes. Each version of an artifact may be compared with all of them, and a POM may be a stranger's. */
    private static final int MAX_INTERVALS = 100;

    /** Tells whether a text is meant as a range rather than as one version. */
    public static boolean isRange(String text) {
        return text.startsWith("[") || text.startsWith("(");
    }

    /**
     * Reads a range.
     *
     * @throws InvalidInputException if it is malformed, or has more than 100 intervals
     */
    public static VersionRange parse(String text) {
        List<Interval> intervals = new ArrayList<>();
        int at = 0;
        while (at < text.length()) {
            int end = closing(text, at);
            if (!isRange(text.substring(at)) || end < 0) {
                throw malformed(text);
            }
            if (intervals.size() == MAX_INTERVALS) {
                throw new InvalidInputException("The version range " + Quote.of(text) + " has more than "
                        + MAX_INTERVALS + " intervals. Join those that touch or overlap.");
            }
            intervals.add(interval(text, at, end));
            at = skipBlanks(text, end + 1);
            if (at < text.length() && text.charAt(at) == ',') {
                at = skipBlanks(text, at + 1);
            }
        }
        return new VersionRange(List.copyOf(intervals));
    }

    private static int skipBlanks(String text, int from) {
        int at = from;
        while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
            at++;
        }
        return at;
    }

    private static int closing(String text, int from) {
        for (int i = from; i < text.length(); i++) {
            if (text.charAt(i) == ']' || text.charAt(i) == ')') {
                return i;
            }
        }
        return -1;
    }

    private static Interval interval(String text, int start, int end) {
        boolean includesLow = text.charAt(start) == '[';
        boolean includesHigh = text.charAt(end) == ']';
        String inner = text.substring(start + 1, end).strip();
        int comma = inner.indexOf(',');
        if (comma < 0) {
            if (!includesLow || !includesHigh || inner.isEmpty()) {
                throw malformed(text);
            }
            Matcher prefix = PREFIX.matcher(inner);
            return prefix.matches() ? below(prefix.group(1), new BigInteger(prefix.group(2))) : only(inner);
        }
        MavenVersion low = bound(inner.substring(0, comma).strip());
        MavenVersion high = bound(inner.substring(comma + 1).strip());
        if (inner.indexOf(',', comma + 1) >= 0 || low != null && high != null && low.compareTo(high) > 0) {
            throw malformed(text);
        }
        return new Interval(low, includesLow, high, includesHigh);
    }

    private static Interval only(String text) {
        MavenVersion only = MavenVersion.of(text);
        return new Interval(only, true, only, true);
    }

    /**
     * All versions that begin with numbers: what comes before a release of the same numbers is among them, and what comes before the next
     * one is not.
     */
    private static Interval below(String numbers, BigInteger last) {
        return new Interval(
                MavenVersion.of(numbers + last + LOWEST),
                true,
                MavenVersion.of(numbers + last.add(BigInteger.ONE) + LOWEST),
                false);
    }

    private static @Nullable MavenVersion bound(String text) {
        return text.isEmpty() ? null : MavenVersion.of(text);
    }

    private static InvalidInputException malformed(String text) {
        return new InvalidInputException(
                Quote.of(text)
                        + " is not a version range; write it as in [1.0,2.0), (,1.0], [1.0] or [1.0,2.0),[3.0,), the lower bound first.");
    }

    public boolean contains(MavenVersion version) {
        return intervals.stream().anyMatch(interval -> interval.contains(version));
    }

    /**
     * An interval.
     *
     * @param low the lower bound; null for none
     * @param includesLow whether the lower bound is in it
     * @param high the upper bound; null for none
     * @param includesHigh whether the upper bound is in it
     */
    record Interval(
            @Nullable MavenVersion low,
            boolean includesLow,
            @Nullable MavenVersion high,
            boolean includesHigh) {
        boolean contains(MavenVersion version) {
            int aboveLow = low == null ? 1 : version.compareTo(low);
            int belowHigh = high == null ? 1 : high.compareTo(version);
            return (aboveLow > 0 || aboveLow == 0 && includesLow) && (belowHigh > 0 || belowHigh == 0 && includesHigh);
        }
    }
}
