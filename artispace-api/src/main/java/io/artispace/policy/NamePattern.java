package io.artispace.policy;

import static java.util.Objects.requireNonNull;

import io.artispace.InvalidInputException;
import io.artispace.PackageName;
import io.artispace.Quote;

/**
 * Names of packages, such as {@code com.acme.**} or {@code @acme/*}. Compared by characters, case-sensitively.
 *
 * <p>{@code *} stands for any number of characters but {@code /} and {@code :}, {@code **} for any number of any characters. {@code .**} at
 * the end stands for the name before it as well, and for all artifacts of the group of that name: {@code com.acme.**} matches {@code
 * com.acme}, {@code com.acme:app} and {@code com.acme.tools:cli}, and not {@code com.acmeevil:app}.
 *
 * @param value the pattern, 1 to 512 characters, without control characters
 */
public record NamePattern(String value) {
    private static final String BELOW = ".**";

    /**
     * Checks the pattern.
     *
     * @throws InvalidInputException if it is empty or too long, or holds a control character, which no name does
     */
    public NamePattern {
        requireNonNull(value, "value");
        if (value.isEmpty() || value.length() > PackageName.MAX_LENGTH) {
            throw new InvalidInputException("The name pattern " + Quote.of(value) + " must have 1 to "
                    + PackageName.MAX_LENGTH + " characters.");
        }
        if (value.chars().anyMatch(Character::isISOControl)) {
            throw new InvalidInputException("The name pattern " + Quote.of(value)
                    + " holds a control character, such as a tab or the end of a line. No name does: leave it out.");
        }
    }

    /**
     * Returns the pattern with the given spelling.
     *
     * @param value the pattern
     * @return the checked pattern
     * @throws InvalidInputException if it is malformed
     */
    public static NamePattern of(String value) {
        return new NamePattern(value);
    }

    /**
     * Tells whether a package is meant.
     *
     * @param name the package
     * @return whether its whole name fits
     */
    public boolean matches(PackageName name) {
        String text = name.value();
        int plain = value.indexOf('*');
        if (plain < 0) {
            return value.equals(text);
        }
        boolean below = value.endsWith(BELOW);
        // A shortcut: nearly all names differ from nearly all patterns here already, and each document is compared with
        // each rule.
        if (!text.regionMatches(0, value, 0, below ? Math.min(plain, value.length() - BELOW.length()) : plain)) {
            return false;
        }
        if (below) {
            String base = value.substring(0, value.length() - BELOW.length());
            return fits(base, text) || fits(base + ":**", text) || fits(base + BELOW, text);
        }
        return fits(value, text);
    }

    /**
     * Reads the pattern from left to right and keeps every place in the text that it may have reached: the time is bounded by the product
     * of the lengths.
     */
    private static boolean fits(String pattern, String text) {
        boolean[] reached = new boolean[text.length() + 1];
        reached[0] = true;
        int p = 0;
        while (p < pattern.length()) {
            if (pattern.startsWith("**", p)) {
                spread(reached, text, true);
                p += 2;
            } else if (pattern.charAt(p) == '*') {
                spread(reached, text, false);
                p++;
            } else {
                advance(reached, text, pattern.charAt(p));
                p++;
            }
        }
        return reached[text.length()];
    }

    private static void spread(boolean[] reached, String text, boolean acrossSeparators) {
        for (int i = 0; i < text.length(); i++) {
            reached[i + 1] |= reached[i] && (acrossSeparators || !isSeparator(text.charAt(i)));
        }
    }

    private static void advance(boolean[] reached, String text, char expected) {
        for (int i = text.length(); i > 0; i--) {
            reached[i] = reached[i - 1] && text.charAt(i - 1) == expected;
        }
        reached[0] = false;
    }

    private static boolean isSeparator(char c) {
        return c == '/' || c == ':';
    }

    @Override
    public String toString() {
        return value;
    }
}
