package io.artispace.format.npm.json;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * Writes JSON in ASCII, with everything else escaped. The JVM keeps such texts with one byte per character, and turns them into a
 * response's bytes by a plain copy: so a packument of thousands of versions is made by concatenation.
 */
public final class JsonText {
    private static final String HEX = "0123456789abcdef";

    private JsonText() {}

    /** Returns a value as JSON. */
    public static String of(JsonNode value) {
        StringBuilder out = new StringBuilder(256);
        append(out, value);
        return out.toString();
    }

    /** Returns a text as a JSON string. */
    public static String of(String value) {
        StringBuilder out = new StringBuilder(value.length() + 2);
        append(out, value);
        return out.toString();
    }

    /** Appends a value as JSON. */
    public static void append(StringBuilder out, JsonNode value) {
        if (value instanceof ObjectNode object) {
            out.append('{');
            appendMembers(out, object);
            out.append('}');
        } else if (value.isArray()) {
            out.append('[');
            for (int i = 0; i < value.size(); i++) {
                if (i > 0) {
                    out.append(',');
                }
                append(out, value.get(i));
            }
            out.append(']');
        } else if (value.isTextual()) {
            append(out, value.textValue());
        } else {
            out.append(value.asText());
        }
    }

    /** Appends the members of an object as JSON, without the braces around them. */
    public static void appendMembers(StringBuilder out, ObjectNode object) {
        int start = out.length();
        Json.forEachMember(object, (name, value) -> {
            if (out.length() > start) {
                out.append(',');
            }
            append(out, name);
            out.append(':');
            append(out, value);
        });
    }

    /** Appends a text as a JSON string. */
    public static void append(StringBuilder out, String value) {
        out.append('"');
        int plain = 0;
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if (isPlain(c)) {
                continue;
            }
            out.append(value, plain, i);
            plain = i + 1;
            appendEscaped(out, c);
        }
        if (plain == 0) {
            // Nearly all; and a range would be copied character by character.
            out.append(value).append('"');
        } else {
            out.append(value, plain, value.length()).append('"');
        }
    }

    /** Tells whether a character is written as it is. */
    static boolean isPlain(char c) {
        return c >= ' ' && c <= '~' && c != '"' && c != '\\';
    }

    /** Returns the escape of a character that is not written as it is. */
    static String escaped(char c) {
        StringBuilder out = new StringBuilder(6);
        appendEscaped(out, c);
        return out.toString();
    }

    private static void appendEscaped(StringBuilder out, char c) {
        switch (c) {
            case '"', '\\' -> out.append('\\').append(c);
            case '\n' -> out.append("\\n");
            case '\r' -> out.append("\\r");
            case '\t' -> out.append("\\t");
            default ->
                out.append("\\u")
                        .append(HEX.charAt(c >> 12))
                        .append(HEX.charAt(c >> 8 & 15))
                        .append(HEX.charAt(c >> 4 & 15))
                        .append(HEX.charAt(c & 15));
        }
    }
}
