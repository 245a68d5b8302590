package io.artispace.metadata.jdbc;

import java.io.File;
import java.io.IOException;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFileAttributeView;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Counts the commits to a database in a file, in a second file beside it, {@code NAME-commits}, that all processes map into their memory: to
 * see that nothing was committed takes two reads of memory, where SQLite takes and gives back a lock of the file, one caller after the other.
 *
 * <p>The file has two numbers, of the last commit that has begun and of the last that has ended. Both are set by whoever holds SQLite's one lock for writing, the
 * first before it commits, the second afterwards. While they are equal, nothing is being committed, and the number stands for what the database
 * holds. While they differ, a commit is under way, or a process died in the middle of one, and SQLite has to be asked; the next commit puts
 * that right. A writer that is overtaken between its commit and its second number writes one that is too small, which does no more than that.
 *
 * <p>The numbers need not survive a failure of power: whoever kept something under them is gone as well. Thread-safe.
 */
final class CommitCount {
    private static final int BEGUN = 0;
    private static final int ENDED = Long.BYTES;
    private static final int LENGTH = 2 * Long.BYTES;
    /** A page of memory. */
    private static final int SIZE = 4096;

    private final ByteBuffer numbers;

    private CommitCount(ByteBuffer numbers) {
        this.numbers = numbers.order(ByteOrder.nativeOrder());
    }

    /**
     * Opens the count beside a database, which exists. The memory is given back when nothing refers to this object any more.
     *
     * @return empty on Windows, where nobody could delete the file until then; all processes have to come to the same answer
     * @throws IOException if the file cannot be made, read and written: others would count commits that this process does not see
     */
    static Optional<CommitCount> beside(Path database) throws IOException {
        if (File.separatorChar == '\\') {
            return Optional.empty();
        }
        // Where links lead, SQLite follows them, too.
        Path real = database.toRealPath();
        Path file = real.resolveSibling(real.getFileName() + "-commits");
        boolean made = !Files.exists(file);
        try (FileChannel channel =
                FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            if (made) {
                allowWhomTheDatabaseAllows(real, file);
            }
            if (channel.size() < SIZE) {
                // Has the file system allocate it now: written to in memory, it must not find the disk full. Behind the numbers, as
                // another process may be counting already.
                channel.write(ByteBuffer.allocate(SIZE - LENGTH), LENGTH);
            }
            return Optional.of(new CommitCount(channel.map(MapMode.READ_WRITE, 0, SIZE)));
        }
    }

    /** As SQLite does with the files that it puts beside the database. */
    private static void allowWhomTheDatabaseAllows(Path database, Path file) throws IOException {
        PosixFileAttributeView view = Files.getFileAttributeView(file, PosixFileAttributeView.class);
        if (view != null) {
            view.setPermissions(Files.getPosixFilePermissions(database));
        }
    }

    /** Says that a commit begins, and gives it a number. The caller holds SQLite's lock for writing, which the commit gives back. */
    long begin() {
        long number = numbers.getLong(BEGUN) + 1;
        numbers.putLong(BEGUN, number);
        VarHandle.fullFence();
        return number;
    }

    /** Says that the commit of that number was made. One whose outcome is not known never ends. */
    void end(long number) {
        VarHandle.fullFence();
        numbers.putLong(ENDED, number);
        VarHandle.fullFence();
    }

    /** Returns the number of the last commit; empty while one is under way. */
    OptionalLong current() {
        long ended = numbers.getLong(ENDED);
        VarHandle.fullFence();
        long begun = numbers.getLong(BEGUN);
        VarHandle.fullFence();
        return begun == ended ? OptionalLong.of(ended) : OptionalLong.empty();
    }
}
