package io.artispace.metadata.jdbc.sql;

import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Finds packages by words. Belongs to one work. */
public interface PackageSearch {
    /** The attribute with the text that counts less than a name. */
    String DESCRIPTION = "description";

    /** The attribute with words beside that text. */
    String KEYWORDS = "keywords";

    /** Tells whether two sets of attributes have the same words. */
    static boolean sameWords(Map<String, String> left, Map<String, String> right) {
        return Objects.equals(left.get(DESCRIPTION), right.get(DESCRIPTION))
                && Objects.equals(left.get(KEYWORDS), right.get(KEYWORDS));
    }

    /** Indexes a package by the words of its row, which was written just before, in place of any earlier words. */
    void index(long repositoryId, long packageId, String name, Map<String, String> attributes);

    /** See {@link io.artispace.metadata.MetadataReader#search}. */
    List<String> find(long repositoryId, String text, boolean removed, int offset, int limit);

    /** Forgets the words of a repository's packages, whose rows are still there. */
    void forget(long repositoryId);
}
