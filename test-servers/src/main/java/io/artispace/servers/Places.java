package io.artispace.servers;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Where servers have their files: below the directory that the system property {@code artispace.servers.directory} names, which is cleaned
 * with the build, so that what a process leaves that is killed does not stay for ever; without one, where temporary files are.
 */
final class Places {
    private Places() {}

    /** Returns the directory that all test runs of a build share; null if there is none. */
    static @Nullable Path shared() throws IOException {
        String directory = System.getProperty("artispace.servers.directory");
        return directory == null ? null : Files.createDirectories(Path.of(directory));
    }

    /**
     * Returns a directory of files that take long to make, and that all test runs of a build share if there is a place for that; nobody
     * writes to them once they are there.
     *
     * @param name the directory's
     * @param unshared where they are made if there is no such place
     * @param making makes them in an empty directory
     */
    static synchronized <E extends Exception> Path made(String name, Path unshared, Making<E> making)
            throws IOException, E {
        Path directory = shared();
        if (directory == null) {
            making.in(Files.createDirectories(unshared));
            return unshared;
        }
        Path ready = directory.resolve(name);
        try (FileChannel channel = FileChannel.open(
                        directory.resolve(name + ".lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                FileLock held = channel.lock()) {
            if (held.isValid() && !Files.isDirectory(ready)) {
                Path fresh = Files.createTempDirectory(directory, name);
                making.in(fresh);
                // Whoever finds it finds all of it, also if this process is killed meanwhile.
                Files.move(fresh, ready, StandardCopyOption.ATOMIC_MOVE);
            }
        }
        return ready;
    }

    /** Makes files in a directory. */
    @FunctionalInterface
    interface Making<E extends Exception> {
        void in(Path directory) throws IOException, E;
    }

    /** Copies a directory with all that is in it. */
    static void copy(Path source, Path target) throws IOException {
        try (Stream<Path> all = Files.walk(source)) {
            for (Path each : (Iterable<Path>) all::iterator) {
                Files.copy(
                        each, target.resolve(source.relativize(each).toString()), StandardCopyOption.REPLACE_EXISTING);
            }
        }
    }

    /** Makes a new, empty directory. */
    static Path fresh(String prefix) throws IOException {
        Path shared = shared();
        return shared == null ? Files.createTempDirectory(prefix) : Files.createTempDirectory(shared, prefix);
    }
}
