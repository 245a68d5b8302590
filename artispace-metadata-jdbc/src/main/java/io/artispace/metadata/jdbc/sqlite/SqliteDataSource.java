package io.artispace.metadata.jdbc.sqlite;

import java.nio.file.Path;
import java.sql.SQLException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteConfig.JournalMode;
import org.sqlite.SQLiteConfig.SynchronousMode;
import org.sqlite.SQLiteConfig.TempStore;
import org.sqlite.SQLiteConfig.TransactionMode;
import org.sqlite.SQLiteConnection;
import org.sqlite.SQLiteDataSource;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

/**
 * Opens connections to one database with the settings that its promises rest on. A data source and not a JDBC URL, because
 * {@link java.sql.DriverManager} finds no driver in the class loader of a plugin.
 */
final class SqliteDataSource extends SQLiteDataSource {
    private static final int BUSY_TIMEOUT_MILLIS = 10_000;
    private static final long LONGEST_NANOS = TimeUnit.MILLISECONDS.toNanos(BUSY_TIMEOUT_MILLIS);
    private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(1);

    /**
     * How many KiB of pages a connection that reads keeps at most: enough for the inner pages of the indexes of a large database. With ten
     * million files, twice or eight times as much does not make look-ups faster: the other pages are looked for at random, and come from
     * the operating system's memory anyway.
     */
    private static final int READ_CACHE_KIB = 8_000;

    private final String file;

    private SqliteDataSource(String file, SQLiteConfig config) {
        super(config);
        this.file = file;
        setUrl("jdbc:sqlite:" + file);
    }

    /** For the one connection that writes. */
    static SqliteDataSource writer(Path database) {
        SQLiteConfig config = common();
        config.setJournalMode(JournalMode.WAL);
        // With a write-ahead log, NORMAL could lose acknowledged commits when the power fails.
        config.setSynchronous(SynchronousMode.FULL);
        config.enforceForeignKeys(true);
        // A transaction that begins by reading and then writes fails as soon as another process has written in between.
        config.setTransactionMode(TransactionMode.IMMEDIATE);
        // What a statement or a savepoint may have to undo is kept in memory, not in temporary files.
        config.setTempStore(TempStore.MEMORY);
        return new SqliteDataSource(uri(database), config);
    }

    /** For the connections that only read. The writer has to have opened the file before: these cannot create it. */
    static SqliteDataSource reader(Path database) {
        SQLiteConfig config = common();
        config.setReadOnly(true);
        // A negative size is one in KiB.
        config.setCacheSize(-READ_CACHE_KIB);
        return new SqliteDataSource(uri(database), config);
    }

    /** For the one connection to a database in memory: each connection opens another one. */
    static SqliteDataSource memory() {
        SQLiteConfig config = common();
        config.enforceForeignKeys(true);
        return new SqliteDataSource(":memory:", config);
    }

    /**
     * {@link #getConnection()} comes here, too; a file has no users. While another process is turning a new database's journal into a log,
     * SQLite refuses to open it at once instead of waiting, to avoid deadlocks. So it is tried again, for as long as SQLite would wait for
     * other locks.
     */
    @Override
    public SQLiteConnection getConnection(@Nullable String user, @Nullable String password) throws SQLException {
        long begin = System.nanoTime();
        while (true) {
            try {
                return new StatementCachingConnection(
                        getUrl(), file, getConfig().toProperties());
            } catch (SQLiteException e) {
                if (e.getResultCode() != SQLiteErrorCode.SQLITE_BUSY || System.nanoTime() - begin > LONGEST_NANOS) {
                    throw e;
                }
                LockSupport.parkNanos(PAUSE_NANOS);
            }
        }
    }

    private static SQLiteConfig common() {
        SQLiteConfig config = new SQLiteConfig();
        config.setBusyTimeout(BUSY_TIMEOUT_MILLIS);
        // Keys come back by "returning"; otherwise the driver runs a query for them after each insertion.
        config.setGetGeneratedKeys(false);
        return config;
    }

    /** As a URI, because the driver takes what follows a question mark in a plain path for settings. */
    private static String uri(Path database) {
        return database.toUri().toString();
    }
}
