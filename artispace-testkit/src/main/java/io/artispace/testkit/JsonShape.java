package io.artispace.testkit;

/** Tells whether a text is well-formed JSON (RFC 8259), for suites that must not depend on anybody's parser. */
final class JsonShape {
    private static final int MAX_DEPTH = 64;

    private final String text;
    private int at;

    private JsonShape(String text) {
        this.text = text;
    }

    static boolean isWellFormed(String text) {
        JsonShape shape = new JsonShape(text);
        try {
            shape.value(0);
            shape.space();
            return shape.at == text.length();
        } catch (Malformed | IndexOutOfBoundsException e) {
            return false;
        }
    }

    private static final class Malformed extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }

    private void value(int depth) {
        check(depth < MAX_DEPTH);
        space();
        switch (text.charAt(at)) {
            case '{' -> object(depth);
            case '[' -> array(depth);
            case '"' -> string();
            case 't' -> word("true");
            case 'f' -> word("false");
            case 'n' -> word("null");
            default -> number();
        }
    }

    private void object(int depth) {
        at++;
        space();
        if (skip('}')) {
            return;
        }
        do {
            space();
            string();
            space();
            check(skip(':'));
            value(depth + 1);
            space();
        } while (skip(','));
        check(skip('}'));
    }

    private void array(int depth) {
        at++;
        space();
        if (skip(']')) {
            return;
        }
        do {
            value(depth + 1);
            space();
        } while (skip(','));
        check(skip(']'));
    }

    private void string() {
        check(skip('"'));
        while (!skip('"')) {
            char c = text.charAt(at++);
            check(c >= ' ');
            if (c == '\\') {
                char escaped = text.charAt(at++);
                if (escaped == 'u') {
                    for (int i = 0; i < 4; i++) {
                        check(Character.digit(text.charAt(at++), 16) >= 0);
                    }
                } else {
                    check("\"\\/bfnrt".indexOf(escaped) >= 0);
                }
            }
        }
    }

    private void word(String word) {
        check(text.startsWith(word, at));
        at += word.length();
    }

    private void number() {
        int start = at;
        while (at < text.length() && "+-.eE0123456789".indexOf(text.charAt(at)) >= 0) {
            at++;
        }
        check(text.substring(start, at).matches("-?(0|[1-9][0-9]*)(\\.[0-9]+)?([eE][+-]?[0-9]+)?"));
    }

    private void space() {
        while (at < text.length() && " \t\r\n".indexOf(text.charAt(at)) >= 0) {
            at++;
        }
    }

    private boolean skip(char expected) {
        boolean found = text.charAt(at) == expected;
        if (found) {
            at++;
        }
        return found;
    }

    private static void check(boolean condition) {
        if (!condition) {
            throw new Malformed();
        }
    }
}
