package io.artispace.integration.hostile;

import java.util.regex.Pattern;

/** What came back, as text of single bytes; {@code status} is 0 where the server just hung up. */
record RawAnswer(int status, String text) {
    private static final Pattern JDK_REFUSAL =
            Pattern.compile("(?<=\r\n\r\n)<h1>400 Bad Request</h1>(URISyntax|NumberFormat)Exception thrown$");

    static RawAnswer parse(String text) {
        boolean answered = text.matches("(?s)HTTP/1\\.[01] \\d{3}.*");
        return new RawAnswer(answered ? Integer.parseInt(text.substring(9, 12)) : 0, text);
    }

    /**
     * What the registry or its front have said. To a head that is malformed the JDK's server answers before anybody else sees it, and
     * says what it stumbled over in a fixed phrase, which tells nothing that is not known of every JDK.
     */
    String ownText() {
        return JDK_REFUSAL.matcher(text).replaceFirst("");
    }

    boolean refused() {
        return status >= 400 && status < 500;
    }
}
