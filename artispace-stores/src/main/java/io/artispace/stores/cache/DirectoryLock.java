package io.artispace.stores.cache;

import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * Keeps a directory for one cache. It takes two files: a process may lose its lock of a file when it closes any channel to it (see
 * {@link FileLock}), and a cache that is refused closes one. So the caches of one process exclude each other by the first file, and one
 * that is refused there has not opened the second, which excludes other processes.
 */
final class DirectoryLock implements Closeable {
    private final FileChannel first;
    private final FileChannel second;

    private DirectoryLock(FileChannel first, FileChannel second) {
        this.first = first;
        this.second = second;
    }

    /**
     * Takes the lock, which also ends with the process.
     *
     * @throws IOException if another cache has it
     */
    static DirectoryLock take(Path directory) throws IOException {
        FileChannel first = locked(directory.resolve("entrance"));
        try {
            return new DirectoryLock(first, locked(directory.resolve("lock")));
        } catch (IOException | RuntimeException e) {
            try (first) {
                throw e;
            }
        }
    }

    private static FileChannel locked(Path file) throws IOException {
        FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        try {
            if (channel.tryLock() == null) {
                throw new IOException("A cache of another process uses the directory; give each its own.");
            }
            return channel;
        } catch (OverlappingFileLockException e) {
            try (channel) {
                throw new IOException("Another cache of this process uses the directory; give each its own.", e);
            }
        } catch (IOException | RuntimeException e) {
            try (channel) {
                throw e;
            }
        }
    }

    @Override
    public void close() throws IOException {
        try (first) {
            second.close();
        }
    }
}
