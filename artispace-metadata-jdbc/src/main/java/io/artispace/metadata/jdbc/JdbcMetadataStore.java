package io.artispace.metadata.jdbc;

import static java.util.Objects.requireNonNull;

import io.artispace.metadata.MetadataStore;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * The metadata store on SQLite, in a file or in memory. Times keep their microseconds; what is finer is cut off.
 *
 * <p>From the outside in:
 * <ul>
 *   <li>this class lets works in until it is closed, and waits for those inside ({@link Gate});
 *   <li>{@link Transactions} runs a work in a transaction: {@link PooledTransactions} for a file, with many readers beside one
 *       writer, whose commits are shared ({@link GroupCommit}, {@link Batch}); {@link SerialTransactions} for memory;
 *   <li>{@link JdbcReader} and {@link JdbcWriter} are what a work sees; each question goes to the table it is about
 *       ({@link PackageTable}, {@link FileTable} and so on), where the SQL stands;
 *   <li>{@link Sql} runs the statements of one work; {@link StatementCachingConnection} keeps them prepared;
 *   <li>{@link Migrations} brings the schema up to date when a store is opened; the schema itself is {@code sqlite-1.sql}.
 * </ul>
 *
 * <p>Several stores, in one process or in several, may be open on one file; it has to be on a local disk. A write waits up to ten
 * seconds for one of another process.
 */
public final class JdbcMetadataStore implements MetadataStore {
    private final Transactions transactions;
    private final Gate gate = new Gate("metadata store");

    private JdbcMetadataStore(Transactions transactions) {
        this.transactions = transactions;
    }

    /**
     * Opens a store in a file.
     *
     * @param database the file; it is created if it is absent, and so are its directories
     * @return the store; the caller closes it
     * @throws io.artispace.StorageFailedException if the file cannot be opened or holds something else, or was written by a newer release
     */
    public static JdbcMetadataStore openSqlite(Path database) {
        return new JdbcMetadataStore(
                PooledTransactions.open(requireNonNull(database, "database").toAbsolutePath()));
    }

    /**
     * Opens a new, empty store in memory that shares nothing with any other.
     *
     * @return the store; the caller closes it, and its rows are gone then
     */
    public static JdbcMetadataStore openInMemory() {
        return new JdbcMetadataStore(SerialTransactions.open());
    }

    @Override
    public <T extends @Nullable Object> T read(ReadWork<T> work) {
        requireNonNull(work, "work");
        gate.enter();
        try {
            return transactions.read(work);
        } finally {
            gate.leave();
        }
    }

    @Override
    public <T extends @Nullable Object> T write(WriteWork<T> work) {
        requireNonNull(work, "work");
        gate.enter();
        try {
            return transactions.write(work);
        } finally {
            gate.leave();
        }
    }

    @Override
    public void close() {
        if (gate.close()) {
            transactions.close();
        }
    }
}
