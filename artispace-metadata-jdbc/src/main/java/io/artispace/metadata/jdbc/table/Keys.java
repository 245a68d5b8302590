package io.artispace.metadata.jdbc.table;

import io.artispace.NameOrder;
import io.artispace.metadata.jdbc.sql.Texts;

/** Pages by key among the names that begin with a prefix: they are one stretch of the index, so a page needs its first name only. */
final class Keys {
    private Keys() {}

    /**
     * Returns the least key that a page may begin with. Names hold no control characters, so nothing lies between a name and the
     * same name followed by U+0001.
     */
    static String first(String prefix, String after) {
        Texts.check(prefix);
        Texts.check(after);
        return after.isEmpty() || NameOrder.compare(after, prefix) < 0 ? prefix : after + '\u0001';
    }

    /** Returns a key that no name with the prefix comes after. */
    static String last(String prefix) {
        return prefix + Character.toString(Character.MAX_CODE_POINT);
    }
}
