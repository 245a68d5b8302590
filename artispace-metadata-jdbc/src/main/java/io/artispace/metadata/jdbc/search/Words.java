package io.artispace.metadata.jdbc.search;

import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Takes texts apart into words: runs of letters and digits, without regard to case. Every other character only separates. */
final class Words {
    private Words() {}

    /** Returns the words of a text in their order, each once. */
    static Set<String> of(@Nullable String text) {
        Set<String> words = new LinkedHashSet<>();
        if (text == null) {
            return words;
        }
        int start = -1;
        int i = 0;
        while (i < text.length()) {
            int c = text.codePointAt(i);
            if (Character.isLetterOrDigit(c)) {
                start = start < 0 ? i : start;
            } else if (start >= 0) {
                words.add(fold(text.substring(start, i)));
                start = -1;
            }
            i += Character.charCount(c);
        }
        if (start >= 0) {
            words.add(fold(text.substring(start)));
        }
        return words;
    }

    /**
     * Upper case first, because some letters are equal in upper case only, as σ and ς are; then each letter by itself, because what is at the end of the word that
     * is looked for may be in the middle of the one that it begins, and a lower-case Σ is another one there.
     */
    private static String fold(String word) {
        return word.toUpperCase(Locale.ROOT)
                .codePoints()
                .map(Character::toLowerCase)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }
}
