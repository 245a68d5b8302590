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
     * @param file a file whose name nobody else knows
     * @param target its name in this directory
     * @param size its size
     * @throws IOException if that failed; the file is where it was, or the answer of a network file system is lost and nobody can tell
     */
    void moveIn(Path file, Path target, long size) throws IOException {
        prepare();
        try {
            Files.move(file, target, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            if (!happened(file, target, size)) {
                moveAgain(file, target, e);
            }
        }
    }

    /** A network file system may lose the answer to a rename, or send the request again, which then finds no file. */
    private static boolean happened(Path file, Path target, long size) throws IOException {
        return Files.notExists(file) && Files.isRegularFile(target) && Files.size(target) == size;
    }

    private void moveAgain(Path file, Path target, IOException failure) throws IOException {
        if (failure instanceof FileAlreadyExistsException) {
            // Some file systems look for the target before they replace it, and somebody stored the same content in
            // between.
            Files.move(file, target, StandardCopyOption.REPLACE_EXISTING);
        } else if (failure instanceof NoSuchFileException) {
            // Somebody tidied empty directories away. If it is the file that has gone, the second attempt fails as
            // well.
            ready = false;
            prepare();
            Files.move(file, target, StandardCopyOption.ATOMIC_MOVE);
        } else {
            throw failure;
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
