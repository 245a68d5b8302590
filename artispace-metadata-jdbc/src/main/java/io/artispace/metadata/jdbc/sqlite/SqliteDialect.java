package io.artispace.metadata.jdbc.sqlite;

import io.artispace.Quote;
import io.artispace.StorageFailedException;
import io.artispace.metadata.jdbc.search.SqliteSearch;
import io.artispace.metadata.jdbc.sql.Dialect;
import io.artispace.metadata.jdbc.sql.EventPositions;
import io.artispace.metadata.jdbc.sql.PackageSearch;
import io.artispace.metadata.jdbc.sql.Sql;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** SQLite: one writer at a time, so rows need no locks and events are committed in the order of their positions. */
public final class SqliteDialect implements Dialect {
    private static final EventPositions ASSIGNED_BY_THE_ROW = new EventPositions() {
        @Override
        public @Nullable Long take(int events) {
            return null;
        }

        @Override
        public String visible() {
            return "1 = 1";
        }
    };

    @Override
    public String forUpdate() {
        return "";
    }

    @Override
    public PackageSearch search(Sql sql) {
        return new SqliteSearch(sql);
    }

    @Override
    public EventPositions eventPositions(Sql sql) {
        return ASSIGNED_BY_THE_ROW;
    }

    /** The write lock that a transaction takes when it begins keeps others from the schema, too. */
    @Override
    public List<String> schema() {
        return List.of("sqlite-1.sql", "sqlite-2.sql", "sqlite-3.sql", "sqlite-4.sql");
    }

    /** {@inheritDoc} All in one call, since for each call the driver takes several times as long as SQLite. */
    @Override
    public void define(Statement statement, List<String> definitions) throws SQLException {
        statement.executeUpdate(String.join(";\n", definitions));
    }

    @Override
    public String countSchemaVersions() {
        return "select count(*) from sqlite_master where name = 'schema_versions'";
    }

    /** Refuses a file with tables of somebody else, to which ours would be added: the path is probably wrong. */
    @Override
    public void checkNew(Connection connection, Set<String> tables) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(
                        "select name from sqlite_master where type = 'table' and name not like 'sqlite\\_%' escape '\\' limit 1")) {
            if (result.next()) {
                throw new StorageFailedException(
                        "Cannot open the metadata store: its file is the database of another program, and has a table "
                                + Quote.of(result.getString(1)) + ". Give the registry a file of its own.");
            }
        }
    }
}
