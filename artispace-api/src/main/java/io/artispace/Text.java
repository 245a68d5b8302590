package io.artispace;

import java.text.Normalizer;

/** The rules that every name and path obeys, in one place. */
final class Text {
    private Text() {}

    /**
     * Returns {@code value} if it is a well-formed name.
     *
     * @throws InvalidInputException if it is empty, longer than {@code maxLength} UTF-16 units, not in Unicode NFC, or holds a
     *     control character, a lone surrogate, a backslash, or a space at its beginning or end
     */
    static String check(String kind, String value, int maxLength) {
        if (value.isEmpty()) {
            throw new InvalidInputException("A " + kind + " must not be empty.");
        }
        if (value.length() > maxLength) {
            throw new InvalidInputException("The " + kind + " " + Quote.of(value) + " is " + value.length()
                    + " characters long; at most " + maxLength + " are allowed.");
        }
        if (!plain(value)) {
            checkCharacters(kind, value);
        }
        if (value.charAt(0) == ' ' || value.charAt(value.length() - 1) == ' ') {
            throw new InvalidInputException("The " + kind + " " + Quote.of(value) + " begins or ends with a space.");
        }
        return value;
    }

    /** Printable ASCII without a backslash needs no further look; nearly every name is. */
    private static boolean plain(String value) {
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if (c < ' ' || c > '~' || c == '\\') {
                return false;
            }
        }
        return true;
    }

    private static void checkCharacters(String kind, String value) {
        value.codePoints().forEach(c -> {
            int type = Character.getType(c);
            if (c == '\\'
                    || type == Character.CONTROL
                    || type == Character.FORMAT
                    || type == Character.SURROGATE
                    || type == Character.LINE_SEPARATOR
                    || type == Character.PARAGRAPH_SEPARATOR) {
                throw new InvalidInputException("The " + kind + " " + Quote.of(value) + " holds the character U+"
                        + String.format("%04X", c) + ", which is not allowed.");
            }
        });
        if (!Normalizer.isNormalized(value, Normalizer.Form.NFC)) {
            throw new InvalidInputException(
                    "The " + kind + " " + Quote.of(value)
                            + " is not in Unicode NFC, and names are compared by their bytes. Write its accented letters in one character each, as NFC does.");
        }
    }
}
