package io.artispace.metadata.jdbc.search;

import io.artispace.NameOrder;
import io.artispace.metadata.PackageRow;
import io.artispace.metadata.jdbc.sql.Sql;
import io.artispace.metadata.jdbc.table.PackageColumns;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jdbi.v3.core.statement.Query;

/**
 * The search by FTS5, see https://www.sqlite.org/fts5.html. The repository is a word of each package, too.
 *
 * <p>FTS5 rewrites a part of its index in each transaction that changes it, however small the change. So packages wait until several
 * can be indexed at once, and a search looks at the words of the waiting ones itself. A package that is published in several steps,
 * such as a jar and its POM, is indexed once.
 */
public final class SqliteSearch extends WordSearch {
    /** With more, a search would look at many; with fewer, more publishes would have to index. */
    private static final int MOST_WAITING = 16;

    private static final String WAIT = """
            insert into unindexed_packages (package_id)
            values (?)
            on conflict do nothing""";
    private static final String COUNT_WAITING = "select count(*) from unindexed_packages";
    /** A "cross join", whose order SQLite keeps: if it began with the packages, it would read all of a repository's. */
    private static final String WAITING =
            "select " + PackageColumns.ALL + " from unindexed_packages u cross join packages p on p.id = u.package_id";

    private static final String WAITING_OF_REPOSITORY = WAITING + " where p.repository_id = ? and ";
    private static final String NONE_WAITS = "delete from unindexed_packages";

    private static final String INDEX = """
            insert or replace into package_words (rowid, repository, name, description, keywords)
            values (?, ?, ?, ?, ?)""";

    /**
     * Words of the name go first. FTS5's own rank would count the packages that have each word, the repository's among them, so that each
     * search would read the whole repository.
     */
    private static final String SEARCH = "select p.name, <inName> as in_name"
            + " from package_words join packages p on p.id = package_words.rowid where package_words match :words and <notEmpty>"
            + " and p.id not in (select u.package_id from unindexed_packages u)"
            + " order by in_name desc, p.name limit :limit offset :offset";

    private static final String IN_NAME =
            "(p.id in (select rowid from package_words where package_words match :name%d))";

    private static final String FORGET =
            "delete from package_words where rowid in (select p.id from packages p where p.repository_id = ?)";
    private static final String FORGET_WAITING = "delete from unindexed_packages"
            + " where package_id in (select p.id from packages p where p.repository_id = ?)";

    public SqliteSearch(Sql sql) {
        super(sql);
    }

    /**
     * A package that is found.
     *
     * @param inName how many of the words that are looked for its name has
     */
    private record Hit(int inName, String name) {
        /** Here because each work makes a search, and few use it. */
        private static final Comparator<Hit> ORDER =
                Comparator.comparingInt(Hit::inName).reversed().thenComparing(Hit::name, NameOrder::compare);
    }

    @Override
    public void index(long repositoryId, long packageId, String name, Map<String, String> attributes) {
        if (sql.change(WAIT, packageId) > 0 && sql.number(COUNT_WAITING).orElse(0) > MOST_WAITING) {
            for (PackageRow row : sql.list(WAITING, this::read)) {
                super.index(row.repositoryId(), row.id(), row.name(), row.attributes());
            }
            sql.change(NONE_WAITS);
        }
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

    /**
     * Merges the waiting packages with those that the index finds. Of the latter, it also reads as many before the page as there are
     * waiting ones: anything before those is before the page in any case.
     */
    @Override
    List<String> find(long repositoryId, List<String> words, boolean removed, int offset, int limit) {
        List<Hit> hits = waiting(repositoryId, words, removed);
        int before = Math.min(offset, hits.size());
        hits.addAll(indexed(repositoryId, words, removed, offset - before, limit + before));
        hits.sort(Hit.ORDER);
        return hits.stream().skip(before).limit(limit).map(Hit::name).toList();
    }

    private List<Hit> waiting(long repositoryId, List<String> words, boolean removed) {
        List<Hit> hits = new ArrayList<>();
        for (PackageRow row :
                sql.list(WAITING_OF_REPOSITORY + PackageColumns.notEmpty(removed), this::read, repositoryId)) {
            Set<String> name = Words.of(row.name());
            Set<String> all = wordsOf(row.name(), row.attributes());
            if (words.stream().allMatch(word -> beginsOneOf(all, word))) {
                int inName = (int)
                        words.stream().filter(word -> beginsOneOf(name, word)).count();
                hits.add(new Hit(inName, row.name()));
            }
        }
        return hits;
    }

    private static boolean beginsOneOf(Set<String> words, String beginning) {
        return words.stream().anyMatch(word -> word.startsWith(beginning));
    }

    private List<Hit> indexed(long repositoryId, List<String> words, boolean removed, int offset, int limit) {
        return sql.list(
                handle -> {
                    String found = match(repositoryId, words);
                    Query query = handle.createQuery(SEARCH)
                            .define("notEmpty", PackageColumns.notEmpty(removed))
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
                row -> new Hit(row.getInt(2), row.getString(1)));
    }

    private PackageRow read(ResultSet row) throws SQLException {
        return PackageColumns.read(row, sql.attributes());
    }

    @Override
    public void forget(long repositoryId) {
        sql.change(FORGET, repositoryId);
        sql.change(FORGET_WAITING, repositoryId);
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
