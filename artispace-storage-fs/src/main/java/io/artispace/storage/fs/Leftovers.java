package io.artispace.storage.fs;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Set;
import java.util.function.Predicate;

/** Removes what processes that died have left in {@code tmp} and {@code trash}. */
record Leftovers(StoreLayout layout, InstantSource clock) {
    /** How long a temporary file was not written to if it counts as abandoned: no upload of another process pauses for that long. */
    private static final Duration STALE = Duration.ofDays(1);

    /**
     * Removes them. What is in the trash goes at any age: at worst another process is about to remove the same file.
     *
     * @param openUploads the uploads of this process, which stay
     * @return how many files were removed
     */
    int remove(Set<Path> openUploads) throws IOException {
        Instant newest = clock.instant().minus(STALE);
        return removeIn(layout.uploads(), file -> !openUploads.contains(file), newest)
                + removeIn(layout.trash(), file -> true, Instant.MAX);
    }

    private static int removeIn(Path directory, Predicate<Path> abandoned, Instant newest) throws IOException {
        int removed = 0;
        try (DirectoryStream<Path> files = Files.newDirectoryStream(directory)) {
            for (Path file : files) {
                if (abandoned.test(file) && isOlder(file, newest) && Files.deleteIfExists(file)) {
                    removed++;
                }
            }
        } catch (DirectoryIteratorException e) {
            throw e.getCause();
        }
        return removed;
    }

    private static boolean isOlder(Path file, Instant newest) throws IOException {
        try {
            return Files.getLastModifiedTime(file).toInstant().isBefore(newest);
        } catch (NoSuchFileException e) {
            return false; // another process was faster
        }
    }
}
