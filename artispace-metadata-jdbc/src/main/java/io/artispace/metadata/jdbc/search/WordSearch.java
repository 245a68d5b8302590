package io.artispace.metadata.jdbc.search;

import io.artispace.metadata.jdbc.sql.PackageSearch;
import io.artispace.metadata.jdbc.sql.Sql;
import io.artispace.metadata.jdbc.table.PackageColumns;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Finds packages by words, with the full-text index of the database. What a word is and which texts count is decided here and in
 * {@link Words}, so that every database finds the same; an index gets words that are split and folded already.
 */
abstract class WordSearch implements PackageSearch {
    /** More words than this do not narrow a search any further; it bounds what a request can make the database do. */
    private static final int MOST_WORDS = 32;

    private static final String ALL = """
            select p.name from packages p where p.repository_id = :repository and <notEmpty>
            order by p.name limit :limit offset :offset""";

    private static final String FORGET =
            "delete from package_words where package_id in (select p.id from packages p where p.repository_id = ?)";

    final Sql sql;

    WordSearch(Sql sql) {
        this.sql = sql;
    }

    /** Returns the words that a package is found by, each once. */
    static Set<String> wordsOf(String name, Map<String, String> attributes) {
        Set<String> words = Words.of(name);
        words.addAll(Words.of(attributes.get(DESCRIPTION)));
        words.addAll(Words.of(attributes.get(KEYWORDS)));
        return words;
    }

    @Override
    public void index(long repositoryId, long packageId, String name, Map<String, String> attributes) {
        index(
                repositoryId,
                packageId,
                Words.of(name),
                Words.of(attributes.get(DESCRIPTION)),
                Words.of(attributes.get(KEYWORDS)));
    }

    @Override
    public final List<String> find(long repositoryId, String text, boolean removed, int offset, int limit) {
        List<String> words = Words.of(text).stream().limit(MOST_WORDS).collect(Collectors.toList());
        return words.isEmpty()
                ? sql.list(
                        handle -> handle.createQuery(ALL)
                                .define("notEmpty", PackageColumns.notEmpty(removed))
                                .bind("repository", repositoryId)
                                .bind("offset", offset)
                                .bind("limit", limit),
                        row -> row.getString(1))
                : find(repositoryId, words, removed, offset, limit);
    }

    @Override
    public void forget(long repositoryId) {
        sql.change(FORGET, repositoryId);
    }

    /** Puts the words of a package into the index, in the place of those that it had. */
    abstract void index(
            long repositoryId, long packageId, Set<String> name, Set<String> description, Set<String> keywords);

    /** Finds the packages with words that begin with each of the words, of which there is at least one. */
    abstract List<String> find(long repositoryId, List<String> words, boolean removed, int offset, int limit);
}
