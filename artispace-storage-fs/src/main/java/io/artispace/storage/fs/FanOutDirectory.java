package io.artispace.storage.fs;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/**
 * One of the directories that hold blobs: created when the first blob comes, and then remembered, so that later blobs pay nothing
 * for it.
 */
final class FanOutDirectory {
    private final Path path;
    private final DirectoryFlush flush;
    private final DirectoryFlush parentFlush;
    private volatile boolean ready;

    FanOutDirectory(Path path, DirectoryFlush parentFlush, Durability durability) {
        this.path = path;
        this.flush = new DirectoryFlush(path, durability);
        this.parentFlush = parentFlush;
    }

    /**
     * Gives a file its name in this directory, atomically; the name is durable after {@link #force()} only.
     *
     * @throws IOException if that failed; the file is where it was
     */
    void moveIn(Path file, Path target) throws IOException {
        prepare();
        try {
            Files.move(file, target, StandardCopyOption.ATOMIC_MOVE);
        } catch (FileAlreadyExistsException e) {
            // Some file systems look for the target before they replace it, and somebody stored the same content in
            // between.
            Files.move(file, target, StandardCopyOption.REPLACE_EXISTING);
        } catch (NoSuchFileException e) {
            // Somebody tidied empty directories away. If it is the file that has gone, the second attempt fails as
            // well.
            ready = false;
            prepare();
            Files.move(file, target, StandardCopyOption.ATOMIC_MOVE);
        }
    }

    /**
     * Makes all names in this directory durable, and the directory's own.
     *
     * @throws IOException if that failed
     */
    void force() throws IOException {
        prepare();
        flush.force();
    }

    /** Another process may have created the directory and not forced its parent yet; so the parent is forced in either case. */
    private void prepare() throws IOException {
        if (ready) {
            return;
        }
        synchronized (this) {
            if (!ready) {
                try {
                    Files.createDirectory(path);
                } catch (FileAlreadyExistsException e) {
                    if (!Files.isDirectory(path)) {
                        throw e;
                    }
                }
                parentFlush.force();
                ready = true;
            }
        }
    }
}
