package io.artispace.metadata.jdbc.sqlite;

import io.artispace.StorageFailedException;
import java.io.IOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Set;

/**
 * Refuses to put a database of SQLite on a network file system: its write-ahead log uses shared memory, which different machines do not
 * share, and locks over the network are unreliable. Both would silently damage the database.
 */
final class LocalDisk {
    /**
     * The types of network file systems, as {@link java.nio.file.FileStore#type()} names them; on Linux they are those of
     * {@code /proc/mounts}.
     */
    private static final Set<String> NETWORK = Set.of(
            "nfs",
            "nfs3",
            "nfs4",
            "cifs",
            "smb",
            "smb2",
            "smb3",
            "smbfs",
            "afpfs",
            "webdav",
            "9p",
            "afs",
            "ncpfs",
            "ceph",
            "glusterfs",
            "lustre",
            "gpfs",
            "beegfs",
            "orangefs",
            "vboxsf",
            "fuse.vmhgfs-fuse",
            "fuse.ceph-fuse",
            "fuse.juicefs",
            "fuse.gcsfuse",
            "fuse.mount-s3",
            "fuse.sshfs",
            "fuse.glusterfs",
            "fuse.s3fs",
            "fuse.rclone");

    private static final long RESERVED_BY_SQLITE = 4_096;

    /** Twice what it begins with. */
    private static final long SHARED_MEMORY = 65_536;

    private LocalDisk() {}

    /** Tells the type of the file system that a directory is on. */
    @FunctionalInterface
    interface Types {
        String of(Path directory) throws IOException;
    }

    /** Returns the type that the operating system names. */
    static String type(Path directory) throws IOException {
        return Files.getFileStore(directory).type();
    }

    /**
     * Checks where a database is to be.
     *
     * @param directory exists
     * @param types tells what it is on
     * @throws StorageFailedException if it is on a network file system
     * @throws IOException if that cannot be found out
     */
    static void require(Path directory, Types types) throws IOException {
        String type = types.of(directory);
        if (isNetwork(type)) {
            throw new StorageFailedException(
                    "Cannot open the metadata store: its directory is on a network file system (" + type
                            + "), where SQLite loses data. Put the database on a local disk, or use PostgreSQL.");
        }
    }

    /**
     * Checks that there is room for the shared memory of SQLite's log.
     *
     * @param directory exists
     * @throws StorageFailedException if there is not, where that would end the process
     * @throws IOException if that cannot be found out
     */
    static void requireRoom(Path directory) throws IOException {
        FileStore disk = Files.getFileStore(directory);
        requireRoom(disk.getBlockSize(), disk.getUsableSpace());
    }

    /**
     * SQLite reserves its shared memory by one byte in each 4,096. On a disk with smaller blocks, which ext4 uses below 512 MB, the other
     * blocks are holes. If there is no room when one of them is written to, the operating system kills the host's process without a word
     * (SIGBUS). With larger blocks, SQLite fails with a message.
     */
    static void requireRoom(long blockSize, long usable) {
        if (blockSize < RESERVED_BY_SQLITE && usable < SHARED_MEMORY) {
            throw new StorageFailedException("Cannot open the metadata store: its disk is full. " + usable
                    + " bytes are left, and " + SHARED_MEMORY
                    + " are needed. Free some space there, and open it again.");
        }
    }

    static boolean isNetwork(String type) {
        return NETWORK.contains(type.toLowerCase(Locale.ROOT));
    }
}
