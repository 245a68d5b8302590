package io.artispace.metadata.jdbc.table;

import io.artispace.metadata.jdbc.sql.Sql;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Asks about any number of keys, in parts. */
final class ManyKeys {
    private ManyKeys() {}

    /**
     * Lists the rows of keys, in no order.
     *
     * @param question with {@code (%s)} where the keys belong, after its other parameters
     * @param keys each counts once
     * @param others the other parameters
     */
    static <T> List<T> list(
            Sql sql, String question, Sql.Row<T> row, Collection<String> keys, @Nullable Object... others) {
        List<String> asked = keys.stream().distinct().toList();
        List<T> rows = new ArrayList<>();
        int from = 0;
        while (from < asked.size()) {
            int size = size(asked.size() - from);
            @Nullable Object[] parameters = Arrays.copyOf(others, others.length + size);
            for (int i = 0; i < size; i++) {
                // What is left over asks for the last one again.
                parameters[others.length + i] = asked.get(Math.min(from + i, asked.size() - 1));
            }
            rows.addAll(sql.list(question.formatted("?" + ", ?".repeat(size - 1)), row, parameters));
            from += size;
        }
        return Collections.unmodifiableList(rows);
    }

    /** Returns how many keys to ask for at once. There are few sizes, because each is a statement that stays prepared. */
    private static int size(int left) {
        if (left <= 1) {
            return 1;
        }
        return left <= 16 ? 16 : 256;
    }
}
