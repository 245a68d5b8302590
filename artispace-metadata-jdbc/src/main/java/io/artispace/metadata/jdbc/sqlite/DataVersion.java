package io.artispace.metadata.jdbc.sqlite;

import io.artispace.metadata.jdbc.work.StoreLog;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;

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
    private @Nullable Connection connection;
    private @Nullable PreparedStatement question;
    /** Counts the connections that were opened. Each has versions of its own, so the number of the connection is a part of the answer. */
    private long connections;

    DataVersion(SqliteDataSource source) {
        this.source = source;
    }

    /** Returns the version; empty if the database cannot be asked, so that those who ask go on to read and learn why. */
    synchronized OptionalLong current() {
        try (ResultSet version = question().executeQuery()) {
            version.next();
            return OptionalLong.of((connections << Integer.SIZE) | (version.getLong(1) & 0xFFFF_FFFFL));
        } catch (SQLException e) {
            log.debug("Cannot ask the database whether it changed", e);
            close();
            return OptionalLong.empty();
        }
    }

    private PreparedStatement question() throws SQLException {
        PreparedStatement prepared = question;
        if (prepared == null) {
            Connection opened = source.getConnection(null, null);
            connection = opened;
            connections++;
            prepared = opened.prepareStatement(QUESTION);
            question = prepared;
        }
        return prepared;
    }

    synchronized void close() {
        Connection open = connection;
        connection = null;
        question = null;
        try {
            if (open != null) {
                open.close();
            }
        } catch (SQLException e) {
            log.debug("Cannot close a connection that only asks whether the database changed", e);
        }
    }
}
