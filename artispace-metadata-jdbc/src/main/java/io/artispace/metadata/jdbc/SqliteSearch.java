package io.artispace.metadata.jdbc;

import io.artispace.metadata.PackageRow;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** The search by FTS5, see https://www.sqlite.org/fts5.html. The repository is a word of each package, too. */
final class SqliteSearch extends PackageSearch {
    private static final String INDEX = """
            insert or replace into package_words (rowid, repository, name, description, keywords)
            values (?, ?, ?, ?, ?)""";

    /** In a name a word counts a hundred times, so that no repetition in a description makes up for it. */
    private static final String SEARCH = "select " + PackageTable.COLUMNS
            + " from package_words join packages p on p.id = package_words.rowid where package_words match :words and "
            + PackageTable.NOT_EMPTY
            + " order by bm25(package_words, 0, 100, 1, 1), p.name limit :limit offset :offset";

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
                handle -> handle.createQuery(SEARCH)
                        .bind("words", match(repositoryId, words))
                        .bind("offset", offset)
                        .bind("limit", limit),
                row -> PackageTable.read(row, sql.attributes()));
    }

    @Override
    void forget(long repositoryId) {
        sql.change(FORGET, repositoryId);
    }

    /** Words hold letters and digits only, so within quotes nothing of them has a meaning to FTS5. */
    private static String match(long repositoryId, List<String> words) {
        String all = words.stream().map(word -> '"' + word + "\"*").collect(Collectors.joining(" "));
        return "repository : " + repositoryWord(repositoryId) + " AND {name description keywords} : (" + all + ")";
    }

    private static String repositoryWord(long repositoryId) {
        return "r" + repositoryId;
    }
}
