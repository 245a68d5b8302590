package io.artispace.format.npm.packument;

import io.artispace.InvalidInputException;
import io.artispace.Quote;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * A version as Semantic Versioning 2.0.0 and node's {@code semver} understand it, strictly: {@code 1.0.0-rc.1+build}, not {@code v1.0}.
 * Ordered by precedence, which build metadata takes no part in.
 *
 * @param text the version as it is written
 * @param numbers major, minor and patch
 * @param prerelease the identifiers of the pre-release; empty for a release
 */
public record SemanticVersion(String text, List<Long> numbers, List<String> prerelease)
        implements Comparable<SemanticVersion> {
    /** The order of versions as they are written; texts that are no versions come first, by their characters. */
    public static final Comparator<String> TEXT_ORDER = Comparator.<String, Optional<SemanticVersion>>comparing(
                    SemanticVersion::parse, SemanticVersion::compareParsed)
            .thenComparing(Comparator.naturalOrder());

    /** {@code Number.MAX_SAFE_INTEGER}, beyond which node refuses. */
    private static final long MAX_NUMBER = 9_007_199_254_740_991L;

    private static final int MAX_LENGTH = 256;
    private static final String NUMBER = "(0|[1-9][0-9]{0,15})";
    private static final String IDENTIFIER = "(?:0|[1-9][0-9]*|[0-9]*[A-Za-z-][0-9A-Za-z-]*)";
    private static final Pattern SYNTAX = Pattern.compile(NUMBER + "\\." + NUMBER + "\\." + NUMBER + "(?:-("
            + IDENTIFIER + "(?:\\." + IDENTIFIER + ")*))?(?:\\+[0-9A-Za-z-]+(?:\\.[0-9A-Za-z-]+)*)?");
    private static final String BLANK = "\\s\\p{Z}\\ufeff";
    private static final String IDENTIFIERS = "[0-9A-Za-z-]+(?:\\.[0-9A-Za-z-]+)*";
    /** As node's {@code semver} reads versions that are not written strictly. */
    private static final Pattern LOOSE = Pattern.compile("[v=" + BLANK + "]*([0-9]+)\\.([0-9]+)\\.([0-9]+)(?:-?("
            + IDENTIFIERS + "))?(?:\\+" + IDENTIFIERS + ")?[" + BLANK + "]*");

    private static final Pattern ZEROS = Pattern.compile("^0+(?=[0-9]+$)");
    private static final Pattern DIGITS = Pattern.compile("[0-9]+");

    /** Copies the lists. */
    public SemanticVersion {
        numbers = List.copyOf(numbers);
        prerelease = List.copyOf(prerelease);
    }

    /** Reads a version; empty if it is not one. */
    public static Optional<SemanticVersion> parse(String text) {
        if (text.length() > MAX_LENGTH) {
            return Optional.empty();
        }
        Matcher matcher = SYNTAX.matcher(text);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        List<Long> numbers = List.of(
                Long.parseLong(matcher.group(1)), Long.parseLong(matcher.group(2)), Long.parseLong(matcher.group(3)));
        if (numbers.stream().anyMatch(number -> number > MAX_NUMBER)) {
            return Optional.empty();
        }
        String prerelease = matcher.group(4);
        return Optional.of(
                new SemanticVersion(text, numbers, prerelease == null ? List.of() : List.of(prerelease.split("\\."))));
    }

    /** Reads a version that must be one. */
    public static SemanticVersion of(String text) {
        return parse(text)
                .orElseThrow(() -> new InvalidInputException(Quote.of(text)
                        + " is not a version as Semantic Versioning has it: write it like 1.0.0 or 1.0.0-beta.1."));
    }

    /**
     * Returns the spelling under which npm publishes what {@code package.json} has in another one, which it leaves there: without build
     * metadata, leading zeros, and what people write before a version; {@code 1.0.0-beta} for {@code  v1.0.0beta+5}. A text that npm
     * refuses is returned as it is.
     */
    public static String clean(String text) {
        Matcher matcher = LOOSE.matcher(text);
        if (text.length() > MAX_LENGTH || !matcher.matches()) {
            return text;
        }
        String numbers = IntStream.rangeClosed(1, 3)
                .mapToObj(group -> withoutZeros(matcher.group(group)))
                .collect(Collectors.joining("."));
        String prerelease = matcher.group(4) == null
                ? ""
                : Stream.of(matcher.group(4).split("\\."))
                        .map(SemanticVersion::withoutZeros)
                        .collect(Collectors.joining(".", "-", ""));
        return parse(numbers + prerelease).map(SemanticVersion::text).orElse(text);
    }

    private static String withoutZeros(String identifier) {
        return ZEROS.matcher(identifier).replaceFirst("");
    }

    private static int compareParsed(Optional<SemanticVersion> left, Optional<SemanticVersion> right) {
        return left.isPresent() && right.isPresent()
                ? left.get().compareTo(right.get())
                : Boolean.compare(left.isPresent(), right.isPresent());
    }

    /** Tells whether this is a version before a release. */
    public boolean isPrerelease() {
        return !prerelease.isEmpty();
    }

    @Override
    public int compareTo(SemanticVersion other) {
        for (int i = 0; i < numbers.size(); i++) {
            int order = numbers.get(i).compareTo(other.numbers.get(i));
            if (order != 0) {
                return order;
            }
        }
        if (prerelease.isEmpty() || other.prerelease.isEmpty()) {
            return Boolean.compare(prerelease.isEmpty(), other.prerelease.isEmpty());
        }
        return comparePrerelease(other);
    }

    private int comparePrerelease(SemanticVersion other) {
        int common = Math.min(prerelease.size(), other.prerelease.size());
        for (int i = 0; i < common; i++) {
            int order = compareIdentifiers(prerelease.get(i), other.prerelease.get(i));
            if (order != 0) {
                return order;
            }
        }
        return Integer.compare(prerelease.size(), other.prerelease.size());
    }

    /** Numbers come before words, and are compared by value; without leading zeros, the longer one is the greater. */
    private static int compareIdentifiers(String left, String right) {
        boolean leftNumber = DIGITS.matcher(left).matches();
        boolean rightNumber = DIGITS.matcher(right).matches();
        if (leftNumber != rightNumber) {
            return leftNumber ? -1 : 1;
        }
        if (leftNumber && left.length() != right.length()) {
            return Integer.compare(left.length(), right.length());
        }
        return left.compareTo(right);
    }
}
