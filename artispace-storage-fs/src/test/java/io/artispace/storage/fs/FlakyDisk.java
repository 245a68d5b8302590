package io.artispace.storage.fs;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Records what is to be flushed to the disk, and fails when told to. It flushes nothing, since tests need only the order. */
final class FlakyDisk implements Durability {
    private final List<String> forced = new ArrayList<>();
    private Runnable atFile = () -> {};
    private Runnable atDirectory = () -> {};
    private boolean filesFail;
    private boolean directoriesFail;

    /** Looks around whenever a file is forced. */
    void atFile(Runnable look) {
        atFile = look;
    }

    /** Looks around whenever a directory is forced. */
    void atDirectory(Runnable look) {
        atDirectory = look;
    }

    void failFiles(boolean fail) {
        filesFail = fail;
    }

    void failDirectories(boolean fail) {
        directoriesFail = fail;
    }

    /** Returns what was forced since the last call: names of directories, and {@code file}. */
    synchronized List<String> forced() {
        List<String> result = List.copyOf(forced);
        forced.clear();
        return result;
    }

    @Override
    public synchronized void forceFile(FileChannel file) throws IOException {
        forced.add("file");
        atFile.run();
        if (filesFail) {
            throw new IOException("Input/output error");
        }
    }

    @Override
    public synchronized void forceDirectory(Path directory) throws IOException {
        forced.add(directory.getFileName().toString());
        atDirectory.run();
        if (directoriesFail) {
            throw new IOException("Input/output error");
        }
    }
}
