package io.artispace.metadata.jdbc;

import io.artispace.metadata.PackageRow;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jdbi.v3.core.statement.Query;

/** The search by FTS5, see https://www.sqlite.org/fts5.html. The repository is a word of each package, too. */
final class SqliteSearch extends PackageSearch {
    private static final String INDEX = """
            insert or replace into package_words (rowid, repository, name, description, keywords)
            values (?, ?, ?, ?, ?)""";

    /**
     * Words of the name go first. FTS5's own rank would count the packages that have each word, the repository's among them, so that each search
     * would read the whole repository.
     */
    private static final String SEARCH = "select " + PackageTable.COLUMNS
            + " from package_words join packages p on p.id = package_words.rowid where package_words match :words and "
            + PackageTable.NOT_EMPTY
            + " order by <inName> desc, p.name limit :limit offset :offset";

    private static final String IN_NAME =
            "(p.id in (select rowid from package_words where package_words match :name%d))";

    private static final String FORGET =
            "delete from package_words where rowid in (select p.id from packages p where p.repository_id = ?)";

    SqliteSearch(Sql sql) {
        super(sql);
    }

    @Override
    void index(long repositoryId, long packageId, Set<String> name, Set<String> description, Set<String> keywords) {
        sql.change(
                INDEX,
                packageId,
                repositoryWord(repositoryId),
                String.join(" ", name),
                String.join(" ", description),
                String.join(" ", keywords));
    }

    @Override
    List<PackageRow> find(long repositoryId, List<String> words, int offset, int limit) {
        return sql.list(
                handle -> {
                    String found = match(repositoryId, words);
                    Query query = handle.createQuery(SEARCH)
                            .define(
                                    "inName",
                                    IntStream.range(0, words.size())
                                            .mapToObj(IN_NAME::formatted)
                                            .collect(Collectors.joining(" + ")))
                            .bind("words", found)
                            .bind("offset", offset)
                            .bind("limit", limit);
                    for (int i = 0; i < words.size(); i++) {
                        query.bind("name" + i, found + " AND name : " + beginning(words.get(i)));
                    }
                    return query;
                },
                row -> PackageTable.read(row, sql.attributes()));
    }

    @Override
    void forget(long repositoryId) {
        sql.change(FORGET, repositoryId);
    }

    /** Words hold letters and digits only, so within quotes nothing of them has a meaning to FTS5. */
    private static String match(long repositoryId, List<String> words) {
        String all = words.stream().map(SqliteSearch::beginning).collect(Collectors.joining(" "));
        return "repository : " + repositoryWord(repositoryId) + " AND {name description keywords} : (" + all + ")";
    }

    private static String beginning(String word) {
        return '"' + word + "\"*";
    }

    private static String repositoryWord(long repositoryId) {
        return "r" + repositoryId;
    }
}
