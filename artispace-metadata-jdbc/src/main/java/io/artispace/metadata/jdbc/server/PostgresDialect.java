package io.artispace.metadata.jdbc.server;

import io.artispace.Quote;
import io.artispace.StorageFailedException;
import io.artispace.metadata.jdbc.search.PostgresSearch;
import io.artispace.metadata.jdbc.sql.EventPositions;
import io.artispace.metadata.jdbc.sql.PackageSearch;
import io.artispace.metadata.jdbc.sql.Sql;
import io.artispace.metadata.jdbc.sql.Statements;
import io.artispace.metadata.jdbc.table.PostgresEventPositions;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Set;

/** PostgreSQL, version 13 or newer. */
public final class PostgresDialect implements ServerDialect {
    /** A number that programs which share a database are not likely to lock as well. */
    private static final String LOCK_SCHEMA =
            "select 1 from (select pg_advisory_xact_lock(7021390684152764451)) locked";

    /**
     * For the rest of the transaction. A host that died without a word is noticed all the same, because the server asks it whether it is
     * there. A newer server has one more limit than an older one.
     */
    private static final String OUTLAST_PAUSES = """
            select set_config(s.name, wanted.value, true)
            from pg_settings s join (values
                ('idle_in_transaction_session_timeout', '0'),
                ('transaction_timeout', '0'),
                ('tcp_keepalives_idle', '30'),
                ('tcp_keepalives_interval', '10'),
                ('tcp_keepalives_count', '3')) wanted (name, value) on wanted.name = s.name""";

    /** Only positions of a server whose transactions had greater numbers are ahead of the number that comes next. */
    private static final String RAISE_BASE = """
            update event_base set base = (select max(position) from events)
            where exists (
                select 1 from events
                where position >= base + 1048576 * cast(cast(pg_snapshot_xmax(pg_current_snapshot()) as text) as bigint))""";

    /** A commit is acknowledged when it is durable. What waits for even more is left as it is. */
    private static final String DURABLE =
            "select set_config('synchronous_commit', 'on', %s) where current_setting('synchronous_commit') = 'off'";

    /** A host that died without a word does not keep its locks for hours. */
    private static final String INITIAL =
            "set idle_in_transaction_session_timeout = '60s'; " + DURABLE.formatted("false");

    private static final String BEGIN = "set transaction isolation level read committed; " + DURABLE.formatted("true");

    @Override
    public String product() {
        return "PostgreSQL";
    }

    @Override
    public String forUpdate() {
        return " for update";
    }

    @Override
    public String andCommit() {
        return "; commit";
    }

    @Override
    public boolean takesSeveral() {
        return true;
    }

    @Override
    public boolean changesWithinQueries() {
        return true;
    }

    @Override
    public boolean asksWithoutTransaction() {
        return true;
    }

    @Override
    public String forShare() {
        return " for share";
    }

    @Override
    public String outlastPauses() {
        return OUTLAST_PAUSES;
    }

    @Override
    public String planOnce() {
        return "select set_config('plan_cache_mode', 'force_generic_plan', true)";
    }

    @Override
    public PackageSearch search(Sql sql) {
        return new PostgresSearch(sql);
    }

    @Override
    public EventPositions eventPositions(Sql sql) {
        return new PostgresEventPositions(sql);
    }

    @Override
    public List<String> schema() {
        return List.of(
                "postgresql-1.sql", "postgresql-2.sql", "postgresql-3.sql", "postgresql-4.sql", "postgresql-5.sql");
    }

    @Override
    public String countSchemaVersions() {
        return "select count(*) from information_schema.tables"
                + " where table_schema = current_schema() and table_name = 'schema_versions'";
    }

    /** In another encoding a publication would fail at the first character that it lacks. */
    @Override
    public void checkNew(Connection connection, Set<String> tables) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery("show server_encoding")) {
            String encoding = result.next() ? result.getString(1) : "";
            if (!encoding.equals("UTF8")) {
                throw new StorageFailedException("Cannot open the metadata store: the database has the encoding "
                        + Quote.of(encoding)
                        + ", which does not have every character. Create it anew with the encoding UTF8.");
            }
        }
    }

    /** The isolation first: in a snapshot that is older than the lock, what another process has done meanwhile is not seen. */
    @Override
    public void lockSchema(Connection connection) throws SQLException {
        Statements.run(connection, BEGIN);
        Statements.number(connection, LOCK_SCHEMA);
    }

    @Override
    public void migrated(Connection connection) throws SQLException {
        Statements.change(connection, RAISE_BASE);
    }

    /** Ids that come with their rows leave the sequences where they are. */
    @Override
    public void restored(Sql sql, long gap) {
        for (String table : List.of("repositories", "packages", "versions", "files", "tags")) {
            sql.number("select setval(pg_get_serial_sequence('" + table + "', 'id'), (select coalesce(max(id), 0) + "
                    + gap + " from " + table + "))");
        }
        sql.change(RAISE_BASE);
    }

    /** To be cancelled by, a server tells each client the number of its process, and a pooler some number of its own. */
    @Override
    public boolean keepsSettings(Connection connection) throws SQLException {
        Connection driver = connection.unwrap(Connection.class);
        try {
            Object told = driver.getClass().getMethod("getBackendPID").invoke(driver);
            return told instanceof Integer process
                    && Statements.number(connection, "select pg_backend_pid()").orElseThrow() == process;
        } catch (ReflectiveOperationException e) {
            return false;
        }
    }

    @Override
    public String beginToWrite() {
        return BEGIN;
    }

    @Override
    public String initialSql() {
        return INITIAL;
    }

    @Override
    public String limitLockWaits() {
        return "set local lock_timeout = '10s'";
    }
}
