package io.artispace.metadata.jdbc;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFileAttributeView;
import java.sql.SQLException;
import java.util.OptionalLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Counts the commits to a database in a file, in a second file beside it, {@code NAME-commits}, that all its processes have open: to see that nothing was
 * committed takes one short read, where SQLite takes and gives back a lock of the file, for one caller after the other.
 *
 * <p>The file has two numbers, of the last commit that has begun and of the last that has ended. Both are set by whoever holds SQLite's one lock for
 * writing, the first before it commits, the second afterwards. While they are equal, nothing is being committed, and the number stands for what the
 * database holds. While they differ, a commit is under way, or a process died in the middle of one, and SQLite has to be asked; the next commit puts
 * that right. A writer that is overtaken between its commit and its second number writes one that is too small, which does no more than that. In
 * whatever order they are read, equal numbers mean that no later commit had ended.
 *
 * <p>Two more numbers say the same of those commits alone that change the configuration's revision, which are few. A commit that finds these two unequal
 * puts them right as well, as if it were one of them.
 *
 * <p>The numbers need not survive a failure of power: whoever kept something under them is gone as well. {@link #current} is thread-safe; one thread at a
 * time commits.
 */
final class CommitCount implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(JdbcMetadataStore.class);
    private static final int BEGUN = 0;
    private static final int ENDED = Long.BYTES;
    private static final int CONFIGURATION = 2 * Long.BYTES;
    private static final int LENGTH = 4 * Long.BYTES;

    private final Path file;
    /** A channel would be closed by the interrupt of a thread that writes. */
    private final RandomAccessFile writing;

    private volatile FileChannel reading;
    private boolean isClosed;

    /**
     * A commit that has begun.
     *
     * @param number counts all commits
     * @param ofConfiguration whether it is to be counted as one that changes the configuration's revision, too
     */
    record Commit(long number, boolean ofConfiguration) {}

    private CommitCount(Path file) throws IOException {
        this.file = file;
        this.writing = new RandomAccessFile(file.toFile(), "rw");
        try {
            // Numbers that nobody has set are zeros. A failure of power can leave a file without any.
            if (writing.length() <= LENGTH) {
                // Behind the numbers, as another process may be counting already.
                writing.seek(LENGTH);
                writing.write(0);
            }
            this.reading = FileChannel.open(file, StandardOpenOption.READ);
        } catch (IOException | RuntimeException e) {
            writing.close();
            throw e;
        }
    }

    /**
     * Opens the count beside a database, which exists.
     *
     * @throws IOException if the file cannot be made, read and written: others would count commits that this process does not see
     */
    static CommitCount beside(Path database) throws IOException {
        // Where links lead, SQLite follows them, too.
        Path real = database.toRealPath();
        Path file = real.resolveSibling(real.getFileName() + "-commits");
        boolean isNew = Files.notExists(file);
        CommitCount count = new CommitCount(file);
        try {
            if (isNew) {
                allowWhomTheDatabaseAllows(real, file);
            }
            return count;
        } catch (IOException | RuntimeException e) {
            count.close();
            throw e;
        }
    }

    /** As SQLite does with its own files. */
    private static void allowWhomTheDatabaseAllows(Path database, Path file) throws IOException {
        PosixFileAttributeView view = Files.getFileAttributeView(file, PosixFileAttributeView.class);
        if (view != null) {
            view.setPermissions(Files.getPosixFilePermissions(database));
        }
    }

    /**
     * Says that a commit begins, and gives it a number. The caller holds SQLite's lock for writing, which the commit gives back.
     *
     * @param ofConfiguration whether it changes the configuration's revision
     * @throws SQLException if that cannot be said, so that nothing may be committed
     */
    Commit begin(boolean ofConfiguration) throws SQLException {
        byte[] last = new byte[LENGTH];
        try {
            writing.seek(0);
            writing.readFully(last);
            ByteBuffer numbers = ByteBuffer.wrap(last);
            long number = numbers.getLong(BEGUN) + 1;
            boolean counted =
                    ofConfiguration || numbers.getLong(CONFIGURATION + BEGUN) != numbers.getLong(CONFIGURATION + ENDED);
            if (counted) {
                write(CONFIGURATION + BEGUN, number);
            }
            write(BEGUN, number);
            return new Commit(number, counted);
        } catch (IOException e) {
            throw new SQLException("Cannot count a commit in " + file, e);
        }
    }

    /** Says that the commit was made. One whose outcome is not known never ends. */
    void end(Commit commit) {
        try {
            if (commit.ofConfiguration()) {
                write(CONFIGURATION + ENDED, commit.number());
            }
            write(ENDED, commit.number());
        } catch (IOException e) {
            log.debug("Cannot count the end of a commit in {}; until the next one the database is asked", file, e);
        }
    }

    private void write(int place, long number) throws IOException {
        writing.seek(place);
        // At once, as others read it meanwhile.
        writing.write(ByteBuffer.allocate(Long.BYTES).putLong(number).array());
    }

    /** Returns the number of the last commit; empty while one is under way, or if it cannot be read this time. */
    OptionalLong current() {
        return current(0);
    }

    /** Returns the number of the last commit that changed the configuration's revision; empty as {@link #current}. */
    OptionalLong ofConfiguration() {
        return current(CONFIGURATION);
    }

    private OptionalLong current(int pair) {
        ByteBuffer numbers = ByteBuffer.allocate(2 * Long.BYTES);
        try {
            if (reading.read(numbers, pair) < numbers.capacity()) {
                return OptionalLong.empty();
            }
        } catch (ClosedChannelException e) {
            // By the interrupt of a thread that was reading, this one or another.
            openAgain();
            return OptionalLong.empty();
        } catch (IOException e) {
            log.debug("Cannot read {}; the database is asked", file, e);
            return OptionalLong.empty();
        }
        long number = numbers.getLong(BEGUN);
        return number == numbers.getLong(ENDED) ? OptionalLong.of(number) : OptionalLong.empty();
    }

    private synchronized void openAgain() {
        if (isClosed || reading.isOpen()) {
            return;
        }
        try {
            reading = FileChannel.open(file, StandardOpenOption.READ);
        } catch (IOException e) {
            log.debug("Cannot open {} again; the database is asked", file, e);
        }
    }

    @Override
    public synchronized void close() {
        isClosed = true;
        try (writing) {
            reading.close();
        } catch (IOException e) {
            log.debug("Cannot close {}", file, e);
        }
    }
}
