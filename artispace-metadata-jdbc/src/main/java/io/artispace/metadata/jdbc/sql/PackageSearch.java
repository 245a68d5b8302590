package io.artispace.metadata.jdbc.sql;

import io.artispace.metadata.PackageRow;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Finds packages by words. Belongs to one work. */
public interface PackageSearch {
    /** The attribute with the text that counts less than a name. */
    String DESCRIPTION = "description";

    /** The attribute with words beside that text. */
    String KEYWORDS = "keywords";

    /** Tells whether a package is found by the same words with the ones as with the other attributes. */
    static boolean sameWords(Map<String, String> left, Map<String, String> right) {
        return Objects.equals(left.get(DESCRIPTION), right.get(DESCRIPTION))
                && Objects.equals(left.get(KEYWORDS), right.get(KEYWORDS));
    }

    /** Has a package found by the words of its row, which was written just before, and by no others any more. */
    void index(long repositoryId, long packageId, String name, Map<String, String> attributes);

    /** See {@link io.artispace.metadata.MetadataReader#search}. */
    List<PackageRow> find(long repositoryId, String text, int offset, int limit);

    /** Forgets the words of a repository's packages, whose rows are still there. */
    void forget(long repositoryId);
}
