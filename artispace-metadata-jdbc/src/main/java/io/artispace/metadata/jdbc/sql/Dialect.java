package io.artispace.metadata.jdbc.sql;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The differences between databases. The tables write their statements once, in the SQL that SQLite and PostgreSQL share; what cannot
 * be said in it is asked for here. Immutable, thread-safe, without a connection of its own.
 */
public interface Dialect {
    /** Translates a statement into the SQL of this database. Called for each statement that runs, so it has to be quick. */
    default String translate(String statement) {
        return statement;
    }

    /**
     * Returns the clause at the end of a query, with a space before it, that locks the rows it finds until the transaction ends; empty for
     * a database with one writer at a time. A decision about a row that others may change is made by a statement <em>after</em> the one
     * that locks it: only that one is sure to see what the last owner of the lock has committed.
     */
    String forUpdate();

    /** Returns the clause for a shared lock: several transactions may lock the same rows with it at once. */
    default String forShare() {
        return "";
    }

    /**
     * Runs an insertion that ends with {@code on conflict do nothing returning id}.
     *
     * @return the new id; empty if the row contradicts a unique constraint
     */
    default OptionalLong insert(Connection connection, String statement, @Nullable Object... parameters)
            throws SQLException {
        return Statements.number(connection, statement, parameters);
    }

    /**
     * Runs an insertion that ends with {@code on conflict do nothing}.
     *
     * @return whether the row was inserted; not if it contradicts a unique constraint
     */
    default boolean insertIfAbsent(Connection connection, String statement, @Nullable Object... parameters)
            throws SQLException {
        return Statements.change(connection, statement, parameters) > 0;
    }

    /**
     * Tells whether the database takes several statements at once, with a semicolon between them, and answers them all in one round trip.
     */
    default boolean takesSeveral() {
        return false;
    }

    /** Tells whether a change can be a part of a query ({@code with new as (insert …) select …}). */
    default boolean changesWithinQueries() {
        return false;
    }

    /**
     * Returns a query that keeps the server from ending a transaction that is idle for a while; empty for a database that does so only if
     * an administrator wants it.
     */
    default String outlastPauses() {
        return "";
    }

    /**
     * Returns a query that, until the transaction ends, has each statement planned once for any values; empty for a database that never
     * plans for the values of a single run.
     */
    default String planOnce() {
        return "";
    }

    /** Returns the search for packages by this database's full-text index. */
    PackageSearch search(Sql sql);

    /** Returns what gives the events of one work their positions. */
    EventPositions eventPositions(Sql sql);

    /** Returns the names of the scripts that are the steps of the schema, first to last. A script that was released never changes. */
    List<String> schema();

    /** Returns a query of the number of tables named {@code schema_versions} in the schema in use. */
    String countSchemaVersions();

    /**
     * Refuses a database that is about to get its first tables, if they cannot be there.
     *
     * @param tables their names
     * @throws io.artispace.StorageFailedException if so
     */
    default void checkNew(Connection connection, Set<String> tables) throws SQLException {}

    /**
     * Keeps other processes from changing the schema, by a lock of the transaction or of the connection. What is read afterwards shows what
     * they have done before.
     */
    default void lockSchema(Connection connection) throws SQLException {}

    /**
     * Runs definitions of the schema, one after the other. They are not prepared, since some connections keep prepared statements.
     *
     * @param definitions may be none
     */
    default void define(Statement statement, List<String> definitions) throws SQLException {
        for (String definition : definitions) {
            statement.execute(definition);
        }
    }

    /** Ends what {@link #lockSchema} began, where the end of the transaction does not. */
    default void unlockSchema(Connection connection) throws SQLException {}

    /**
     * Makes new rows get ids, and new events positions, after those of the rows that came from another store.
     *
     * @param gap how many ids are left out where that has to be said, see {@link io.artispace.metadata.MetadataRestore}
     */
    default void restored(Sql sql, long gap) {}
}
