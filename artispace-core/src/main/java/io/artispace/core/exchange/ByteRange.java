package io.artispace.core.exchange;

/**
 * A part of a body.
 *
 * @param first the first byte
 * @param length the number of bytes, 1 or more
 */
record ByteRange(long first, long length) {
    /** Returns the value of {@code Content-Range} for a body of the given length. */
    String contentRange(long complete) {
        return "bytes " + first + "-" + (first + length - 1) + "/" + complete;
    }

    boolean overlaps(ByteRange other) {
        return first < other.first + other.length && other.first < first + length;
    }
}
