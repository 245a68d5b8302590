package io.artispace.format.npm.tarball;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * What an extended header of a tar archive (POSIX.1-2001, pax) says that matters here.
 *
 * @param path the path of the next entry; null if it says nothing
 * @param size the size of the next entry; -1 if it says nothing
 */
record PaxHeader(@Nullable String path, long size) {
    private static final int MAX_DIGITS = 18;

    /**
     * Reads records of the form {@code LENGTH KEY=VALUE\n}. Refuses what other readers understand differently: npm cuts a header into
     * lines, so that a value with a line break may contain another record, and takes a zero in front of a length for the end of the header;
     * and in archives with GNU tar's sparse files, entries do not have the content that they seem to have.
     */
    static PaxHeader parse(byte[] bytes) {
        String path = null;
        long size = -1;
        int start = 0;
        while (start < bytes.length) {
            int space = indexOf(bytes, ' ', start, bytes.length);
            int end = start + (int) Math.min(bytes.length + 1L, decimal(bytes, start, space));
            if (end > bytes.length
                    || end <= space + 1
                    || bytes[start] == '0'
                    || indexOf(bytes, '\n', start, end) != end - 1) {
                throw malformed();
            }
            int equals = indexOf(bytes, '=', space + 1, end);
            String key = new String(bytes, space + 1, equals - space - 1, StandardCharsets.UTF_8);
            if (key.startsWith("GNU.sparse.")) {
                throw TarReader.refused("an entry is a sparse file");
            } else if (key.equals("linkpath")) {
                throw TarReader.refused("an extended header has the target of a link");
            } else if (key.equals("path")) {
                path = TarHeader.utf8(bytes, equals + 1, end - equals - 2, "the path of an entry");
            } else if (key.equals("size")) {
                size = decimal(bytes, equals + 1, end - 1);
            }
            start = end;
        }
        return new PaxHeader(path, size);
    }

    /** Tells whether it says anything that an entry's own header says as well. */
    boolean changesEntries() {
        return path != null || size >= 0;
    }

    private static int indexOf(byte[] bytes, char wanted, int from, int to) {
        for (int i = from; i < to; i++) {
            if (bytes[i] == wanted) {
                return i;
            }
        }
        throw malformed();
    }

    private static long decimal(byte[] bytes, int from, int to) {
        if (to <= from || to - from > MAX_DIGITS) {
            throw malformed();
        }
        long value = 0;
        for (int i = from; i < to; i++) {
            if (bytes[i] < '0' || bytes[i] > '9') {
                throw malformed();
            }
            value = value * 10 + (bytes[i] - '0');
        }
        return value;
    }

    private static RuntimeException malformed() {
        return TarReader.refused("an extended header is malformed");
    }
}
