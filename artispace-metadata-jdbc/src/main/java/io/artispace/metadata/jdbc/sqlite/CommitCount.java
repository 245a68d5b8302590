package io.artispace.metadata.jdbc.sqlite;

import io.artispace.metadata.jdbc.sql.UncountedException;
import io.artispace.metadata.jdbc.work.StoreLog;
import java.io.Closeable;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFileAttributeView;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;

/**
 * Counts the commits to a database in a file, in a second file beside it, {@code NAME-commits}, that all its processes have open: so it
 * takes one short read to see that nothing was committed. To find that out, SQLite would take and give back a lock of the file, for one
 * caller after the other.
 *
 * <p>The file has two numbers: of the last commit that has begun, and of the last that has ended. The holder of SQLite's one lock for
 * writing sets the first before it commits, and the second afterwards. While they are equal, nothing is being committed, and the number
 * stands for what the database holds. While they differ, a commit is under way, or a process died in the middle of one, and SQLite has
 * to be asked; the next commit puts that right. If a writer is overtaken between its commit and its second number, it writes one that
 * is too small: the numbers then differ until the next commit, which does no harm. In whatever order they are read, equal numbers mean
 * that no later commit had ended.
 *
 * <p>Two more numbers do the same for only those commits that change the configuration's revision, which are few. A commit that finds
 * these two unequal puts them right, as if it were one of those.
 *
 * <p>The numbers need not survive a loss of power, since everything that was cached under them is lost, too. A file without numbers,
 * because it is new or was truncated, begins with a random number. If it counted from 0, it would reach numbers under which somebody
 * still caches what was there before. The same is true of a file that is made because somebody removed the old one; writers notice that
 * at once, and readers within a tenth of a second.
 *
 * <p>{@link #current} is thread-safe; one thread at a time commits.
 */
final class CommitCount implements AutoCloseable {
    private static final Logger log = StoreLog.get();
    private static final int BEGUN = 0;
    private static final int ENDED = Long.BYTES;
    private static final int CONFIGURATION = 2 * Long.BYTES;
    private static final int LENGTH = 4 * Long.BYTES;

    /** An upper limit of all numbers; a larger one was not written by this class. */
    private static final long MOST = 1L << 62;

    /** How long a file is read before it is checked again whether it is still in its place. */
    private static final long TRUSTED_NANOS = 100_000_000;

    private final Path database;
    private final Path file;
    private final LongSupplier nanos;
    /** Not a channel, which would be closed if the thread that writes is interrupted. */
    private Opened<RandomAccessFile> writing;

    private volatile Opened<FileChannel> reading;
    private volatile long looked;
    private boolean isClosed;

    /**
     * A commit that has begun.
     *
     * @param number counts all commits
     * @param ofConfiguration whether it is also counted as one that changes the configuration's revision
     */
    record Commit(long number, boolean ofConfiguration) {}

    /**
     * The file as it was opened.
     *
     * @param key tells it from other files that get its name later; null if the system does not tell
     */
    private record Opened<F extends Closeable>(
            F file, @Nullable Object key) {}

    /** Opens the file in one of the ways in which it is used. */
    @FunctionalInterface
    private interface Opening<F extends Closeable> {
        F open() throws IOException;
    }

    private CommitCount(Path database, Path file, LongSupplier nanos) throws IOException {
        this.database = database;
        this.file = file;
        this.nanos = nanos;
        this.writing = openToWrite();
        try {
            this.reading = openToRead();
        } catch (IOException | RuntimeException e) {
            writing.file().close();
            throw e;
        }
        this.looked = nanos.getAsLong();
    }

    /**
     * Opens the count beside a database, which exists.
     *
     * @throws IOException if the file cannot be made, read and written: others would count commits that this process does not see
     */
    static CommitCount beside(Path database) throws IOException {
        return beside(database, System::nanoTime);
    }

    /** Opens the count beside a database; {@code nanos} tells what time passes. */
    static CommitCount beside(Path database, LongSupplier nanos) throws IOException {
        // Where links lead, SQLite follows them, too.
        Path real = database.toRealPath();
        return new CommitCount(real, real.resolveSibling(real.getFileName() + "-commits"), nanos);
    }

    private Opened<RandomAccessFile> openToWrite() throws IOException {
        boolean isNew = Files.notExists(file);
        Opened<RandomAccessFile> opened = opened(() -> new RandomAccessFile(file.toFile(), "rw"));
        try {
            if (isNew) {
                giveFirstNumbers(opened.file());
                allowWhomTheDatabaseAllows();
            }
            return opened;
        } catch (IOException | RuntimeException e) {
            opened.file().close();
            throw e;
        }
    }

    /**
     * Gives a new file its first numbers, so that SQLite need not be asked until the first commit. If another process has begun to count in
     * it meanwhile, its numbers are lost; that does no harm, since readers only see that the number is another one.
     */
    private static void giveFirstNumbers(RandomAccessFile opened) throws IOException {
        long number = unknown();
        opened.write(ByteBuffer.allocate(LENGTH)
                .putLong(number)
                .putLong(number)
                .putLong(number)
                .putLong(number)
                .array());
    }

    /** Makes a random number, which almost certainly was never used. */
    private static long unknown() {
        return ThreadLocalRandom.current().nextLong(1, MOST / 2);
    }

    private Opened<FileChannel> openToRead() throws IOException {
        return opened(() -> FileChannel.open(file, StandardOpenOption.READ));
    }

    private <F extends Closeable> Opened<F> opened(Opening<F> opening) throws IOException {
        F opened = opening.open();
        try {
            return new Opened<>(opened, key());
        } catch (IOException | RuntimeException e) {
            opened.close();
            throw e;
        }
    }

    /** As SQLite does with its own files. */
    private void allowWhomTheDatabaseAllows() throws IOException {
        PosixFileAttributeView view = Files.getFileAttributeView(file, PosixFileAttributeView.class);
        if (view != null) {
            view.setPermissions(Files.getPosixFilePermissions(database));
        }
    }

    private @Nullable Object key() throws IOException {
        return Files.readAttributes(file, BasicFileAttributes.class).fileKey();
    }

    private boolean isInPlace(Opened<?> opened) throws IOException {
        try {
            return Objects.equals(opened.key(), key());
        } catch (NoSuchFileException e) {
            return false;
        }
    }

    /**
     * Says that a commit begins, and gives it a number. The caller holds SQLite's lock for writing, which the commit gives back.
     *
     * @param ofConfiguration whether it changes the configuration's revision
     * @throws UncountedException if that cannot be said, so that nothing may be committed
     */
    Commit begin(boolean ofConfiguration) throws UncountedException {
        try {
            if (!isInPlace(writing)) {
                replace();
            }
            ByteBuffer numbers = ByteBuffer.wrap(new byte[LENGTH]);
            boolean isWhole = read(numbers.array());
            long last = numbers.getLong(BEGUN);
            boolean isKnown = isWhole && last > 0 && last < MOST;
            long number = isKnown ? last + 1 : unknown();
            boolean counted = ofConfiguration
                    || !isKnown
                    || numbers.getLong(CONFIGURATION + BEGUN) != numbers.getLong(CONFIGURATION + ENDED);
            if (counted) {
                write(CONFIGURATION + BEGUN, number);
            }
            write(BEGUN, number);
            return new Commit(number, counted);
        } catch (IOException e) {
            throw new UncountedException("Cannot count a commit in " + file, e);
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

    /** Tells whether the numbers were all there. */
    private boolean read(byte[] numbers) throws IOException {
        RandomAccessFile open = writing.file();
        open.seek(0);
        int count = 0;
        int read = 0;
        while (read >= 0 && count < numbers.length) {
            count += read;
            read = open.read(numbers, count, numbers.length - count);
        }
        return count == numbers.length;
    }

    private void write(int place, long number) throws IOException {
        RandomAccessFile open = writing.file();
        open.seek(place);
        // At once, as others read it meanwhile.
        open.write(ByteBuffer.allocate(Long.BYTES).putLong(number).array());
    }

    /** Switches to the file that has the name now, or creates one. */
    private synchronized void replace() throws IOException {
        log.warn(
                "{} was removed or replaced while it was in use; commits are counted in another one from now on", file);
        Opened<RandomAccessFile> other = openToWrite();
        try {
            writing.file().close();
        } finally {
            writing = other;
        }
    }

    /** Returns the number of the last commit; empty while one is under way, if none was counted yet, or if it cannot be read this time. */
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
            look();
            if (reading.file().read(numbers, pair) < numbers.capacity()) {
                return OptionalLong.empty();
            }
        } catch (ClosedChannelException e) {
            // Closed by the interrupt of a thread that was reading, this one or another; or because it is not in its
            // place.
            openAgain();
            return OptionalLong.empty();
        } catch (IOException e) {
            log.debug("Cannot read {}; the database is asked", file, e);
            return OptionalLong.empty();
        }
        long number = numbers.getLong(BEGUN);
        return number > 0 && number == numbers.getLong(ENDED) ? OptionalLong.of(number) : OptionalLong.empty();
    }

    /** Checks now and then whether the file is still in its place, and closes it if not, since others then count in another file. */
    private void look() throws IOException {
        long now = nanos.getAsLong();
        if (now - looked < TRUSTED_NANOS) {
            return;
        }
        looked = now;
        Opened<FileChannel> opened = reading;
        if (!isInPlace(opened)) {
            opened.file().close();
        }
    }

    private synchronized void openAgain() {
        if (isClosed || reading.file().isOpen()) {
            return;
        }
        try {
            reading = openToRead();
        } catch (IOException e) {
            log.debug("Cannot open {} again; the database is asked", file, e);
        }
    }

    @Override
    public synchronized void close() {
        isClosed = true;
        RandomAccessFile open = writing.file();
        try (open) {
            reading.file().close();
        } catch (IOException e) {
            log.debug("Cannot close {}", file, e);
        }
    }
}
