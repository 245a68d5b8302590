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
     * Folds case: to upper case first, because some letters, such as σ and ς, are equal only there; then each letter by itself to lower
     * case. (As a whole word, a Σ at the end would become ς, but the word that is looked for may be the beginning of a longer one, where it
     * is σ.)
     */
    private static String fold(String word) {
        return word.toUpperCase(Locale.ROOT)
                .codePoints()
                .map(Character::toLowerCase)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }
}
