package io.artispace.metadata.jdbc.sqlite;

import io.artispace.metadata.jdbc.work.StoreLog;
import java.sql.Connection;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;

/**
 * The one connection that writes a database in a file, opened anew after it was given up. Used by one thread at a time, each of which
 * sees what the one before did.
 */
final class Writer implements AutoCloseable {
    private static final Logger log = StoreLog.get();

    private final SqliteDataSource source;
    private @Nullable Connection connection;

    Writer(SqliteDataSource source) {
        this.source = source;
    }

    /**
     * Returns the connection.
     *
     * @throws SQLException if it is not open and cannot be opened
     */
    Connection connection() throws SQLException {
        Connection open = connection;
        if (open == null) {
            open = source.getConnection();
            connection = open;
        }
        return open;
    }

    /** Closes the connection, which rolls back what it may hold. */
    @Override
    public void close() {
        Connection open = connection;
        connection = null;
        if (open != null) {
            try {
                open.close();
            } catch (SQLException e) {
                log.warn("A connection that writes could not be closed properly. What was committed is safe.", e);
            }
        }
    }
}
