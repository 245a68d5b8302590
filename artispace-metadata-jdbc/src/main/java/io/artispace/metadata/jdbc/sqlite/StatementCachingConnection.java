package io.artispace.metadata.jdbc.sqlite;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.sqlite.jdbc4.JDBC4Connection;
import org.sqlite.jdbc4.JDBC4PreparedStatement;

/**
 * A connection that keeps its statements prepared, which the driver does not: preparing takes as long as running a look-up. It
 * stands below the pool and below Jdbi, so both use it without knowing. The texts of all statements are constants, so there are
 * never more than some eighty. Used by one thread at a time, as every connection.
 */
final class StatementCachingConnection extends JDBC4Connection {
    private static final String COMMIT = "commit;";

    private final Map<String, CachedStatement> statements = new HashMap<>();

    StatementCachingConnection(String url, String file, Properties settings) throws SQLException {
        super(url, file, settings);
    }

    /** Returns the text of every statement that was ever prepared. */
    Set<String> statements() {
        return Set.copyOf(statements.keySet());
    }

    @Override
    public PreparedStatement prepareStatement(String sql) throws SQLException {
        CachedStatement cached = statements.get(sql);
        if (cached == null) {
            cached = new CachedStatement(this, sql);
            statements.put(sql, cached);
        }
        return cached.inUse ? super.prepareStatement(sql) : cached.use();
    }

    /**
     * Begins or commits like the driver, but with statements that stay prepared, and without the second transaction, an empty one, that the
     * driver runs after each commit. A transaction that could not be committed is still open.
     */
    @Override
    public void setAutoCommit(boolean autoCommit) throws SQLException {
        checkOpen();
        if (autoCommit == getConnectionConfig().isAutoCommit()) {
            return;
        }
        // Switched before the transaction begins and after it ends: in the other mode the driver would put a
        // transaction around the statement.
        getConnectionConfig().setAutoCommit(false);
        try (PreparedStatement statement = prepareStatement(autoCommit ? COMMIT : transactionPrefix())) {
            statement.executeUpdate();
        }
        getConnectionConfig().setAutoCommit(autoCommit);
    }

    @Override
    public void close() throws SQLException {
        for (CachedStatement statement : statements.values()) {
            statement.closeForGood();
        }
        statements.clear();
        super.close();
    }

    /** A statement that is ready for its next use when it is closed. */
    private static final class CachedStatement extends JDBC4PreparedStatement {
        private boolean inUse;
        private String @Nullable [] columns;

        CachedStatement(StatementCachingConnection connection, String sql) throws SQLException {
            super(connection, sql);
        }

        CachedStatement use() {
            inUse = true;
            return this;
        }

        /** Keeps the names of the columns, which the driver asks for anew with each result. */
        @Override
        public ResultSet getResultSet() throws SQLException {
            rs.colsMeta = columns;
            ResultSet result = super.getResultSet();
            columns = rs.colsMeta;
            return result;
        }

        /** Forgets the values. It does not call {@code clearParameters}, after which SQLite would plan a join anew: 40 µs instead of 8. */
        @Override
        public void close() throws SQLException {
            inUse = false;
            if (!isClosed()) {
                rs.close();
                if (batch != null) {
                    Arrays.fill(batch, null);
                }
            }
        }

        void closeForGood() throws SQLException {
            super.close();
        }
    }
}
