package io.artispace.format.npm.packument;

import java.util.regex.Pattern;

/** Makes texts of others fit to be stored: cuts them to a length, and removes halves of surrogate pairs, which no database takes. */
public final class KeptText {
    /** A surrogate is matched only where its other half is missing: two halves are one character. */
    private static final Pattern HALF = Pattern.compile("[\\x{d800}-\\x{dfff}]");

    private static final String REPLACEMENT = "\ufffd";

    private KeptText() {}

    /**
     * Returns what is kept of a text.
     *
     * @param most how long it may be; what is cut off begins with a whole character
     */
    public static String of(String text, int most) {
        boolean halves = text.length() > most && most > 0 && Character.isHighSurrogate(text.charAt(most - 1));
        String kept = text.length() > most ? text.substring(0, halves ? most - 1 : most) : text;
        return HALF.matcher(kept).replaceAll(REPLACEMENT);
    }
}
