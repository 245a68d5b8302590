package io.artispace.metadata.jdbc.server;

import io.artispace.InvalidInputException;
import io.artispace.Quote;
import io.artispace.StorageFailedException;
import io.artispace.metadata.jdbc.search.MariaDbSearch;
import io.artispace.metadata.jdbc.sql.EventPositions;
import io.artispace.metadata.jdbc.sql.PackageSearch;
import io.artispace.metadata.jdbc.sql.Sql;
import io.artispace.metadata.jdbc.sql.Statements;
import io.artispace.metadata.jdbc.table.MariaDbEventPositions;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** MariaDB and, as nothing here is MariaDB's own, MySQL. */
public final class MariaDbDialect implements ServerDialect {
    private static final int DUPLICATE_KEY = 1062;
    private static final int USUAL_LOCK_SECONDS = 60;

    private final int lockSeconds;

    /** The texts of all statements are constants, so there are never more than some eighty. */
    private final Map<String, String> translations = new ConcurrentHashMap<>();

    public MariaDbDialect() {
        this(USUAL_LOCK_SECONDS);
    }

    /** Creates a dialect that waits so long for another process that changes the schema. */
    public MariaDbDialect(int lockSeconds) {
        this.lockSeconds = lockSeconds;
    }

    @Override
    public String product() {
        return "MariaDB";
    }

    @Override
    public String translate(String statement) {
        return translations.computeIfAbsent(statement, MariaDbDialect::translated);
    }

    private static String translated(String statement) {
        return statement
                .replaceFirst("\\s+on conflict do nothing(\\s+returning \\w+)?", "")
                .replaceFirst("on conflict \\([^)]*\\) do update set", "on duplicate key update")
                .replaceAll("\\bexcluded\\.(\\w+)", "values($1)");
    }

    @Override
    public String forUpdate() {
        return " for update";
    }

    @Override
    public String forShare() {
        return " lock in share mode";
    }

    @Override
    public OptionalLong insert(Connection connection, String statement, @Nullable Object... parameters)
            throws SQLException {
        try (PreparedStatement prepared = connection.prepareStatement(statement, Statement.RETURN_GENERATED_KEYS)) {
            Statements.set(prepared, parameters);
            prepared.executeUpdate();
            try (ResultSet keys = prepared.getGeneratedKeys()) {
                return keys.next() ? OptionalLong.of(keys.getLong(1)) : OptionalLong.empty();
            }
        } catch (SQLException e) {
            if (e.getErrorCode() == DUPLICATE_KEY) {
                return OptionalLong.empty();
            }
            throw e;
        }
    }

    /** Such a failure takes back the one statement only. */
    @Override
    public boolean insertIfAbsent(Connection connection, String statement, @Nullable Object... parameters)
            throws SQLException {
        try {
            return Statements.change(connection, statement, parameters) > 0;
        } catch (SQLException e) {
            if (e.getErrorCode() == DUPLICATE_KEY) {
                return false;
            }
            throw e;
        }
    }

    @Override
    public PackageSearch search(Sql sql) {
        return new MariaDbSearch(sql);
    }

    @Override
    public EventPositions eventPositions(Sql sql) {
        return new MariaDbEventPositions(sql);
    }

    @Override
    public List<String> schema() {
        return List.of("mariadb-1.sql", "mariadb-2.sql", "mariadb-3.sql");
    }

    @Override
    public String countSchemaVersions() {
        return "select count(*) from information_schema.tables"
                + " where table_schema = database() and table_name = 'schema_versions'";
    }

    @Override
    public void restored(Sql sql, long gap) {
        sql.change("update event_positions set last = (select coalesce(max(position), 0) from events) where id = 1");
    }

    /** Definitions pass over tables that are there, so one of somebody else's would be taken for ours. */
    @Override
    public void checkNew(Connection connection, Set<String> tables) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(
                        "select table_name from information_schema.tables where table_schema = database()")) {
            while (result.next()) {
                String name = result.getString(1);
                if (tables.contains(name)) {
                    throw new StorageFailedException("Cannot open the metadata store: the database has a table "
                            + Quote.of(name) + " of its own. Give the registry a database that nobody else uses.");
                }
            }
        }
    }

    /** A lock of the connection, because a definition ends the transaction. */
    @Override
    public void lockSchema(Connection connection) throws SQLException {
        if (Statements.number(connection, "select database() is null").orElse(0) != 0) {
            throw new InvalidInputException(
                    "Cannot open the metadata store: its connections are to no database. Name one"
                            + " behind the host, such as jdbc:mariadb://db.example.com/artispace.");
        }
        OptionalLong locked = Statements.number(
                connection, "select get_lock(concat(left(database(), 40), '.artispace'), " + lockSeconds + ")");
        if (locked.orElse(0) != 1) {
            throw new StorageFailedException("Cannot bring the metadata store up to date: for " + lockSeconds
                    + " seconds another process has been at it. Open it again when that one is done.");
        }
    }

    @Override
    public void unlockSchema(Connection connection) throws SQLException {
        Statements.number(connection, "select release_lock(concat(left(database(), 40), '.artispace'))");
    }

    @Override
    public void check(Connection connection) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement("select @@sql_mode");
                ResultSet result = statement.executeQuery()) {
            String mode = result.next() ? result.getString(1) : "";
            if (!mode.contains("STRICT_TRANS_TABLES") && !mode.contains("STRICT_ALL_TABLES")) {
                throw new InvalidInputException(
                        "Cannot open the metadata store in the host's database: its connections have the sql_mode "
                                + Quote.of(mode)
                                + ", in which values that are too long are cut off. Add STRICT_TRANS_TABLES,"
                                + " such as by the parameter sessionVariables of the JDBC URL.");
            }
            if (mode.contains("EMPTY_STRING_IS_NULL")) {
                throw new InvalidInputException(
                        "Cannot open the metadata store in the host's database: its connections have the sql_mode"
                                + " EMPTY_STRING_IS_NULL, in which empty texts are lost. Take it away, such as by the parameter"
                                + " sessionVariables of the JDBC URL.");
            }
        }
    }

    /**
     * Values that are too long are refused, not cut off; and none of the modes of the server's own, in some of which an empty text is none.
     */
    @Override
    public String initialSql() {
        return "set session sql_mode = 'STRICT_TRANS_TABLES,NO_ENGINE_SUBSTITUTION'";
    }

    @Override
    public String limitLockWaits() {
        return "set @artispace_lock_wait = @@session.innodb_lock_wait_timeout, session innodb_lock_wait_timeout = 10";
    }

    @Override
    public String unlimitLockWaits() {
        return "set session innodb_lock_wait_timeout = @artispace_lock_wait";
    }
}
