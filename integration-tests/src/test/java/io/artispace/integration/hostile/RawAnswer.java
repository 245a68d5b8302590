package io.artispace.integration.hostile;

/** What came back, as text of single bytes; {@code status} is 0 where the server just hung up. */
record RawAnswer(int status, String text) {
    static RawAnswer parse(String text) {
        boolean answered = text.matches("(?s)HTTP/1\\.[01] \\d{3}.*");
        return new RawAnswer(answered ? Integer.parseInt(text.substring(9, 12)) : 0, text);
    }

    boolean refused() {
        return status >= 400 && status < 500;
    }
}
