package io.artispace.storage.fs;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * Forces files and directories to the disk by fsync. Directories can be opened, and so forced, on Unix only; elsewhere (NTFS, file
 * systems in memory) names are journalled by the file system itself, or are not durable at all.
 */
final class DiskDurability implements Durability {
    private final boolean directoriesCanBeForced;

    DiskDurability(Path root) {
        this.directoriesCanBeForced =
                root.getFileSystem().supportedFileAttributeViews().contains("unix");
    }

    @Override
    public void forceFile(FileChannel file) throws IOException {
        file.force(true);
    }

    @Override
    public void forceDirectory(Path directory) throws IOException {
        if (directoriesCanBeForced) {
            try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
                channel.force(true);
            }
        }
    }
}
