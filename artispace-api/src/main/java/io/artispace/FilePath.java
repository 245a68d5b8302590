package io.artispace;

import static java.util.Objects.requireNonNull;

/**
 * The path of a file within a repository, such as {@code com/acme/app/1.0/app-1.0.jar}: segments joined by single slashes,
 * without a leading or a trailing one. Compared by its characters, ordered as {@link NameOrder} says; immutable. A path names a row,
 * never a place on a disk.
 *
 * @param value 1 to 1,024 characters in Unicode NFC; each segment 1 to 255 characters and neither {@code .} nor {@code ..};
 *     no control characters or other invisible ones, no backslashes, and no space at its beginning or end
 */
public record FilePath(String value) implements Comparable<FilePath> {
    /** The longest path, in UTF-16 units. */
    public static final int MAX_LENGTH = 1024;

    private static final int MAX_SEGMENT = 255;

    /**
     * Checks the path.
     *
     * @throws InvalidInputException if it is not well-formed
     */
    public FilePath {
        Text.check("path", requireNonNull(value, "value"), MAX_LENGTH);
        int start = 0;
        while (start <= value.length()) {
            int slash = value.indexOf('/', start);
            int end = slash < 0 ? value.length() : slash;
            checkSegment(value, start, end);
            start = end + 1;
        }
    }

    private static void checkSegment(String path, int start, int end) {
        int length = end - start;
        boolean dots = path.startsWith(".", start) && (length == 1 || length == 2 && path.charAt(start + 1) == '.');
        if (length == 0 || dots || length > MAX_SEGMENT) {
            throw new InvalidInputException("The path " + Quote.of(path) + " has a segment that is empty, longer than "
                    + MAX_SEGMENT + " characters, or a step such as \"..\"; write it without them.");
        }
    }

    /**
     * Returns the path with the given spelling.
     *
     * @param value the path, without a leading slash
     * @return the checked path
     * @throws InvalidInputException if it is not well-formed
     */
    public static FilePath of(String value) {
        return new FilePath(value);
    }

    /**
     * Returns the last segment.
     *
     * @return the file's name, such as {@code app-1.0.jar}
     */
    public String fileName() {
        return value.substring(value.lastIndexOf('/') + 1);
    }

    @Override
    public int compareTo(FilePath other) {
        return NameOrder.compare(value, other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
