package io.artispace.core.exchange;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Reads {@code Range} (RFC 9110 section 14.2). A server may always answer with the whole instead. This one does so if the header is
 * malformed, has another unit, or asks for more work than the whole: too many parts, or parts that overlap (section 17.15).
 */
final class RangeHeader {
    private static final int MAX_RANGES = 16;
    private static final String UNIT = "bytes=";
    private static final long ABSENT = -1;
    private static final long MALFORMED = -2;

    private RangeHeader() {}

    /**
     * Reads the header.
     *
     * @param header its value
     * @param complete the length of the whole body
     * @return those of the parts that are there, without overlaps; an empty list if none is there (416); no list if the header is to be
     *     ignored
     */
    static Optional<List<ByteRange>> parse(String header, long complete) {
        if (!header.regionMatches(true, 0, UNIT, 0, UNIT.length())) {
            return Optional.empty();
        }
        List<ByteRange> ranges = new ArrayList<>(1);
        int count = 0;
        for (int start = UNIT.length(); start <= header.length(); ) {
            int comma = header.indexOf(',', start);
            int end = comma < 0 ? header.length() : comma;
            String spec = header.substring(start, end).strip();
            start = end + 1;
            if (spec.isEmpty()) {
                continue;
            }
            Optional<ByteRange> range = parseSpec(spec, complete);
            if (range.isEmpty() || ++count > MAX_RANGES) {
                return Optional.empty();
            }
            if (range.get().length() > 0) {
                ranges.add(range.get());
            }
        }
        return count == 0 || anyOverlap(ranges) ? Optional.empty() : Optional.of(ranges);
    }

    /** Returns the part of one specification; of length 0 if nothing of it is there; empty if it is malformed. */
    private static Optional<ByteRange> parseSpec(String spec, long complete) {
        int dash = spec.indexOf('-');
        if (dash < 0) {
            return Optional.empty();
        }
        long first = number(spec, 0, dash);
        long last = number(spec, dash + 1, spec.length());
        if (first == MALFORMED || last == MALFORMED) {
            return Optional.empty();
        }
        if (first == ABSENT) {
            return last == ABSENT ? Optional.empty() : Optional.of(suffix(last, complete));
        }
        if (last != ABSENT && last < first) {
            return Optional.empty();
        }
        long end = last == ABSENT ? complete : Math.min(last, complete - 1) + 1;
        return Optional.of(new ByteRange(first, Math.max(0, end - first)));
    }

    private static ByteRange suffix(long wanted, long complete) {
        long length = Math.min(wanted, complete);
        return new ByteRange(complete - length, length);
    }

    /** Reads digits; a number that does not fit counts as infinite. */
    private static long number(String text, int from, int to) {
        if (from == to) {
            return ABSENT;
        }
        long value = 0;
        for (int i = from; i < to; i++) {
            int digit = text.charAt(i) - '0';
            if (digit < 0 || digit > 9) {
                return MALFORMED;
            }
            value = value > Long.MAX_VALUE / 100 ? Long.MAX_VALUE / 10 : value * 10 + digit;
        }
        return value;
    }

    private static boolean anyOverlap(List<ByteRange> ranges) {
        for (int i = 1; i < ranges.size(); i++) {
            for (int j = 0; j < i; j++) {
                if (ranges.get(i).overlaps(ranges.get(j))) {
                    return true;
                }
            }
        }
        return false;
    }
}
