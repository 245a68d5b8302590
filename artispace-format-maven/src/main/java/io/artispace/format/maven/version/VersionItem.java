package io.artispace.format.maven.version;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * A number or a word of a version. The order is: {@code min} at the end of a version, the words that Maven knows ({@code alpha},
 * {@code beta}, {@code milestone}, {@code rc}, {@code snapshot}, nothing, {@code sp}), all other words by their letters, numbers,
 * {@code max} at the end of a version.
 *
 * @param rank what decides first
 * @param known the place among the words that Maven knows; 0 stands for nothing
 * @param text a number without leading zeros, empty for 0; or a word in lower case
 */
record VersionItem(Rank rank, int known, String text) implements Comparable<VersionItem> {
    /** Whatever the case of their letters. */
    private static final Map<String, Integer> KNOWN = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);

    static {
        KNOWN.putAll(Map.of(
                "alpha",
                -5,
                "beta",
                -4,
                "milestone",
                -3,
                "rc",
                -2,
                "cr",
                -2,
                "snapshot",
                -1,
                "ga",
                0,
                "final",
                0,
                "release",
                0,
                "sp",
                1));
    }

    /** The kinds of items, from the lowest to the highest. */
    private enum Rank {
        MIN,
        KNOWN_WORD,
        WORD,
        NUMBER,
        MAX
    }

    /** Reads the items of a version: at least one. */
    static List<VersionItem> parse(String version) {
        List<VersionItem> items = new ArrayList<>();
        int start = 0;
        for (int i = 0; i < version.length(); i++) {
            char c = version.charAt(i);
            if (c == '.' || c == '-' || c == '_') {
                items.add(of(version, start, i));
                start = i + 1;
            } else if (i > start && isDigit(c) != isDigit(version.charAt(i - 1))) {
                items.add(of(version, start, i));
                start = i;
            }
        }
        if (start < version.length() || items.isEmpty()) {
            items.add(of(version, start, version.length()));
        }
        return items;
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    private static VersionItem of(String version, int start, int end) {
        if (start == end || isDigit(version.charAt(start))) {
            return number(version, start, end);
        }
        String word = version.substring(start, end);
        boolean last = end >= version.length() - 1 && (end == version.length() || !isDigit(version.charAt(end)));
        if (last && word.equalsIgnoreCase("min")) {
            return new VersionItem(Rank.MIN, 0, "");
        }
        if (last && word.equalsIgnoreCase("max")) {
            return new VersionItem(Rank.MAX, 0, "");
        }
        boolean beforeDigit = end < version.length() && isDigit(version.charAt(end));
        Integer known = KNOWN.get(beforeDigit ? unabbreviated(word) : word);
        return known == null
                ? new VersionItem(Rank.WORD, 0, word.toLowerCase(Locale.ENGLISH))
                : new VersionItem(Rank.KNOWN_WORD, known, "");
    }

    /** Only before a digit, one letter may stand for a word: {@code 1.0b2} is {@code 1.0-beta-2}. */
    private static String unabbreviated(String word) {
        return switch (word) {
            case "a", "A" -> "alpha";
            case "b", "B" -> "beta";
            case "m", "M" -> "milestone";
            default -> word;
        };
    }

    private static VersionItem number(String version, int start, int end) {
        int first = start;
        while (first < end && version.charAt(first) == '0') {
            first++;
        }
        return new VersionItem(Rank.NUMBER, 0, version.substring(first, end));
    }

    /** Tells whether the item is a number, or the lowest or highest of all, which go in the places of numbers. */
    boolean isNumber() {
        return rank != Rank.KNOWN_WORD && rank != Rank.WORD;
    }

    /** Compares with what is behind the end of a shorter version. */
    int compareToNothing() {
        return switch (rank) {
            case MIN -> -1;
            case KNOWN_WORD -> known;
            case NUMBER -> text.isEmpty() ? 0 : 1;
            case WORD, MAX -> 1;
        };
    }

    @Override
    public int compareTo(VersionItem other) {
        if (rank != other.rank) {
            return rank.compareTo(other.rank);
        }
        return switch (rank) {
            case KNOWN_WORD -> Integer.compare(known, other.known);
            case NUMBER ->
                text.length() == other.text.length()
                        ? text.compareTo(other.text)
                        : Integer.compare(text.length(), other.text.length());
            case WORD -> text.compareToIgnoreCase(other.text);
            case MIN, MAX -> 0;
        };
    }
}
