package io.artispace.format.maven;

import java.util.Collection;
import java.util.function.Consumer;

/** Writes JSON objects, for the three small documents this format has; it reads none. */
final class JsonText {
    private final StringBuilder out = new StringBuilder("{");

    private JsonText() {}

    static String object(Consumer<JsonText> content) {
        JsonText json = new JsonText();
        content.accept(json);
        return json.out.append('}').toString();
    }

    JsonText put(String name, String value) {
        name(name);
        quote(value);
        return this;
    }

    /** Puts a value unless it is empty. */
    JsonText putPresent(String name, String value) {
        return value.isEmpty() ? this : put(name, value);
    }

    JsonText put(String name, long value) {
        name(name);
        out.append(value);
        return this;
    }

    JsonText strings(String name, Collection<String> values) {
        name(name);
        out.append('[');
        int before = out.length();
        for (String value : values) {
            separate(before);
            quote(value);
        }
        out.append(']');
        return this;
    }

    /** Puts a list of objects that are written already. */
    JsonText objects(String name, Collection<String> objects) {
        name(name);
        out.append('[').append(String.join(",", objects)).append(']');
        return this;
    }

    /** Puts an object that is written already. */
    JsonText object(String name, String object) {
        name(name);
        out.append(object);
        return this;
    }

    private void name(String name) {
        separate(1);
        quote(name);
        out.append(':');
    }

    private void separate(int start) {
        if (out.length() > start) {
            out.append(',');
        }
    }

    private void quote(String text) {
        out.append('"');
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '"' || c == '\\') {
                out.append('\\').append(c);
            } else if (c < ' ' || c == '\u2028' || c == '\u2029' || Character.isSurrogate(c) && !paired(text, i)) {
                out.append(String.format("\\u%04x", (int) c));
            } else {
                out.append(c);
            }
        }
        out.append('"');
    }

    private static boolean paired(String text, int i) {
        return Character.isHighSurrogate(text.charAt(i))
                ? i + 1 < text.length() && Character.isLowSurrogate(text.charAt(i + 1))
                : i > 0 && Character.isHighSurrogate(text.charAt(i - 1));
    }
}
