package io.artispace.metadata.jdbc.server;

import io.artispace.metadata.jdbc.sql.Dialect;
import java.sql.Connection;
import java.sql.SQLException;

/** What the dialects of database servers have beyond that of a database in this process: how they are connected to, and how they commit. */
public interface ServerDialect extends Dialect {
    /** Returns what users call the database, for messages. */
    String product();

    /**
     * Returns the text behind the last statement of a transaction that commits it in the same round trip; empty for a database that takes
     * one statement at a time.
     */
    default String andCommit() {
        return "";
    }

    /**
     * Tells whether a connection can be switched to committing by itself, and back, without asking the server: a query then needs no
     * transaction around it.
     */
    default boolean asksWithoutTransaction() {
        return false;
    }

    /** Does what is to be done each time a store is opened, after its schema is up to date. */
    default void migrated(Connection connection) throws SQLException {}

    /**
     * Refuses a connection that the host made, if values would not be stored through it as they are.
     *
     * @throws io.artispace.InvalidInputException if so
     */
    default void check(Connection connection) throws SQLException {}

    /**
     * Returns the statement that begins a transaction which writes, on a connection that the host made. Its settings end with the
     * transaction, so the connection stays as it was.
     */
    default String beginToWrite() {
        return "set transaction isolation level read committed";
    }

    /**
     * Tells whether settings of a connection stay with it. They do not if a pooler in between may run each of its transactions in another
     * session of the server.
     */
    default boolean keepsSettings(Connection connection) throws SQLException {
        return true;
    }

    /** Returns what is run once on each new connection of our own. */
    String initialSql();

    /** Returns a statement that lets the statements after it fail that wait for a lock longer than ten seconds. */
    String limitLockWaits();

    /** Returns a statement that takes back what {@link #limitLockWaits} did; empty where the end of the transaction does. */
    default String unlimitLockWaits() {
        return "";
    }
}
