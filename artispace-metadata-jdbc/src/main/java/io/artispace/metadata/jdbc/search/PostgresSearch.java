package io.artispace.metadata.jdbc.search;

import io.artispace.metadata.jdbc.sql.Sql;
import io.artispace.metadata.jdbc.table.PackageColumns;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jdbi.v3.core.statement.Query;

/**
 * The search by a tsvector with a GIN index. Vectors and queries are written as literals, so no parser and no dictionary of the server
 * decides what a word is: words hold letters and digits only, and within quotes nothing of them has a meaning. The repository is a lexeme,
 * too, one that no word is equal to.
 */
public final class PostgresSearch extends WordSearch {
    /** A lexeme has at most 2,046 bytes, a vector at most a megabyte. */
    private static final int LONGEST_WORD = 200;

    private static final int MOST_INDEXED = 1_000;

    private static final String INDEX = """
            insert into package_words (package_id, words)
            values (?, cast(? as tsvector))
            on conflict (package_id) do update set words = excluded.words""";

    /** Words of the name have weight A. (A rank would count each of them that begins with one and the same word.) */
    private static final String IN_NAME = "cast(w.words @@ cast(:name%d as tsquery) as integer)";

    private static final String SEARCH = """
            select p.name from package_words w join packages p on p.id = w.package_id
            where w.words @@ cast(:all as tsquery) and <notEmpty>
            order by <inName> desc, p.name limit :limit offset :offset""";

    /**
     * Has searches planned for their words, for the rest of the transaction. After a few searches, the server would otherwise make one plan
     * for any words, which assumes that many packages have them, and reads all packages.
     */
    private static final String PLAN_FOR_THESE_WORDS =
            "select set_config('plan_cache_mode', 'force_custom_plan', true)";

    public PostgresSearch(Sql sql) {
        super(sql);
    }

    @Override
    void index(long repositoryId, long packageId, Set<String> name, Set<String> description, Set<String> keywords) {
        Set<String> others = new LinkedHashSet<>(description);
        others.addAll(keywords);
        sql.changeLater(
                INDEX, packageId, repositoryLexeme(repositoryId) + lexemes(name, ":1A") + lexemes(others, ":2"));
    }

    private static String lexemes(Set<String> words, String position) {
        return words.stream()
                .limit(MOST_INDEXED)
                .map(word -> lexeme(word) + position + ' ')
                .collect(Collectors.joining());
    }

    @Override
    List<String> find(long repositoryId, List<String> words, boolean removed, int offset, int limit) {
        List<String> prefixes = words.stream().map(word -> lexeme(word) + ":*").toList();
        sql.find(PLAN_FOR_THESE_WORDS, row -> row.getString(1));
        return sql.list(
                handle -> {
                    Query query = handle.createQuery(SEARCH)
                            .define("notEmpty", PackageColumns.notEmpty(removed))
                            .define(
                                    "inName",
                                    IntStream.range(0, words.size())
                                            .mapToObj(IN_NAME::formatted)
                                            .collect(Collectors.joining(" + ")))
                            .bind("all", repositoryLexeme(repositoryId) + "& " + String.join(" & ", prefixes))
                            .bind("offset", offset)
                            .bind("limit", limit);
                    for (int i = 0; i < words.size(); i++) {
                        query.bind("name" + i, prefixes.get(i) + 'A');
                    }
                    return query;
                },
                row -> row.getString(1));
    }

    private static String lexeme(String word) {
        String kept = word.codePointCount(0, word.length()) <= LONGEST_WORD
                ? word
                : word.substring(0, word.offsetByCodePoints(0, LONGEST_WORD));
        return '\'' + kept + '\'';
    }

    private static String repositoryLexeme(long repositoryId) {
        return "'@" + repositoryId + "' ";
    }
}
