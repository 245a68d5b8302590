package io.artispace.core.exchange;

/** Compares entity tags (RFC 9110 section 8.8.3) with the lists of them that conditions hold, without taking the lists apart. */
final class EntityTags {
    private EntityTags() {}

    /** Tells whether a tag may stand for exact bytes. */
    static boolean isStrong(String tag) {
        return tag.startsWith("\"");
    }

    /**
     * Tells whether a list holds a tag, by weak comparison: marks of weakness do not count. Proxies that compress weaken tags, so this is
     * the way to compare for {@code If-None-Match}.
     */
    static boolean holdsWeakly(String list, String tag) {
        return holds(list, tag, true);
    }

    /** Tells whether a list holds a tag, by strong comparison: a weak tag is equal to none. */
    static boolean holdsStrongly(String list, String tag) {
        return isStrong(tag) && holds(list, tag, false);
    }

    private static boolean holds(String list, String tag, boolean weakly) {
        int from = opaqueStart(tag);
        int length = tag.length() - from;
        int at = 0;
        while ((at = list.indexOf('"', at)) >= 0) {
            int end = list.indexOf('"', at + 1);
            if (end < 0) {
                return false;
            }
            boolean weak = at >= 2 && list.startsWith("W/", at - 2);
            boolean equal = end + 1 - at == length && list.regionMatches(at, tag, from, length);
            if (equal && (weakly || !weak)) {
                return true;
            }
            at = end + 1;
        }
        return false;
    }

    private static int opaqueStart(String tag) {
        return tag.startsWith("W/") ? 2 : 0;
    }
}
