package io.artispace.metadata.jdbc.sql;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Changes of one work whose results nobody needs. They are kept until the next statement and sent to the server together with it, so
 * that they cost no round trip. They run in their order and before that statement; the first failure counts for the whole.
 */
final class Postponed {
    /** Between two statements; a statement itself has a semicolon nowhere. */
    static final String SEPARATOR = ";\n";

    /** How many are sent together. Each sequence of texts is kept prepared, so there must not be too many different ones. */
    private static final int MOST = 8;

    private final StringBuilder texts = new StringBuilder();
    private final List<@Nullable Object> parameters = new ArrayList<>();
    private int size;

    boolean isEmpty() {
        return size == 0;
    }

    boolean isFull() {
        return size == MOST;
    }

    void add(String statement, @Nullable Object... values) {
        for (@Nullable Object value : values) {
            if (value instanceof String text) {
                // Now, and not when it is another statement's turn.
                Texts.check(text);
            }
        }
        parameters.addAll(Arrays.asList(values));
        texts.append(statement).append(SEPARATOR);
        size++;
    }

    /**
     * Runs what was postponed, and a statement behind it.
     *
     * @return the statement, with its own result as the current one; the caller closes it
     */
    PreparedStatement runWith(Connection connection, String statement, @Nullable Object... values) throws SQLException {
        int before = size;
        PreparedStatement all = connection.prepareStatement(texts + statement);
        try {
            parameters.addAll(Arrays.asList(values));
            Statements.set(all, parameters.toArray());
            clear();
            all.execute();
            for (int i = 0; i < before; i++) {
                all.getMoreResults();
            }
            return all;
        } catch (SQLException | RuntimeException e) {
            all.close();
            throw e;
        }
    }

    private void clear() {
        texts.setLength(0);
        parameters.clear();
        size = 0;
    }
}
