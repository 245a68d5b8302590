package io.artispace.storage.fs;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;

/** How the store asks the operating system to bring something to the disk; tests put a disk in its place that fails. */
interface Durability {
    /**
     * Makes the content of a file survive a loss of power.
     *
     * @param file open for writing
     * @throws IOException if it is unknown what has reached the disk; asking again would prove nothing, because the operating system may
     *     have dropped the pages it could not write
     */
    void forceFile(FileChannel file) throws IOException;

    /**
     * Makes the names in a directory survive a loss of power.
     *
     * @param directory the directory
     * @throws IOException if it is unknown what has reached the disk
     */
    void forceDirectory(Path directory) throws IOException;
}
