package io.artispace.storage.fs;

import static java.util.Objects.requireNonNull;

import io.artispace.blob.Blob;
import io.artispace.blob.BlobStore;
import io.artispace.blob.BlobStoreFullException;
import io.artispace.blob.BlobUpload;
import io.artispace.blob.Digest;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;

/**
 * A blob store in a directory of a local disk. Any number of processes on one machine may use the same directory.
 *
 * <p>The map of this package: {@link StoreLayout} knows all paths. {@link FileUpload} writes a temporary file;
 * its commit forces the file, has a {@link FanOutDirectory} rename it to its digest, and forces that directory, for all who commit at
 * the time together ({@link DirectoryFlush}). {@link FileBlob} reads by {@link RangeInputStream}. {@link BlobListing} walks,
 * {@link Leftovers} cleans up after processes that died. {@link Durability} is the one door to fsync.
 *
 * <p>A file under its digest is always whole: it was forced before it was renamed. Its <em>name</em> may not be durable yet, if
 * another process renamed it a moment ago; that is why a commit that finds its blob in the store still forces the directory. A failed
 * commit never removes a file from its digest, because another commit may have relied on it meanwhile. Thread-safe.
 */
public final class FileBlobStore implements BlobStore {
    private final StoreLayout layout;
    private final Durability durability;
    private final Leftovers leftovers;
    private final DirectoryFlush blobsFlush;
    private final Map<Path, FanOutDirectory> directories = new ConcurrentHashMap<>();
    private final Set<Path> openUploads = ConcurrentHashMap.newKeySet();
    /** Tells the temporary files of this instance from those of every other one, in whatever process. */
    private final long instance = new SecureRandom().nextLong();

    private final AtomicLong temporaryFiles = new AtomicLong();
    private volatile boolean closed;

    /**
     * Opens a store.
     *
     * @param root its directory; created, with its parents, if it is absent. It must be on a local disk
     * @param clock tells how old leftovers are
     * @throws IOException if the directory cannot be created, or not be written in though its file system is not mounted read-only
     */
    public FileBlobStore(Path root, InstantSource clock) throws IOException {
        this(root, clock, new DiskDurability(root));
    }

    FileBlobStore(Path root, InstantSource clock, Durability durability) throws IOException {
        this.layout = new StoreLayout(root.toAbsolutePath().normalize());
        this.durability = durability;
        this.leftovers = new Leftovers(layout, requireNonNull(clock, "clock"));
        this.blobsFlush = new DirectoryFlush(layout.blobs(), durability);
        List<Path> directories = List.of(layout.blobs(), layout.uploads(), layout.trash());
        createDurably(directories);
        // It is only asked for, since nothing is written into a store that is only read.
        for (Path directory : directories) {
            if (!Files.isWritable(directory) && !isMountedToBeRead(directory)) {
                throw new UnwritableException(directory);
            }
        }
    }

    /** Such as a backup, which may be verified, or moved from. */
    private static boolean isMountedToBeRead(Path directory) throws IOException {
        return Files.getFileStore(directory).isReadOnly();
    }

    @Override
    public BlobUpload beginUpload() throws IOException {
        requireOpen();
        Path file = layout.upload(uniqueName());
        openUploads.add(file);
        try {
            return new FileUpload(
                    this,
                    file,
                    FileChannel.open(
                            file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE, StandardOpenOption.READ));
        } catch (IOException e) {
            forget(file);
            throw explained(e);
        } catch (RuntimeException e) {
            forget(file);
            throw e;
        }
    }

    /** Turns a failed write into an exception that tells whether the disk is full. */
    IOException explained(IOException failure) {
        return BlobStoreFullException.orElse(layout.uploads(), "the disk of the blob store", failure);
    }

    @Override
    public Optional<Blob> find(Digest sha256) throws IOException {
        requireOpen();
        Path file = layout.fileOf(sha256);
        try {
            BasicFileAttributes attributes = attributes(file);
            if (!attributes.isRegularFile()) {
                throw new IOException("There is something else than a file where the blob " + sha256 + " should be.");
            }
            return Optional.of(new FileBlob(sha256, attributes.size(), file));
        } catch (NoSuchFileException e) {
            requireThere();
            return Optional.empty();
        }
    }

    /** Asks twice about an empty file: a file system in memory may say so of one that is just being deleted. */
    private static BasicFileAttributes attributes(Path file) throws IOException {
        BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
        return attributes.size() == 0 ? Files.readAttributes(file, BasicFileAttributes.class) : attributes;
    }

    @Override
    public void delete(Digest sha256) throws IOException {
        requireOpen();
        Path trashed = layout.trashed(sha256, uniqueName());
        try {
            Files.move(layout.fileOf(sha256), trashed, StandardCopyOption.ATOMIC_MOVE);
        } catch (NoSuchFileException e) {
            requireThere();
            return;
        }
        Files.deleteIfExists(trashed);
    }

    @Override
    public Stream<Blob> list() throws IOException {
        requireOpen();
        requireThere();
        return new BlobListing(layout).blobs();
    }

    @Override
    public int removeLeftovers() throws IOException {
        requireOpen();
        return leftovers.remove(openUploads);
    }

    @Override
    public void close() {
        closed = true;
    }

    /** Gives an upload its name, durably. */
    void publish(FileUpload upload, Digest sha256) throws IOException {
        Path target = layout.fileOf(sha256);
        FanOutDirectory directory = directories.computeIfAbsent(
                layout.directoryOf(sha256), path -> new FanOutDirectory(path, blobsFlush, durability));
        if (!holds(target, upload.size())) {
            upload.moveTo(directory, target);
        }
        directory.force();
    }

    /** A file of another size was damaged after it was stored, and is replaced. */
    private static boolean holds(Path target, long size) throws IOException {
        // First, since for a file that is not there, which is the usual case, this throws no exception internally.
        return Files.isRegularFile(target) && Files.size(target) == size;
    }

    /** Ends the protection of an upload's file from {@link #removeLeftovers()}. */
    void forget(Path upload) {
        openUploads.remove(upload);
    }

    Durability durability() {
        return durability;
    }

    void requireOpen() {
        if (closed) {
            throw new IllegalStateException("The blob store was closed.");
        }
    }

    /** Fails if the whole disk is absent: if it is not mounted, no blob is there, but that does not mean that the blob is absent. */
    private void requireThere() throws IOException {
        if (!Files.isDirectory(layout.blobs())) {
            throw new IOException("The directory of the blob store is gone; is its disk mounted?");
        }
    }

    /** Creates directories of one parent, whose flush they share. */
    private void createDurably(List<Path> siblings) throws IOException {
        List<Path> missing = siblings.stream()
                .filter(directory -> !Files.isDirectory(directory))
                .toList();
        if (missing.isEmpty()) {
            return;
        }
        Path parent = missing.get(0).getParent();
        if (parent != null) {
            createDurably(List.of(parent));
        }
        for (Path directory : missing) {
            Files.createDirectories(directory);
        }
        if (parent != null) {
            durability.forceDirectory(parent);
        }
    }

    private String uniqueName() {
        HexFormat hex = HexFormat.of();
        return hex.toHexDigits(instance) + hex.toHexDigits(temporaryFiles.incrementAndGet());
    }
}
