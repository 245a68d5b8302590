package io.artispace.integration.standalone;

import io.artispace.integration.run.Command;
import io.artispace.integration.run.Outcome;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * A disk of its own, in a file, whose power can be cut: an ext4 file system on a loop device, shut down without flushing its journal. What
 * was written and not forced is gone then, as it is in the memory of a machine whose power fails. It needs Linux and root.
 *
 * <p>The file system is real, and so is the order in which it brings to its device what it was asked for. What a drive may lose from its
 * own cache though it was told to flush it, is not part of it.
 */
final class LoopDisk implements AutoCloseable {
    private static final long SIZE = 512L * 1024 * 1024;

    /** The request FS_IOC_SHUTDOWN with the flag NOLOGFLUSH, see linux/fs.h. Perl is part of nearly every Linux, and can ask for it. */
    private static final String SHUT_DOWN =
            "my $flags = pack('L', 2); open(my $disk, '<', $ARGV[0]) or die \"open: $!\";"
                    + " ioctl($disk, 0x8004587d, $flags) or die \"ioctl: $!\";";

    private final Path place;
    private final Path image;
    private final Path directory;
    private boolean mounted;

    private LoopDisk(Path place) {
        this.place = place;
        this.image = place.resolve("image");
        this.directory = place.resolve("mounted");
    }

    /** Makes an empty disk below an empty directory. */
    static LoopDisk in(Path place) throws IOException {
        LoopDisk disk = new LoopDisk(place);
        Files.createDirectories(disk.directory);
        try (RandomAccessFile file = new RandomAccessFile(disk.image.toFile(), "rw")) {
            file.setLength(SIZE);
        }
        disk.run("mkfs.ext4", "-q", "-F", disk.image.toString()).succeeded();
        disk.mount();
        return disk;
    }

    /** Tells whether this machine and this user can have such disks, by making one. */
    static boolean isPossible(Path place) throws IOException {
        if (!System.getProperty("os.name").equals("Linux")) {
            return false;
        }
        try (LoopDisk disk = in(place)) {
            return disk.tryToCutPower().exitCode() == 0;
        } catch (AssertionError | UncheckedIOException notAllowedOrNotThere) {
            return false;
        }
    }

    /** The directory where it is mounted. */
    Path directory() {
        return directory;
    }

    /** Loses whatever was not forced; from now on everything that is asked of it fails. */
    void cutPower() {
        tryToCutPower().succeeded();
    }

    private Outcome tryToCutPower() {
        return run("perl", "-e", SHUT_DOWN, directory.toString());
    }

    /** Brings back what is left. Nobody may use the directory. */
    void restorePower() {
        unmount();
        mount();
    }

    /** Writes back by itself only once in an hour, so that nothing survives because it happened to. */
    private void mount() {
        run("mount", "-o", "loop,commit=3600", image.toString(), directory.toString())
                .succeeded();
        mounted = true;
    }

    private void unmount() {
        run("umount", directory.toString()).succeeded();
        mounted = false;
    }

    private Outcome run(String... words) {
        return Command.asUser(place, List.of(words)).run();
    }

    @Override
    public void close() {
        if (mounted) {
            unmount();
        }
    }
}
