package io.artispace;

/**
 * Quotes what a user gave, for messages: in double quotes, capped at 120 characters, control and other invisible characters
 * replaced by {@code ?}, so that a message can neither be flooded nor forged.
 */
public final class Quote {
    private static final int CHARACTERS = 120;

    private Quote() {}

    /**
     * Quotes a value.
     *
     * @param value anything a user gave
     * @return the value in double quotes, such as {@code "com.acme:app"}
     */
    public static String of(Object value) {
        String text = value.toString();
        StringBuilder quoted = new StringBuilder("\"");
        int at = 0;
        for (int count = 0; count < CHARACTERS && at < text.length(); count++) {
            int c = text.codePointAt(at);
            quoted.appendCodePoint(isPrintable(c) ? c : '?');
            at += Character.charCount(c);
        }
        return quoted.append(at < text.length() ? "…\"" : "\"").toString();
    }

    private static boolean isPrintable(int c) {
        int type = Character.getType(c);
        return !Character.isISOControl(c)
                && type != Character.FORMAT
                && type != Character.SURROGATE
                && type != Character.LINE_SEPARATOR
                && type != Character.PARAGRAPH_SEPARATOR;
    }
}
