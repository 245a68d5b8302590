package io.artispace.metadata.jdbc.sqlite;

import static java.util.Objects.requireNonNullElse;

import io.artispace.Quote;
import io.artispace.StorageFailedException;
import io.artispace.metadata.MetadataStore;
import io.artispace.metadata.jdbc.schema.Migrations;
import io.artispace.metadata.jdbc.sql.SqlFailures;
import io.artispace.metadata.jdbc.sql.SqlSource;
import io.artispace.metadata.jdbc.table.JdbcReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** Transactions on a database in a file: one connection that writes, for one work after the other, and several that read beside it. */
public final class PooledTransactions implements MetadataStore {
    private final SqlSource works = new SqlSource(new SqliteDialect());
    private final Writer writer;
    private final Readers readers;
    private final CommitCount count;
    private final DataVersion version;
    private final GroupCommit commits = new GroupCommit(this::begin);

    private PooledTransactions(Writer writer, SqliteDataSource reader, CommitCount count) throws SQLException {
        this.writer = writer;
        this.readers = new Readers(reader);
        this.count = count;
        this.version = new DataVersion(reader);
    }

    public static PooledTransactions open(Path database) {
        return open(database, LocalDisk::type);
    }

    /** Opens a database; {@code types} tells on what kind of file system it is to be. */
    static PooledTransactions open(Path database, LocalDisk.Types types) {
        NativeLibrary library = NativeLibrary.beginToLoad();
        try {
            prepare(database, types);
            requireUsable(database);
            return connect(database);
        } finally {
            library.awaitEnd();
        }
    }

    private static void prepare(Path database, LocalDisk.Types types) {
        try {
            Path directory = database.getParent();
            if (directory != null) {
                Files.createDirectories(directory);
                Path place = requireNonNullElse(real(database).getParent(), directory);
                LocalDisk.require(place, types);
                LocalDisk.requireRoom(place);
            }
        } catch (IOException e) {
            throw new StorageFailedException(
                    "Cannot open the metadata store " + Quote.of(database)
                            + ": its directory cannot be created. Check that this process may write where"
                            + " it is to be, and that no file of that name is in the way.",
                    e);
        }
    }

    private static void requireUsable(Path database) {
        try {
            Path real = real(database);
            requireWritable(database, real);
            requireWhole(database, real);
        } catch (IOException e) {
            throw new StorageFailedException(
                    "Cannot open the metadata store " + Quote.of(database)
                            + ": its file cannot be looked at. Check that this process may read and write it.",
                    e);
        }
    }

    /** Returns where the database's file is, or will be: SQLite follows a link, and keeps the other files beside what it leads to. */
    private static Path real(Path database) throws IOException {
        if (Files.exists(database)) {
            return database.toRealPath();
        }
        return Files.isSymbolicLink(database) ? database.resolveSibling(Files.readSymbolicLink(database)) : database;
    }

    /** Refuses a database that this process may only read: SQLite would open it, and fail at the first write. */
    private static void requireWritable(Path database, Path real) {
        // In this order: another process may be making it, and one that is not there cannot be written.
        boolean writable = Files.notExists(real) || Files.isWritable(real);
        Path directory = real.getParent();
        if (!writable || directory != null && !Files.isWritable(directory)) {
            throw new StorageFailedException("Cannot open the metadata store " + Quote.of(database) + ": the user "
                    + Quote.of(System.getProperty("user.name", "")) + " may not write "
                    + (writable ? "in its directory, where its log has to be" : "this file")
                    + ". Give the database, the files beside it and their directory to that user, or start the program as"
                    + " the user to whom they belong, and check that the disk is not mounted read-only.");
        }
    }

    /**
     * Refuses an empty database file that has a log. SQLite would delete the log, and with it what was committed last, which may be all
     * that is left of a truncated database.
     */
    private static void requireWhole(Path database, Path real) throws IOException {
        // In this order, since a log is begun only when its database has a page.
        if (size(real.resolveSibling(real.getFileName() + "-wal")) > 0 && size(real) == 0) {
            throw new StorageFailedException("Cannot open the metadata store " + Quote.of(database)
                    + ": the database's file is empty or missing, and its log beside it, its name"
                    + " with \"-wal\" behind it, is not. The file was cut off or deleted. Move the log away, and restore the database from a backup;"
                    + " without the log nothing is in the way of a new one, either.");
        }
    }

    private static long size(Path file) throws IOException {
        try {
            return Files.size(file);
        } catch (NoSuchFileException absent) {
            return 0;
        }
    }

    private static PooledTransactions connect(Path database) {
        Writer writer = new Writer(SqliteDataSource.writer(database));
        try {
            new Migrations(new SqliteDialect()).run(writer.connection());
            return connect(database, writer, CommitCount.beside(database));
        } catch (SQLException e) {
            writer.close();
            throw SqlFailures.failed("Cannot open the metadata store " + Quote.of(database), e);
        } catch (IOException e) {
            writer.close();
            throw new StorageFailedException(
                    "Cannot open the metadata store " + Quote.of(database)
                            + ": the file beside it in which the processes of this machine count their commits cannot"
                            + " be made or opened. Check that this process may read and write it, and that there is space.",
                    e);
        } catch (RuntimeException | Error e) {
            writer.close();
            throw e;
        }
    }

    private static PooledTransactions connect(Path database, Writer writer, CommitCount count) throws SQLException {
        try {
            return new PooledTransactions(writer, SqliteDataSource.reader(database), count);
        } catch (SQLException | RuntimeException | Error e) {
            count.close();
            throw e;
        }
    }

    @Override
    public <T extends @Nullable Object> T read(ReadWork<T> work) {
        return use(connection -> {
            // The first statement takes the snapshot, which later ones see, too.
            connection.setAutoCommit(false);
            T value;
            try {
                value = run(connection, work);
            } catch (RuntimeException | Error e) {
                endAfter(e, connection);
                throw e;
            }
            connection.setAutoCommit(true);
            return value;
        });
    }

    /**
     * Ends a transaction after a failure, which is the one to tell: SQLite may have ended the transaction by itself then, and refuses to do
     * so again.
     */
    private static void endAfter(Throwable failure, Connection connection) {
        try {
            connection.setAutoCommit(true);
        } catch (SQLException e) {
            failure.addSuppressed(e);
        }
    }

    /** {@inheritDoc} Without a transaction, since beginning and ending one takes as long as a question. */
    @Override
    public <T extends @Nullable Object> T look(ReadWork<T> work) {
        return use(connection -> run(connection, work));
    }

    private <T extends @Nullable Object> T use(Readers.Use<T> use) {
        try {
            return readers.use(use);
        } catch (SQLException e) {
            throw SqlFailures.failed("Cannot read the metadata store", e);
        }
    }

    private <T extends @Nullable Object> T run(Connection connection, ReadWork<T> work) {
        return works.on(connection).run(sql -> work.run(new JdbcReader(sql)));
    }

    @Override
    public <T extends @Nullable Object> T write(WriteWork<T> work) {
        return commits.write(work);
    }

    /** {@inheritDoc} SQLite is asked while a commit is under way; its answers and the numbers of commits are told apart by their sign. */
    @Override
    public OptionalLong dataVersion() {
        OptionalLong number = count.current();
        return number.isPresent() ? OptionalLong.of(-1 - number.getAsLong()) : version.current();
    }

    /** {@inheritDoc} As {@link #dataVersion}; while something else is being committed, nothing of the configuration is. */
    @Override
    public OptionalLong configurationVersion() {
        OptionalLong number = count.ofConfiguration();
        return number.isPresent() ? OptionalLong.of(-1 - number.getAsLong()) : version.current();
    }

    private Batch begin() {
        try {
            return new Batch(writer.connection(), works, this::commit, givenUp -> writer.close());
        } catch (SQLException e) {
            throw SqlFailures.failed("Cannot get a connection to the metadata store", e);
        }
    }

    private void commit(Connection connection, boolean configurationChanged) throws SQLException {
        CommitCount.Commit commit = count.begin(configurationChanged);
        // Commits, by a statement: {@code Connection.commit} would make the driver begin the next transaction and wait
        // for its lock.
        connection.setAutoCommit(true);
        count.end(commit);
    }

    /** The writer last: a connection that may write folds the log back into the database when it is the last one to close. */
    @Override
    public void close() {
        version.close();
        count.close();
        readers.close();
        writer.close();
    }
}
