package io.artispace.format.npm.json;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * JSON as {@link JsonText} writes it, for who writes much of it, one text after the other: it grows in one array of bytes. Used by one
 * thread.
 */
public final class JsonBytes {
    private static final int LONGEST_ESCAPE = 6;

    private final StringBuilder scratch = new StringBuilder();
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
    public JsonBytes append(String json) {
        return append(json, 0, json.length());
    }

    /** Appends a part of what is JSON, in ASCII, already. */
    public JsonBytes append(String json, int start, int end) {
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

    public JsonBytes append(JsonBytes json) {
        reserve(json.length);
        System.arraycopy(json.bytes, 0, bytes, length, json.length);
        length += json.length;
        return this;
    }

    /** Appends one character of ASCII. */
    public JsonBytes append(char c) {
        reserve(1);
        bytes[length++] = (byte) c;
        return this;
    }

    /** Appends a text as a JSON string. */
    public JsonBytes appendText(String text) {
        append('"');
        int plain = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (!JsonText.isPlain(c)) {
                append(text, plain, i).append(JsonText.escaped(c));
                plain = i + 1;
            }
        }
        return append(text, plain, text.length()).append('"');
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
        scratch.setLength(0);
        JsonText.append(scratch, value);
        append(scratch.toString());
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
