package io.artispace;

/**
 * The order in which names are listed and paged through, everywhere: that of their code points, which is that of their bytes in UTF-8.
 * {@link String#compareTo} compares UTF-16 units, by which a character beyond U+FFFF comes before one from U+E000 on; what one order
 * pages through and the other merges would be missing from the pages.
 */
public final class NameOrder {
    private NameOrder() {}

    /**
     * Compares two names; a {@code Comparator<String>} as a method reference.
     *
     * @param left a name, or any text in well-formed Unicode
     * @param right another
     * @return negative if the left one comes first, positive if the right one does, 0 if they are equal
     */
    public static int compare(String left, String right) {
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
