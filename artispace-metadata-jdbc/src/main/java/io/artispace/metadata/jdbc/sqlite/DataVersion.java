package io.artispace.metadata.jdbc.sqlite;

import io.artispace.metadata.jdbc.work.StoreLog;
import java.sql.SQLException;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.sqlite.SQLiteConnection;
import org.sqlite.core.Codes;
import org.sqlite.core.DB;
import org.sqlite.jdbc4.JDBC4PreparedStatement;

/**
 * Tells whether anything was committed to a database in a file, by whatever connection of whatever process: a connection that does nothing
 * else asks for {@code data_version} (https://www.sqlite.org/pragma.html#pragma_data_version), which compares its last sight of the
 * write-ahead log with the log's shared memory and reads no page. A commit of this process is one of another connection, too. Opened when
 * it is first asked, which a {@link CommitCount} makes rare. Thread-safe.
 */
final class DataVersion {
    private static final Logger log = StoreLog.get();
    private static final String QUESTION = "pragma data_version";

    private final SqliteDataSource source;
    private volatile @Nullable Watch watch;
    /** Counts the connections that were opened. Each has versions of its own, so the number of the connection is a part of the answer. */
    private long connections;

    DataVersion(SqliteDataSource source) {
        this.source = source;
    }

    /** Returns the version; empty if the database cannot be asked, so that those who ask go on to read and learn why. */
    OptionalLong current() {
        Watch open = watch;
        try {
            return OptionalLong.of((open == null ? open() : open).ask());
        } catch (SQLException e) {
            log.debug("Cannot ask the database whether it changed", e);
            close();
            return OptionalLong.empty();
        }
    }

    private synchronized Watch open() throws SQLException {
        Watch open = watch;
        if (open == null) {
            open = new Watch(source.getConnection(null, null), ++connections);
            watch = open;
        }
        return open;
    }

    synchronized void close() {
        Watch open = watch;
        watch = null;
        if (open != null) {
            open.closeQuietly();
        }
    }

    /** The prepared question. It is not asked through JDBC, which would take longer than the answer. */
    private static final class Watch extends JDBC4PreparedStatement {
        private final long number;

        Watch(SQLiteConnection connection, long number) throws SQLException {
            super(connection, QUESTION);
            this.number = number;
        }

        long ask() throws SQLException {
            return (number << Integer.SIZE) | (pointer.safeRunLong(Watch::version) & 0xFFFF_FFFFL);
        }

        private static long version(DB database, long statement) throws SQLException {
            try {
                int code = database.step(statement);
                if (code != Codes.SQLITE_ROW) {
                    throw DB.newSQLException(code, QUESTION);
                }
                return database.column_long(statement, 0);
            } finally {
                database.reset(statement);
            }
        }

        void closeQuietly() {
            try {
                try {
                    close();
                } finally {
                    conn.close();
                }
            } catch (SQLException e) {
                log.debug("Cannot close a connection that only asks whether the database changed", e);
            }
        }
    }
}
