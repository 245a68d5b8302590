package io.artispace.metadata.jdbc.sql;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Where one database differs from the next. The tables write their statements once, in the words that SQLite and PostgreSQL share; what
 * cannot be said in them is asked for here. Immutable, thread-safe, without a connection of its own.
 */
public interface Dialect {
    /** Returns what users call the database, for messages. */
    String product();

    /** Says a statement in the words of this database. Called for each statement that runs, so it has to be quick. */
    default String translate(String statement) {
        return statement;
    }

    /**
     * Returns what, at the end of a query, locks the rows that it finds until the transaction ends, with a space before it; empty for a
     * database with one writer at a time. A decision about a row that others may change is made by a statement <em>after</em>
     * the one that locks it: only that one is sure to see what the last owner of the lock has committed.
     */
    String forUpdate();

    /** Returns what locks them likewise, except against others that lock them in this way, too. */
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
     * Returns what, at the end of the last statement of a transaction, commits it in the same round trip; empty for a database that takes one
     * statement at a time.
     */
    default String andCommit() {
        return "";
    }

    /** Tells whether the database takes several statements at once, with a semicolon between them, and answers them all in one round trip. */
    default boolean takesSeveral() {
        return false;
    }

    /** Tells whether a change can be a part of a query ({@code with new as (insert …) select …}). */
    default boolean changesWithinQueries() {
        return false;
    }

    /** Tells whether a connection begins and ends to commit by itself without asking the server, so that a query needs no transaction around it. */
    default boolean asksWithoutTransaction() {
        return false;
    }

    /**
     * Returns a query that keeps the server from ending the transaction because nothing is asked in it for a while; empty for a database that does
     * not do so unless an administrator wants it.
     */
    default String outlastPauses() {
        return "";
    }

    /**
     * Returns a query that, until the transaction ends, has statements planned for any values and not for those that they run with; empty for a
     * database that does not weigh the one against the other.
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
     * @param tables tells their names
     * @throws io.artispace.StorageFailedException if so
     */
    default void checkNew(Connection connection, Supplier<Set<String>> tables) throws SQLException {}

    /**
     * Keeps other processes from changing the schema, in the transaction or on the connection. What is read afterwards is what the last one has
     * left.
     */
    default void lockSchema(Connection connection) throws SQLException {}

    /**
     * Runs definitions of the schema, one after the other. Not by prepared statements, which are kept on a connection that keeps them.
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

    /** Does what is to be done each time a store is opened, after its schema is up to date. */
    default void migrated(Connection connection) throws SQLException {}

    /** Sees to it that new rows get ids, and new events positions, after those that another store's rows brought along. */
    default void restored(Sql sql) {}

    /**
     * Refuses a connection that the host made, if values would not be stored through it as they are.
     *
     * @throws io.artispace.InvalidInputException if so
     */
    default void check(Connection connection) throws SQLException {}

    /**
     * Returns what begins a transaction that writes on a connection that the host made: what holds until the transaction ends, and leaves
     * the connection as it was.
     */
    default String beginToWrite() {
        return "set transaction isolation level read committed";
    }

    /**
     * Tells whether what is set on a connection stays with it; not if a pooler between may give each of its transactions to another session of the
     * server.
     */
    default boolean keepsSettings(Connection connection) throws SQLException {
        return true;
    }

    /** Returns what is run once on each new connection of our own. */
    default String initialSql() {
        return "select 1";
    }

    /** Returns a statement that lets the statements after it fail that wait for a lock longer than ten seconds. */
    default String limitLockWaits() {
        return "select 1";
    }

    /** Returns a statement that takes back what {@link #limitLockWaits} did; empty where the end of the transaction does. */
    default String unlimitLockWaits() {
        return "";
    }
}
