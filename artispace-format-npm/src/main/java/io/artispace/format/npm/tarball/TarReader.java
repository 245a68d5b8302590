package io.artispace.format.npm.tarball;

import io.artispace.InvalidInputException;
import io.artispace.Quote;
import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/**
 * Reads a tar archive (POSIX.1-2001, with the long names of GNU tar) as a stream, for looking at, never for unpacking. It is strict
 * wherever implementations differ, so that nobody sees one package here and installs another: header checksums, the end of the archive
 * and everything after it are checked, and links, devices and unknown kinds of entries are refused. Used by one thread.
 */
final class TarReader {
    private static final int BLOCK = 512;
    private static final int MAX_EXTENSION = 64 * 1024;

    private final InputStream in;
    private final TarHeader header = new TarHeader();
    private long unread;
    private long padding;
    private long size;
    private boolean directory;
    private String shortPath = "";

    /**
     * Begins to read.
     *
     * @param in the archive without compression
     */
    TarReader(InputStream in) {
        this.in = in;
    }

    /**
     * Goes to the next entry.
     *
     * @return its path as the archive has it; null at the end of the archive
     */
    @Nullable
    String next() throws IOException {
        String longPath = null;
        long longSize = -1;
        while (true) {
            skip(unread + padding);
            if (!readHeader()) {
                requireZeros();
                return null;
            }
            switch (header.kind()) {
                case 'L' -> longPath = onlyPath(longPath, TarHeader.text(readExtension()));
                case 'x' -> {
                    PaxHeader pax = PaxHeader.parse(readExtension());
                    longPath = pax.path() == null ? longPath : onlyPath(longPath, pax.path());
                    longSize = pax.size() < 0 ? longSize : pax.size();
                }
                case 'g' -> {
                    if (PaxHeader.parse(readExtension()).changesEntries()) {
                        throw refused("it has a global header that renames or resizes entries");
                    }
                }
                case '0', 0, '7', '5' -> {
                    return begin(longPath == null ? header.path() : longPath, longSize);
                }
                default ->
                    throw refused("its entry " + Quote.of(longPath == null ? header.path() : longPath)
                            + " is a link, a device or of an unknown kind; only files and directories are allowed");
            }
        }
    }

    /** Returns the size of the entry in bytes. */
    long size() {
        return size;
    }

    /** Tells whether the entry is a directory. */
    boolean isDirectory() {
        return directory;
    }

    /** Returns the path in the entry's own header, which npm uses if it does not understand the extended one. */
    String shortPath() {
        return shortPath;
    }

    /** Reads the entry's content, or as much of it as the limit allows. */
    byte[] read(int limit) throws IOException {
        byte[] content = in.readNBytes((int) Math.min(unread, limit));
        if (content.length < Math.min(unread, limit)) {
            throw refused("it ends in the middle of an entry");
        }
        unread -= content.length;
        return content;
    }

    private static String onlyPath(@Nullable String before, String path) {
        if (before != null && !before.equals(path)) {
            throw refused("an entry has two paths, " + Quote.of(before) + " and " + Quote.of(path));
        }
        return path;
    }

    private String begin(String path, long longSize) {
        header.requireNoLink();
        size = longSize < 0 ? header.size() : longSize;
        shortPath = header.shortPath();
        directory = header.kind() == '5' || path.endsWith("/");
        if (directory && size > 0) {
            throw refused("its directory " + Quote.of(path) + " has content");
        }
        setUnread(size);
        return path;
    }

    private byte[] readExtension() throws IOException {
        header.requireName();
        long length = header.size();
        if (length > MAX_EXTENSION) {
            throw refused("an entry has a header of more than " + MAX_EXTENSION + " bytes");
        }
        setUnread(length);
        return read(MAX_EXTENSION);
    }

    private void setUnread(long length) {
        unread = length;
        padding = (BLOCK - length % BLOCK) % BLOCK;
    }

    /** Reads a header; false at the end of the archive, which must be marked. */
    private boolean readHeader() throws IOException {
        unread = 0;
        padding = 0;
        return header.read(in);
    }

    private void skip(long bytes) throws IOException {
        long left = bytes;
        while (left > 0) {
            long skipped = in.skip(left);
            if (skipped <= 0) {
                if (in.read() < 0) {
                    throw refused("it ends in the middle of an entry");
                }
                skipped = 1;
            }
            left -= skipped;
        }
    }

    private void requireZeros() throws IOException {
        byte[] buffer = new byte[8192];
        for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
            for (int i = 0; i < read; i++) {
                if (buffer[i] != 0) {
                    throw refused("something follows its end");
                }
            }
        }
    }

    static InvalidInputException refused(String reason) {
        return new InvalidInputException("The tarball is not accepted: " + reason + ". Make it with npm pack.");
    }
}
