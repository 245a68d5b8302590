package io.artispace.metadata.jdbc;

import io.artispace.metadata.PackageRow;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;

/** Finds packages by words, with FTS5. */
final class PackageSearch {
    private static final String DESCRIPTION = "description";
    private static final String KEYWORDS = "keywords";

    /** More words than this do not narrow a search any further; it bounds what a request can make the database do. */
    private static final int MOST_WORDS = 32;

    private static final String INDEX = """
            insert or replace into package_words (rowid, repository, name, description, keywords)
            values (?, ?, ?, ?, ?)""";

    /** In a name a word counts a hundred times, so that no repetition in a description makes up for it. */
    private static final String SEARCH = "select " + PackageTable.COLUMNS
            + " from package_words join packages p on p.id = package_words.rowid where package_words match :words and "
            + PackageTable.NOT_EMPTY
            + " order by bm25(package_words, 0, 100, 1, 1), p.name limit :limit offset :offset";

    private static final String ALL = "select " + PackageTable.COLUMNS
            + " from packages p where p.repository_id = :repository and "
            + PackageTable.NOT_EMPTY
            + " order by p.name limit :limit offset :offset";

    private final Sql sql;

    PackageSearch(Sql sql) {
        this.sql = sql;
    }

    static boolean sameWords(Map<String, String> left, Map<String, String> right) {
        return Objects.equals(left.get(DESCRIPTION), right.get(DESCRIPTION))
                && Objects.equals(left.get(KEYWORDS), right.get(KEYWORDS));
    }

    void index(long repositoryId, long packageId, String name, Map<String, String> attributes) {
        sql.change(
                INDEX,
                packageId,
                repositoryWord(repositoryId),
                String.join(" ", Words.of(name)),
                String.join(" ", Words.of(attributes.get(DESCRIPTION))),
                String.join(" ", Words.of(attributes.get(KEYWORDS))));
    }

    List<PackageRow> find(long repositoryId, String text, int offset, int limit) {
        String words = Words.of(text).stream()
                .limit(MOST_WORDS)
                .map(word -> '"' + word + "\"*")
                .collect(Collectors.joining(" "));
        return sql.list(
                handle -> (words.isEmpty()
                                ? handle.createQuery(ALL).bind("repository", repositoryId)
                                : handle.createQuery(SEARCH).bind("words", match(repositoryId, words)))
                        .bind("offset", offset)
                        .bind("limit", limit),
                row -> PackageTable.read(row, sql.attributes()));
    }

    /** Words hold letters and digits only, so within quotes nothing of them has a meaning to FTS5. */
    private static String match(long repositoryId, String words) {
        return "repository : " + repositoryWord(repositoryId) + " AND {name description keywords} : (" + words + ")";
    }

    private static String repositoryWord(long repositoryId) {
        return "r" + repositoryId;
    }
}
