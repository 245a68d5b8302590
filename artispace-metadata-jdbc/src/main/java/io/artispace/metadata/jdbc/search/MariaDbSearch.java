package io.artispace.metadata.jdbc.search;

import io.artispace.metadata.jdbc.sql.Sql;
import io.artispace.metadata.jdbc.table.PackageColumns;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jdbi.v3.core.statement.Query;

/**
 * The search by a full-text index of InnoDB. Its parser leaves out words of one or two letters and common words, and takes words apart
 * where it sees fit; so it gets each word spelt in letters, digits and underscores of ASCII, after a prefix that makes it long and
 * uncommon. Two words begin alike if and only if their spellings do. The repository is a word, too, with a prefix of its own.
 *
 * <p>The index only knows what is committed. So a work that has changed words and then searches looks at the texts instead; no work of
 * the registry does that.
 */
public final class MariaDbSearch extends WordSearch {
    /** The longest word that the index takes, see innodb_ft_max_token_size. */
    private static final int LONGEST_WORD = 84;

    private static final int MOST_INDEXED = 1_000;

    private static final String INDEX = """
            insert into package_words (package_id, name, words)
            values (?, ?, ?)
            on conflict (package_id) do update set name = excluded.name, words = excluded.words""";

    private static final String SEARCH = """
            select p.name from package_words w join packages p on p.id = w.package_id
            where <found> and <notEmpty>
            order by <inName> desc, p.name limit :limit offset :offset""";

    private boolean changed;

    public MariaDbSearch(Sql sql) {
        super(sql);
    }

    @Override
    void index(long repositoryId, long packageId, Set<String> name, Set<String> description, Set<String> keywords) {
        changed = true;
        Set<String> all = new LinkedHashSet<>(name);
        all.addAll(description);
        all.addAll(keywords);
        sql.change(INDEX, packageId, spelt(name), ' ' + repositoryWord(repositoryId) + spelt(all));
    }

    @Override
    List<String> find(long repositoryId, List<String> words, boolean removed, int offset, int limit) {
        return sql.list(
                handle -> {
                    Query query = handle.createQuery(SEARCH)
                            .define("notEmpty", PackageColumns.notEmpty(removed))
                            .define(
                                    "found",
                                    changed ? inTexts(words.size()) : "match (w.words) against (:all in boolean mode)")
                            .define("inName", sum("(locate(:word%d, w.name) > 0)", words.size(), " + "))
                            .bind("all", match(repositoryId, words))
                            .bind("repository", ' ' + repositoryWord(repositoryId))
                            .bind("offset", offset)
                            .bind("limit", limit);
                    for (int i = 0; i < words.size(); i++) {
                        query.bind("word" + i, ' ' + spelt(words.get(i)));
                    }
                    return query;
                },
                row -> row.getString(1));
    }

    private static String match(long repositoryId, List<String> words) {
        return '+'
                + repositoryWord(repositoryId)
                + words.stream().map(word -> " +" + spelt(word) + '*').collect(Collectors.joining());
    }

    private static String inTexts(int words) {
        return "locate(:repository, w.words) > 0 and " + sum("locate(:word%d, w.words) > 0", words, " and ");
    }

    private static String sum(String term, int count, String sign) {
        return IntStream.range(0, count).mapToObj(term::formatted).collect(Collectors.joining(sign));
    }

    private static String spelt(Collection<String> words) {
        return words.stream().limit(MOST_INDEXED).map(word -> ' ' + spelt(word)).collect(Collectors.joining());
    }

    private static String spelt(String word) {
        StringBuilder spelt = new StringBuilder("w_");
        word.codePoints().forEach(c -> {
            if (c < 128) {
                spelt.appendCodePoint(c);
            } else {
                spelt.append('_')
                        .append("%4s".formatted(Integer.toString(c, 36)).replace(' ', '0'));
            }
        });
        return spelt.substring(0, Math.min(spelt.length(), LONGEST_WORD));
    }

    private static String repositoryWord(long repositoryId) {
        return "r_" + repositoryId + '_';
    }
}
