package io.artispace.format.npm.tarball;

import io.artispace.InvalidInputException;
import io.artispace.Quote;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Reads a tar archive (POSIX.1-2001, with the long names of GNU tar) as a stream, for looking at, never for unpacking. It is strict where
 * implementations differ in what they see, so that nobody is shown one package and given another: header checksums, the end of the
 * archive and everything after it are checked, and links, devices and unknown kinds of entries are refused. Used by one thread.
 */
final class TarReader {
    private static final int BLOCK = 512;
    private static final int MAX_EXTENSION = 64 * 1024;

    private final InputStream in;
    private final byte[] header = new byte[BLOCK];
    private long unread;
    private long padding;
    private long size;
    private boolean directory;

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
            switch (header[156]) {
                case 'L' -> longPath = onlyPath(longPath, cString(readExtension(), MAX_EXTENSION));
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
                    return begin(longPath == null ? headerPath() : longPath, longSize);
                }
                default ->
                    throw refused("its entry " + Quote.of(longPath == null ? headerPath() : longPath)
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
        size = longSize < 0 ? headerSize() : longSize;
        directory = header[156] == '5' || path.endsWith("/");
        if (directory && size > 0) {
            throw refused("its directory " + Quote.of(path) + " has content");
        }
        setUnread(size);
        return path;
    }

    private byte[] readExtension() throws IOException {
        long length = headerSize();
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
        if (in.readNBytes(header, 0, BLOCK) < BLOCK) {
            throw refused("it ends without the blocks of zeros that mark its end");
        }
        long sum = 0;
        boolean zeros = true;
        for (int i = 0; i < BLOCK; i++) {
            zeros &= header[i] == 0;
            sum += i >= 148 && i < 156 ? ' ' : header[i] & 0xff;
        }
        if (!zeros && sum != number(148, 8)) {
            throw refused("the header of an entry does not agree with its checksum");
        }
        return !zeros;
    }

    private long headerSize() {
        return number(124, 12);
    }

    /** Octal digits, or 256-based where the first bit is set. */
    private long number(int offset, int length) {
        if ((header[offset] & 0x80) != 0) {
            return binary(offset, length);
        }
        long value = 0;
        boolean started = false;
        for (int i = offset; i < offset + length; i++) {
            byte b = header[i];
            if (b >= '0' && b <= '7') {
                value = value * 8 + (b - '0');
                started = true;
            } else if (b == 0 || b == ' ' && started) {
                break;
            } else if (b != ' ') {
                throw refused("the header of an entry holds a malformed number");
            }
        }
        return value;
    }

    private long binary(int offset, int length) {
        long value = header[offset] & 0x7f;
        for (int i = offset + 1; i < offset + length; i++) {
            if (value >> 54 != 0) {
                throw refused("the header of an entry holds a number that is too large");
            }
            value = value << 8 | header[i] & 0xff;
        }
        return value;
    }

    private String headerPath() {
        String name = cString(header, 100);
        String magic = new String(header, 257, 8, StandardCharsets.ISO_8859_1);
        if (!magic.startsWith("ustar\0") || header[345] == 0) {
            return name;
        }
        if (!magic.endsWith("00")) {
            throw refused("the header of an entry has a prefix in an unknown version of the format");
        }
        return text(header, 345, 155) + "/" + name;
    }

    private static String cString(byte[] bytes, int limit) {
        return text(bytes, 0, Math.min(limit, bytes.length));
    }

    private static String text(byte[] bytes, int offset, int limit) {
        int end = offset;
        while (end < offset + limit && bytes[end] != 0) {
            end++;
        }
        return utf8(bytes, offset, end - offset);
    }

    static String utf8(byte[] bytes, int offset, int length) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes, offset, length))
                    .toString();
        } catch (CharacterCodingException e) {
            throw refused("the path of an entry is not in UTF-8");
        }
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
