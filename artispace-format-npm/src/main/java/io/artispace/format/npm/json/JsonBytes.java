package io.artispace.format.npm.json;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** JSON as {@link JsonText} writes it, for who writes much of it, one text after the other: it grows in one array of bytes. Used by one thread. */
public final class JsonBytes {
    private static final int LONGEST_ESCAPE = 6;

    private byte[] bytes = new byte[8192];
    private int length;

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
    public void append(String json) {
        reserve(json.length());
        for (int i = 0; i < json.length(); i++) {
            bytes[length++] = (byte) json.charAt(i);
        }
    }

    public void append(JsonBytes json) {
        reserve(json.length);
        System.arraycopy(json.bytes, 0, bytes, length, json.length);
        length += json.length;
    }

    /** Appends one character of ASCII. */
    public void append(char c) {
        reserve(1);
        bytes[length++] = (byte) c;
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
        append('"');
        reserve(name.length());
        for (int i = 0; i < name.length(); i++) {
            appendWithin(name.charAt(i), name.length() - i);
        }
        append('"');
        append(':');
    }

    /** Appends a text as a JSON string. */
    void appendText(char[] text, int offset, int count) {
        reserve(count + 2);
        bytes[length++] = '"';
        int end = offset + count;
        for (int i = offset; i < end; i++) {
            appendWithin(text[i], end - i);
        }
        append('"');
    }

    /** Appends a value. */
    public void append(JsonNode value) {
        append(JsonText.of(value));
    }

    private void appendWithin(char c, int left) {
        if (JsonText.isPlain(c)) {
            bytes[length++] = (byte) c;
        } else {
            reserve(LONGEST_ESCAPE + left);
            append(JsonText.escaped(c));
            reserve(left);
        }
    }

    private void reserve(int more) {
        if (bytes.length - length < more) {
            bytes = Arrays.copyOf(bytes, Math.max(2 * bytes.length, length + more));
        }
    }

    @Override
    public String toString() {
        return new String(bytes, 0, length, StandardCharsets.ISO_8859_1);
    }
}
