package io.artispace;

/**
 * Quotes what a user gave, for messages: in double quotes, capped at 120 characters, control and other invisible characters
 * replaced by {@code ?}, so that a message can neither be flooded nor forged.
 */
public final class Quote {
    private Quote() {}

    /**
     * Quotes a value.
     *
     * @param value anything a user gave
     * @return the value in double quotes, such as {@code "com.acme:app"}
     */
    public static String of(Object value) {
        return Text.quote(value.toString());
    }
}
