package io.artispace.format.npm.json;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * JSON in ASCII, with everything else escaped, that grows in one array of bytes. The JVM keeps such texts with one byte per character, and
 * copies them as they are: so a packument of thousands of versions is made by concatenation. Used by one thread.
 */
public final class JsonText {
    private static final String HEX = "0123456789abcdef";

    private byte[] bytes = new byte[1024];
    private int length;

    /** Returns a value as JSON. */
    public static String of(JsonNode value) {
        return new JsonText().append(value).toString();
    }

    /** Forgets what was written; the array stays. */
    public void clear() {
        length = 0;
    }

    public int length() {
        return length;
    }

    /** Takes characters off the end. */
    public void shorten(int by) {
        length -= by;
    }

    /** Appends what is JSON, in ASCII, already. */
    public JsonText append(String json) {
        return append(json, 0, json.length());
    }

    /** Appends a part of what is JSON, in ASCII, already. */
    public JsonText append(String json, int start, int end) {
        reserve(end - start);
        copy(json, start, end);
        length += end - start;
        return this;
    }

    /**
     * As one piece: what takes a character at a time, or makes an array for each text, would be most of what it takes to render a
     * packument.
     */
    @SuppressWarnings("deprecation")
    private void copy(String ascii, int start, int end) {
        ascii.getBytes(start, end, bytes, length);
    }

    public JsonText append(JsonText json) {
        reserve(json.length);
        System.arraycopy(json.bytes, 0, bytes, length, json.length);
        length += json.length;
        return this;
    }

    /** Appends one character of ASCII. */
    public JsonText append(char c) {
        reserve(1);
        bytes[length++] = (byte) c;
        return this;
    }

    /** Appends a text as a JSON string. */
    public JsonText appendText(String text) {
        append('"');
        int plain = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (!isPlain(c)) {
                append(text, plain, i).appendEscaped(c);
                plain = i + 1;
            }
        }
        return append(text, plain, text.length()).append('"');
    }

    /** Appends a text as a JSON string. */
    void appendText(char[] text, int offset, int count) {
        int end = offset + count;
        append('"').reserve(count);
        for (int i = offset; i < end; i++) {
            if (isPlain(text[i])) {
                bytes[length++] = (byte) text[i];
            } else {
                appendEscaped(text[i]);
                reserve(end - i);
            }
        }
        append('"');
    }

    private static boolean isPlain(char c) {
        return c >= ' ' && c <= '~' && c != '"' && c != '\\';
    }

    private void appendEscaped(char c) {
        switch (c) {
            case '"', '\\' -> append('\\').append(c);
            case '\n' -> append("\\n");
            case '\r' -> append("\\r");
            case '\t' -> append("\\t");
            default ->
                append("\\u")
                        .append(HEX.charAt(c >> 12))
                        .append(HEX.charAt(c >> 8 & 15))
                        .append(HEX.charAt(c >> 4 & 15))
                        .append(HEX.charAt(c & 15));
        }
    }

    /** Appends the name of a member, and what stands before and after it. */
    public void appendName(String name) {
        appendName(name, length == 0);
    }

    /** Does the same within an object that something stands before. */
    public void appendName(String name, boolean isFirst) {
        if (!isFirst) {
            append(',');
        }
        appendText(name).append(':');
    }

    /** Appends a value. */
    public JsonText append(JsonNode value) {
        if (value instanceof ObjectNode object) {
            append('{').appendMembers(object);
            return append('}');
        }
        if (value.isArray()) {
            append('[');
            for (int i = 0; i < value.size(); i++) {
                if (i > 0) {
                    append(',');
                }
                append(value.get(i));
            }
            return append(']');
        }
        return value.isTextual() ? appendText(value.textValue()) : append(value.asText());
    }

    /** Appends the members of an object, without the braces around them. */
    public void appendMembers(ObjectNode object) {
        int start = length;
        Json.forEachMember(object, (name, value) -> {
            appendName(name, length == start);
            append(value);
        });
    }

    /** Makes room for so many bytes more. */
    public void reserve(int more) {
        if (bytes.length - length < more) {
            bytes = Arrays.copyOf(bytes, Math.max(2 * bytes.length, length + more));
        }
    }

    /** Writes what there is. */
    public void writeTo(OutputStream out) throws IOException {
        out.write(bytes, 0, length);
    }

    /** Returns what there is. */
    public byte[] toBytes() {
        return Arrays.copyOf(bytes, length);
    }

    @Override
    public String toString() {
        return new String(bytes, 0, length, StandardCharsets.ISO_8859_1);
    }
}
