package io.artispace.format.npm.prefetch;

import io.artispace.InvalidInputException;
import io.artispace.format.npm.json.Json;
import java.io.IOException;
import java.io.Reader;
import java.util.Optional;

/**
 * The lines of a lock file that is not JSON. Such files are written by programs, in a small part of YAML or in yarn's own likeness of it,
 * so what stands where is told by how far a line is indented. Within limits; used by one thread.
 */
final class LockLines {
    /** The headings of yarn name all the ranges that one version is taken for. */
    private static final int MAX_LINE = 1024 * 1024;

    private static final int MAX_SIZE = 256 * 1024 * 1024;

    private final Reader in;
    private final StringBuilder line = new StringBuilder();
    private int number;
    private int size;
    private int indent;
    private String text = "";

    LockLines(Reader in) {
        this.in = in;
    }

    /** Goes to the next line that is not blank; false if there is none. */
    boolean next() throws IOException {
        while (read()) {
            number++;
            int start = 0;
            while (start < line.length() && line.charAt(start) == ' ') {
                start++;
            }
            indent = start;
            text = line.substring(start).stripTrailing();
            if (!text.isEmpty()) {
                return true;
            }
        }
        return false;
    }

    private boolean read() throws IOException {
        line.setLength(0);
        for (int c = in.read(); c != '\n'; c = in.read()) {
            if (c < 0) {
                return line.length() > 0;
            }
            line.append((char) c);
            if (line.length() > MAX_LINE || ++size > MAX_SIZE) {
                number++;
                throw unreadable("it is too long");
            }
        }
        return true;
    }

    /** How many spaces the line begins with. */
    int indent() {
        return indent;
    }

    /** The line without them. */
    String text() {
        return text;
    }

    /** Returns the line as the heading of what follows: the text before the colon that it ends with. */
    String heading() {
        if (!text.endsWith(":") || text.length() < 2) {
            throw unreadable("a name and a colon were expected");
        }
        return text.substring(0, text.length() - 1);
    }

    /** Returns what stands behind a key and a separator; empty if the line has another key. */
    Optional<String> value(String key, String separator) {
        return text.startsWith(key) && text.startsWith(separator, key.length())
                ? Optional.of(text.substring(key.length() + separator.length()).strip())
                : Optional.empty();
    }

    /** Reads a text that may be quoted: by double quotes as in JSON, or by single ones that are doubled within. */
    String plain(String quoted) {
        int last = quoted.length() - 1;
        if (last > 0 && quoted.charAt(0) == '"' && quoted.charAt(last) == '"') {
            return json(quoted);
        }
        if (last > 0 && quoted.charAt(0) == '\'' && quoted.charAt(last) == '\'') {
            return quoted.substring(1, last).replace("''", "'");
        }
        if (quoted.startsWith("\"") || quoted.startsWith("'")) {
            throw unreadable("a quote does not end");
        }
        return quoted;
    }

    private String json(String quoted) {
        if (quoted.indexOf('\\') < 0) {
            return quoted.substring(1, quoted.length() - 1);
        }
        try {
            return Json.readStored(quoted).asText();
        } catch (InvalidInputException e) {
            throw unreadable("a quoted text is malformed");
        }
    }

    /** Says that the line cannot be read. */
    InvalidInputException unreadable(String reason) {
        return new InvalidInputException("Cannot read line " + number + " of the lock file: " + reason
                + ". Only what the package manager itself has written is read; have it write the file anew.");
    }
}
