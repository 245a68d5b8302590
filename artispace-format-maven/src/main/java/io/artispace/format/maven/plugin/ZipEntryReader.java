package io.artispace.format.maven.plugin;

import io.artispace.InvalidInputException;
import io.artispace.StagedBlob;
import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import java.util.zip.Inflater;
import java.util.zip.InflaterInputStream;

/**
 * Finds one entry of a staged ZIP file by the directory at its end, so that a large jar need not be inflated. A file that is no ZIP
 * file, or an odd one, has no entries: it is not refused here.
 */
final class ZipEntryReader {
    private static final int END_LENGTH = 22;
    private static final int END_SIGNATURE = 0x06054b50;
    private static final int ENTRY_LENGTH = 46;
    private static final int ENTRY_SIGNATURE = 0x02014b50;
    private static final int LOCAL_LENGTH = 30;
    private static final int LOCAL_SIGNATURE = 0x04034b50;
    private static final int STORED = 0;
    private static final int DEFLATED = 8;
    /** The flag of an entry whose bytes only a password makes readable. */
    private static final int ENCRYPTED = 1;
    /** The end record and the longest comment behind it. */
    private static final int MAX_TAIL = END_LENGTH + 0xffff;
    /** Holds the directory of a small jar as well. */
    private static final int USUAL_TAIL = 4 * 1024;
    /** Some 30,000 entries; a plugin has fewer. */
    private static final int MAX_DIRECTORY = 4 * 1024 * 1024;

    private final StagedBlob blob;

    ZipEntryReader(StagedBlob blob) {
        this.blob = blob;
    }

    /**
     * Opens an entry.
     *
     * @param name the entry's name
     * @return its content, which the caller closes; empty if there is no such entry that can be read. Reading it throws
     *     {@link InvalidInputException} where it turns out to be damaged
     * @throws IOException if reading the blob fails
     */
    Optional<InputStream> open(String name) throws IOException {
        try {
            ByteBuffer directory = directory();
            byte[] wanted = name.getBytes(StandardCharsets.UTF_8);
            while (directory.remaining() >= ENTRY_LENGTH && directory.getInt(directory.position()) == ENTRY_SIGNATURE) {
                int at = directory.position();
                int nameLength = directory.getShort(at + 28) & 0xffff;
                int next = at
                        + ENTRY_LENGTH
                        + nameLength
                        + (directory.getShort(at + 30) & 0xffff)
                        + (directory.getShort(at + 32) & 0xffff);
                if (next > directory.limit()) {
                    return Optional.empty();
                }
                if (nameLength == wanted.length
                        && Arrays.equals(
                                directory.array(),
                                at + ENTRY_LENGTH,
                                at + ENTRY_LENGTH + nameLength,
                                wanted,
                                0,
                                nameLength)) {
                    return content(directory, at);
                }
                directory.position(next);
            }
            return Optional.empty();
        } catch (EOFException e) {
            return Optional.empty();
        }
    }

    /** Reads the directory; empty if there is none, or one that is too large or that only ZIP64 can describe. */
    private ByteBuffer directory() throws IOException {
        Optional<ByteBuffer> found = directory((int) Math.min(blob.size(), USUAL_TAIL));
        if (found.isEmpty() && blob.size() > USUAL_TAIL) {
            found = directory((int) Math.min(blob.size(), MAX_TAIL));
        }
        return found.orElseGet(() -> ByteBuffer.allocate(0)).order(ByteOrder.LITTLE_ENDIAN);
    }

    /** Looks for the end record in so many bytes at the end: hardly a jar has a comment behind it. */
    private Optional<ByteBuffer> directory(int tailLength) throws IOException {
        byte[] tail = read(blob.size() - tailLength, tailLength);
        ByteBuffer end = ByteBuffer.wrap(tail).order(ByteOrder.LITTLE_ENDIAN);
        for (int at = tailLength - END_LENGTH; at >= 0; at--) {
            if (end.getInt(at) == END_SIGNATURE && (end.getShort(at + 20) & 0xffff) == tailLength - at - END_LENGTH) {
                long size = end.getInt(at + 12) & 0xffffffffL;
                long start = blob.size() - tailLength + at - size;
                if (size > MAX_DIRECTORY || start < 0) {
                    return Optional.of(ByteBuffer.allocate(0));
                }
                byte[] directory = size <= at ? Arrays.copyOfRange(tail, at - (int) size, at) : read(start, (int) size);
                return Optional.of(ByteBuffer.wrap(directory));
            }
        }
        return Optional.empty();
    }

    private byte[] read(long offset, int length) throws IOException {
        try (InputStream in = blob.open()) {
            in.skipNBytes(offset);
            return in.readNBytes(length);
        }
    }

    private Optional<InputStream> content(ByteBuffer directory, int entry) throws IOException {
        int method = directory.getShort(entry + 10) & 0xffff;
        boolean encrypted = (directory.getShort(entry + 8) & ENCRYPTED) != 0;
        long compressed = directory.getInt(entry + 20) & 0xffffffffL;
        long local = directory.getInt(entry + 42) & 0xffffffffL;
        if (method != STORED && method != DEFLATED || encrypted || compressed > MAX_DIRECTORY) {
            return Optional.empty();
        }
        byte[] header = read(local, LOCAL_LENGTH);
        ByteBuffer fields = ByteBuffer.wrap(header).order(ByteOrder.LITTLE_ENDIAN);
        if (header.length < LOCAL_LENGTH || fields.getInt(0) != LOCAL_SIGNATURE) {
            return Optional.empty();
        }
        long data = local + LOCAL_LENGTH + (fields.getShort(26) & 0xffff) + (fields.getShort(28) & 0xffff);
        InputStream bytes = new ByteArrayInputStream(read(data, (int) compressed));
        return Optional.of(method == STORED ? bytes : new RawInflater(bytes));
    }

    /**
     * Inflates without a ZLIB header, and frees the inflater's native memory when it is closed. The bytes are in memory, so whatever fails
     * is a fault of the archive and never of the store.
     */
    private static final class RawInflater extends InflaterInputStream {
        RawInflater(InputStream in) {
            super(in, new Inflater(true));
        }

        @Override
        public int read(byte[] buffer, int offset, int length) {
            try {
                return super.read(buffer, offset, length);
            } catch (IOException e) {
                throw new InvalidInputException("Cannot read an entry of the archive: it is damaged.", e);
            }
        }

        @Override
        public void close() throws IOException {
            super.close();
            inf.end();
        }
    }
}
