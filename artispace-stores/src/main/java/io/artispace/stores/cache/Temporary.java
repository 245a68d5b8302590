package io.artispace.stores.cache;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;

/**
 * The file of a fetch. It can be read after it was moved or deleted. Java closes a channel for all who use it when one of them is
 * interrupted; so no interrupt reaches it, and if one comes in between all the same, it is opened again. Thread-safe.
 */
final class Temporary implements Closeable {
    private final Path begun;
    private volatile Path file;
    private volatile FileChannel channel;

    Temporary(Path file) throws IOException {
        this.begun = file;
        this.file = file;
        this.channel = FileChannel.open(
                file, StandardOpenOption.CREATE_NEW, StandardOpenOption.READ, StandardOpenOption.WRITE);
    }

    /** Uses a channel once. */
    @FunctionalInterface
    private interface Use {
        int with(FileChannel channel) throws IOException;
    }

    /** Reads some bytes, and leaves the position of the buffer where it is; also in a thread that is interrupted. */
    int read(ByteBuffer target, long position) throws IOException {
        // What was read when an interrupt came is read again, to the same place.
        return uninterruptibly(opened -> opened.read(target.duplicate(), position));
    }

    /** Writes all bytes, also in a thread that is interrupted. */
    void write(ByteBuffer source, long position) throws IOException {
        long first = position - source.position();
        while (source.hasRemaining()) {
            uninterruptibly(opened -> opened.write(source, first + source.position()));
        }
    }

    private int uninterruptibly(Use use) throws IOException {
        boolean interrupted = false;
        try {
            while (true) {
                interrupted |= Thread.interrupted();
                FileChannel opened = channel;
                try {
                    return use.with(opened);
                } catch (ClosedChannelException e) {
                    openInPlaceOf(opened);
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    @SuppressWarnings("ReferenceEquality") // Another reader may have put a new one in its place already.
    private synchronized void openInPlaceOf(FileChannel closed) throws IOException {
        if (channel == closed) {
            channel = FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE);
        }
    }

    FileTime modified() throws IOException {
        return Files.getLastModifiedTime(file);
    }

    synchronized void moveTo(Path target) throws IOException {
        Path directory = target.getParent();
        if (directory != null) {
            Files.createDirectories(directory);
        }
        Files.move(file, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        file = target;
    }

    /** Closes the channel after the last use, and deletes the file if it was not moved. */
    @Override
    public void close() throws IOException {
        try {
            Files.deleteIfExists(begun);
        } finally {
            channel.close();
        }
    }
}
