package io.artispace.stores.cache;

import io.artispace.blob.Digest;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import java.util.function.BiConsumer;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where the cache keeps what, below its root:
 *
 * <pre>
 * blobs/ab/abcdef…   a copy, named by the 64 hexadecimal characters of its SHA-256
 * fetching/…         fetches in progress; those of an earlier process are removed when the cache is opened
 * entrance, lock     locked as long as a cache uses the directory
 * </pre>
 *
 * <p>Nothing is flushed: a copy that a loss of power left incomplete is found out before it is used.
 */
final class CacheFiles implements Closeable {
    private static final Logger logger = LoggerFactory.getLogger(CacheFiles.class);
    private static final Pattern NAME = Pattern.compile("[0-9a-f]{64}");

    private final Path root;
    private final Path blobs;
    private final String separator;
    private final DirectoryLock lock;

    private CacheFiles(Path root, DirectoryLock lock) {
        this.root = root;
        this.blobs = root.resolve("blobs");
        this.separator = root.getFileSystem().getSeparator();
        this.lock = lock;
    }

    static CacheFiles open(Path root) throws IOException {
        Files.createDirectories(root.resolve("blobs"));
        Files.createDirectories(root.resolve("fetching"));
        DirectoryLock lock = DirectoryLock.take(root);
        try {
            CacheFiles files = new CacheFiles(root, lock);
            files.removeFetches();
            return files;
        } catch (IOException | RuntimeException e) {
            try (lock) {
                throw e;
            }
        }
    }

    private void removeFetches() throws IOException {
        for (Path file : list(root.resolve("fetching"))) {
            Files.deleteIfExists(file);
        }
    }

    Path fileOf(Digest digest) {
        String name = digest.hex();
        // Each resolution copies the whole path.
        return blobs.resolve(name.substring(0, 2) + separator + name);
    }

    /** Deletes a copy, and tells whether it is not there any more. */
    boolean delete(Digest digest) {
        try {
            Files.deleteIfExists(fileOf(digest));
            return true;
        } catch (IOException e) {
            logger.debug("A file of the read cache is removed when the cache is opened next.", e);
            return false;
        }
    }

    /** Finds the copies that are there, those used longest ago first. */
    void forEachOldestFirst(BiConsumer<Digest, CacheEntry> action) throws IOException {
        record Found(Digest digest, CacheEntry entry) {}
        List<Found> found = new ArrayList<>();
        for (Path directory : list(blobs)) {
            for (Path file : list(directory)) {
                String name = file.getFileName().toString();
                if (NAME.matcher(name).matches()) {
                    BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
                    long lastUse = attributes.lastModifiedTime().toMillis();
                    found.add(new Found(Digest.sha256(name), CacheEntry.unknown(attributes.size(), lastUse)));
                }
            }
        }
        found.sort(Comparator.comparingLong(each -> each.entry().lastUse()));
        found.forEach(each -> action.accept(each.digest(), each.entry()));
    }

    private static List<Path> list(Path directory) throws IOException {
        List<Path> paths = new ArrayList<>();
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(directory)) {
            entries.forEach(paths::add);
        } catch (NotDirectoryException e) {
            return List.of(); // a file of somebody else
        } catch (DirectoryIteratorException e) {
            throw e.getCause();
        }
        return paths;
    }

    Temporary create() throws IOException {
        return new Temporary(root.resolve("fetching").resolve(UUID.randomUUID().toString()));
    }

    @Override
    public void close() throws IOException {
        lock.close();
    }
}
