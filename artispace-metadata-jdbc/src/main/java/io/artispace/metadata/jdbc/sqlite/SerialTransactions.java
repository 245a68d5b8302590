package io.artispace.metadata.jdbc.sqlite;

import io.artispace.metadata.MetadataStore;
import io.artispace.metadata.jdbc.schema.Migrations;
import io.artispace.metadata.jdbc.sql.SqlFailures;
import io.artispace.metadata.jdbc.sql.SqlSource;
import io.artispace.metadata.jdbc.table.JdbcReader;
import io.artispace.metadata.jdbc.table.JdbcWriter;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Transactions on a database in memory: works run one after the other on its only connection. A work takes microseconds there, and
 * nothing is flushed that could be shared. Two connections to one database in memory would lock each other out by whole tables,
 * see https://www.sqlite.org/sharedcache.html.
 */
public final class SerialTransactions implements MetadataStore {
    private final SqlSource works = new SqlSource(new SqliteDialect());
    private final Connection connection;

    /** How many works wrote. Raised after their changes are visible and before their caller is told. */
    private final AtomicLong written = new AtomicLong();

    /** Fair, so that each work waits only for those that came before it. */
    private final ReentrantLock turn = new ReentrantLock(true);

    private SerialTransactions(Connection connection) {
        this.connection = connection;
    }

    public static SerialTransactions open() {
        NativeLibrary library = NativeLibrary.beginToLoad();
        try {
            Connection connection = SqliteDataSource.memory().getConnection();
            new Migrations(new SqliteDialect()).run(connection);
            return new SerialTransactions(connection);
        } catch (SQLException e) {
            throw SqlFailures.failed("Cannot open the metadata store in memory", e);
        } finally {
            library.awaitEnd();
        }
    }

    @Override
    public <T extends @Nullable Object> T read(ReadWork<T> work) {
        turn.lock();
        try {
            return works.on(connection).run(sql -> work.run(new JdbcReader(sql)));
        } finally {
            turn.unlock();
        }
    }

    @Override
    public <T extends @Nullable Object> T write(WriteWork<T> work) {
        turn.lock();
        boolean commit = false;
        try {
            connection.setAutoCommit(false);
            T value = works.on(connection).run(sql -> work.run(new JdbcWriter(sql)));
            commit = true;
            return value;
        } catch (SQLException e) {
            throw SqlFailures.failed("Cannot begin to write to the metadata store in memory", e);
        } finally {
            try {
                end(commit);
            } finally {
                turn.unlock();
            }
        }
    }

    private void end(boolean commit) {
        try {
            if (!commit) {
                connection.rollback();
            }
            connection.setAutoCommit(true);
        } catch (SQLException e) {
            throw SqlFailures.failed("Cannot end a transaction of the metadata store in memory", e);
        } finally {
            written.incrementAndGet();
        }
    }

    @Override
    public OptionalLong dataVersion() {
        return OptionalLong.of(written.get());
    }

    @Override
    public void close() {
        try {
            connection.close();
        } catch (SQLException e) {
            throw SqlFailures.failed("Cannot close the metadata store in memory", e);
        }
    }
}
