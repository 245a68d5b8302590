package io.artispace.metadata.jdbc.sql;

import io.artispace.ArtiSpaceException;
import io.artispace.InvalidInputException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.JdbiException;
import org.jdbi.v3.core.statement.Query;
import org.jspecify.annotations.Nullable;

/**
 * The statements of one work. Queries whose text is put together, or that take a list, and those that are read only until some row, run
 * by Jdbi's handle, with named parameters. All other statements go directly to the connection, with positional parameters. For a look-up
 * of one row that takes 5 µs instead of 13, and a publish runs about ten of them; and a program that only opens, publishes and downloads
 * does not load Jdbi.
 *
 * <p>The first failure ends the work: every later statement fails in the same way, even if the work swallows the failure. Otherwise, if
 * SQLite has rolled the transaction back by itself, each later statement would be committed separately.
 */
public final class Sql {
    /** Reads the current row of a result. */
    @FunctionalInterface
    public interface Row<T> {
        T read(ResultSet row) throws SQLException;
    }

    private final Connection connection;
    private final SqlSource source;
    private final Dialect dialect;
    private final Postponed postponed = new Postponed();
    private OptionalLong firstPosition = OptionalLong.empty();
    private boolean plannedOnce;
    private boolean ended;
    private boolean configurationChanged;
    private @Nullable ArtiSpaceException failure;

    Sql(Connection connection, SqlSource source) {
        this.connection = connection;
        this.source = source;
        this.dialect = source.dialect();
    }

    /**
     * Runs the work, which has no right to use this afterwards.
     *
     * @return what the work returns
     * @throws RuntimeException as the work does; or the failure of the first statement that failed, even if the work has swallowed it
     */
    public <T extends @Nullable Object> T run(Function<Sql, T> work) {
        try {
            T value = work.apply(this);
            check();
            return value;
        } finally {
            ended = true;
        }
    }

    public Attributes attributes() {
        return source.attributes();
    }

    public Dialect dialect() {
        return dialect;
    }

    /** Notes that the work has changed the configuration's revision. */
    public void noteConfigurationChange() {
        configurationChanged = true;
    }

    /** Tells whether the work has changed the configuration's revision, even if that was taken back afterwards. */
    public boolean isConfigurationChanged() {
        return configurationChanged;
    }

    /** Returns the failure that a work has met. */
    @Nullable
    public ArtiSpaceException failure() {
        return failure;
    }

    private void check() {
        if (failure != null) {
            throw failure;
        }
    }

    private <T> T ask(Function<Handle, T> question) {
        checkUsable();
        flush();
        try {
            return question.apply(source.handle(connection));
        } catch (JdbiException e) {
            throw fail(e);
        }
    }

    public <T> List<T> list(Function<Handle, Query> question, Row<T> row) {
        return ask(jdbi -> Collections.unmodifiableList(
                question.apply(jdbi).map((result, context) -> row.read(result)).list()));
    }

    /** Reads rows until the first that does not fulfil the condition. */
    public <T> List<T> listWhile(Function<Handle, Query> question, Row<T> row, Predicate<T> condition) {
        return ask(jdbi -> question.apply(jdbi)
                .map((result, context) -> row.read(result))
                .withStream(rows -> rows.takeWhile(condition).toList()));
    }

    public <T> List<T> list(String sql, Row<T> row, @Nullable Object... parameters) {
        checkUsable();
        try (PreparedStatement statement = query(sql, parameters);
                ResultSet result = statement.getResultSet()) {
            List<T> rows = new ArrayList<>();
            while (result.next()) {
                rows.add(row.read(result));
            }
            return Collections.unmodifiableList(rows);
        } catch (SQLException e) {
            throw fail(e);
        }
    }

    public <T> Optional<T> find(String sql, Row<T> row, @Nullable Object... parameters) {
        checkUsable();
        try (PreparedStatement statement = query(sql, parameters);
                ResultSet result = statement.getResultSet()) {
            return result.next() ? Optional.of(row.read(result)) : Optional.empty();
        } catch (SQLException e) {
            throw fail(e);
        }
    }

    /** Runs a query of one number, or an insertion that returns one: empty if there was no row. */
    public OptionalLong number(String sql, @Nullable Object... parameters) {
        checkUsable();
        if (!postponed.isEmpty()) {
            return numberAfterPostponed(sql, parameters);
        }
        try {
            return Statements.number(connection, dialect.translate(sql), parameters);
        } catch (SQLException e) {
            throw fail(e);
        }
    }

    /**
     * Runs an insertion that ends with {@code on conflict do nothing returning id}: empty if the row contradicts a unique
     * constraint.
     */
    public OptionalLong insert(String sql, @Nullable Object... parameters) {
        checkUsable();
        if (!postponed.isEmpty()) {
            return numberAfterPostponed(sql, parameters);
        }
        try {
            return dialect.insert(connection, dialect.translate(sql), parameters);
        } catch (SQLException e) {
            throw fail(e);
        }
    }

    /** Runs an insertion that ends with {@code on conflict do nothing}, and says whether there is a new row. */
    public boolean insertIfAbsent(String sql, @Nullable Object... parameters) {
        if (!postponed.isEmpty()) {
            return change(sql, parameters) > 0;
        }
        checkUsable();
        try {
            return dialect.insertIfAbsent(connection, dialect.translate(sql), parameters);
        } catch (SQLException e) {
            throw fail(e);
        }
    }

    public int change(String sql, @Nullable Object... parameters) {
        checkUsable();
        String translated = dialect.translate(sql);
        try {
            if (postponed.isEmpty()) {
                return Statements.change(connection, translated, parameters);
            }
            try (PreparedStatement statement = postponed.runWith(connection, translated, parameters)) {
                return statement.getUpdateCount();
            }
        } catch (SQLException e) {
            throw fail(e);
        }
    }

    /**
     * Runs a change whose result nobody needs, at once or together with the next statement, whichever is cheaper. If it fails, the
     * exception may be thrown by that statement or by the commit.
     */
    public void changeLater(String sql, @Nullable Object... parameters) {
        if (!dialect.takesSeveral()) {
            change(sql, parameters);
            return;
        }
        checkUsable();
        if (postponed.isFull()) {
            flush();
        }
        postponed.add(dialect.translate(sql), parameters);
    }

    /**
     * Has the following statements of this work planned once for all values, in databases that would otherwise plan them anew each time:
     * planning takes ten times as long as finding a few rows by an index.
     */
    public void planOnce() {
        String planOnce = dialect.planOnce();
        if (!planOnce.isEmpty() && !plannedOnce) {
            plannedOnce = true;
            changeLater(planOnce);
        }
    }

    /** Runs what was postponed. */
    private void flush() {
        if (!postponed.isEmpty()) {
            change("select 1");
        }
    }

    /** Runs the last statement of a transaction, which the store itself adds when the work has ended. */
    public void finish(String statement, @Nullable Object... parameters) throws SQLException {
        postponed.runWith(connection, statement, parameters).close();
    }

    /** Notes the position of the first event of this work, which another statement has returned along with its own result. */
    public void firstPosition(long position) {
        firstPosition = OptionalLong.of(position);
    }

    /** Returns the position of the first event of this work; empty if no statement has told it. */
    public OptionalLong firstPosition() {
        return firstPosition;
    }

    /** Locks the rows that a query finds against other writers until the transaction ends, where there can be others. */
    public void lock(String query, @Nullable Object... parameters) {
        if (!dialect.forUpdate().isEmpty()) {
            list(query + dialect.forUpdate(), row -> true, parameters);
        }
    }

    private OptionalLong numberAfterPostponed(String sql, @Nullable Object... parameters) {
        return find(sql, row -> OptionalLong.of(row.getLong(1)), parameters).orElse(OptionalLong.empty());
    }

    /** Runs a query. */
    private PreparedStatement query(String sql, @Nullable Object... parameters) throws SQLException {
        String translated = dialect.translate(sql);
        if (!postponed.isEmpty()) {
            return postponed.runWith(connection, translated, parameters);
        }
        PreparedStatement statement = connection.prepareStatement(translated);
        try {
            Statements.set(statement, parameters);
            statement.execute();
            return statement;
        } catch (SQLException | RuntimeException e) {
            statement.close();
            throw e;
        }
    }

    private void checkUsable() {
        if (ended) {
            throw new IllegalStateException(
                    "A reader or writer of the metadata store is used after the work that it was given to.");
        }
        check();
    }

    private ArtiSpaceException fail(Exception cause) {
        ArtiSpaceException told = ServerFailures.isTooLong(cause)
                ? tooLong(cause)
                : SqlFailures.failed("Cannot read or write the metadata store", cause);
        failure = told;
        return told;
    }

    public static InvalidInputException tooLong(Exception cause) {
        return new InvalidInputException(
                "A name or path is longer than the metadata store can hold. Use a shorter one.", cause);
    }
}
