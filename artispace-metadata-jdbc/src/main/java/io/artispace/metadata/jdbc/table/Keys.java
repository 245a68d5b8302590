package io.artispace.metadata.jdbc.table;

import io.artispace.metadata.jdbc.sql.Texts;

/** Pages by key among the names that begin with a prefix: they are one stretch of the index, so a page needs its first name only. */
public final class Keys {
    private Keys() {}

    /**
     * Returns the least key that a page may begin with. Names hold no control characters, so nothing lies between a name and the
     * same name followed by U+0001.
     */
    static String first(String prefix, String after) {
        Texts.check(prefix);
        Texts.check(after);
        return after.isEmpty() || compare(after, prefix) < 0 ? prefix : after + '\u0001';
    }

    /** Returns a key that no name with the prefix comes after. */
    static String last(String prefix) {
        return prefix + Character.toString(Character.MAX_CODE_POINT);
    }

    /** Compares by code points as the database does; {@link String#compareTo} compares by UTF-16 units. */
    public static int compare(String left, String right) {
        int length = Math.min(left.length(), right.length());
        int i = 0;
        while (i < length && left.charAt(i) == right.charAt(i)) {
            i++;
        }
        if (i == length) {
            return Integer.compare(left.length(), right.length());
        }
        // Where the second half of a pair differs, the first halves are equal and the halves themselves decide.
        boolean pairs = Character.isSurrogate(left.charAt(i)) != Character.isSurrogate(right.charAt(i));
        return pairs
                ? Integer.compare(left.codePointAt(i), right.codePointAt(i))
                : Character.compare(left.charAt(i), right.charAt(i));
    }
}
