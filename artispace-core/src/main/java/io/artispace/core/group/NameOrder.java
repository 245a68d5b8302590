package io.artispace.core.group;

import java.util.Comparator;

/**
 * The order in which repositories page through names: that of their bytes in UTF-8, which is that of their code points. {@link
 * String#compareTo} compares UTF-16 units, by which a character beyond U+FFFF comes before one from U+E000 on; what members were asked for
 * by one order and is merged by the other would be missing from the pages.
 */
final class NameOrder {
    static final Comparator<String> INSTANCE = NameOrder::compare;

    private NameOrder() {}

    private static int compare(String left, String right) {
        int length = Math.min(left.length(), right.length());
        for (int i = 0; i < length; i++) {
            char a = left.charAt(i);
            char b = right.charAt(i);
            if (a != b) {
                // Where only one of them belongs to a pair, its character is beyond U+FFFF.
                boolean pair = Character.isSurrogate(a);
                return pair == Character.isSurrogate(b) ? Character.compare(a, b) : pair ? 1 : -1;
            }
        }
        return Integer.compare(left.length(), right.length());
    }
}
