package io.artispace.metadata.jdbc.sql;

import io.artispace.InvalidInputException;
import io.artispace.Quote;

/**
 * Refuses texts that not every database holds: PostgreSQL has no place for U+0000, and half of a surrogate pair has no UTF-8. They come
 * in JSON documents, where both can be written as escapes. Without this check, some databases would store such a text, and others would
 * report a failure of their own.
 */
public final class Texts {
    private Texts() {}

    /**
     * Returns a text that can be stored and looked for.
     *
     * @throws InvalidInputException if it cannot
     */
    public static String check(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == 0) {
                throw refused(text, "the character U+0000");
            }
            if (Character.isSurrogate(c)) {
                if (Character.isLowSurrogate(c)
                        || i + 1 == text.length()
                        || !Character.isLowSurrogate(text.charAt(i + 1))) {
                    throw refused(text, "half of a surrogate pair");
                }
                i++;
            }
        }
        return text;
    }

    private static InvalidInputException refused(String text, String what) {
        return new InvalidInputException("The text " + Quote.of(text) + " holds " + what
                + ", which is no text that can be stored. Send it without.");
    }
}
