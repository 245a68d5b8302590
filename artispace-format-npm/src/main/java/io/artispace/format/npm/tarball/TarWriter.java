package io.artispace.format.npm.tarball;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/** Writes a tar archive (POSIX.1-2001) of regular files, all of one owner and one time. Used by one thread. */
final class TarWriter {
    private static final int BLOCK = 512;
    private static final int NAME_LENGTH = 100;
    private static final long MAX_OCTAL_SIZE = (1L << 33) - 1;

    /** What npm writes into every entry: 1985-10-26T08:15:00Z, early enough to be cached by everything and late enough for zip. */
    private static final long TIME = 499_162_500;

    private final OutputStream out;

    TarWriter(OutputStream out) {
        this.out = out;
    }

    /** Writes a file. */
    void write(String path, Path file, boolean executable) throws IOException {
        long size = Files.size(file);
        try (InputStream in = Files.newInputStream(file)) {
            write(path, size, in, executable);
        }
    }

    /** Writes a file that is in memory. */
    void write(String path, byte[] content, boolean executable) throws IOException {
        write(path, content.length, new ByteArrayInputStream(content), executable);
    }

    private void write(String path, long size, InputStream content, boolean executable) throws IOException {
        byte[] name = path.getBytes(StandardCharsets.UTF_8);
        StringBuilder extended = new StringBuilder();
        if (name.length > NAME_LENGTH || name.length != path.length()) {
            extended.append(record("path", path));
        }
        if (size > MAX_OCTAL_SIZE) {
            extended.append(record("size", Long.toString(size)));
        }
        if (!extended.isEmpty()) {
            byte[] records = extended.toString().getBytes(StandardCharsets.UTF_8);
            writeHeader("PaxHeader".getBytes(StandardCharsets.UTF_8), records.length, 'x', 0644);
            out.write(records);
            pad(records.length);
        }
        writeHeader(name, size, '0', executable ? 0755 : 0644);
        if (content.transferTo(out) != size) {
            throw new IOException("The file changed while it was packed");
        }
        pad(size);
    }

    /** Marks the end. Does not close the stream. */
    void finish() throws IOException {
        out.write(new byte[2 * BLOCK]);
    }

    private void writeHeader(byte[] name, long size, char type, int mode) throws IOException {
        byte[] header = new byte[BLOCK];
        System.arraycopy(name, 0, header, 0, Math.min(name.length, NAME_LENGTH));
        octal(header, 100, 8, mode);
        octal(header, 108, 8, 0);
        octal(header, 116, 8, 0);
        octal(header, 124, 12, Math.min(size, MAX_OCTAL_SIZE));
        octal(header, 136, 12, TIME);
        Arrays.fill(header, 148, 156, (byte) ' ');
        header[156] = (byte) type;
        byte[] magic = "ustar\00000".getBytes(StandardCharsets.US_ASCII);
        System.arraycopy(magic, 0, header, 257, magic.length);
        int sum = 0;
        for (byte b : header) {
            sum += b & 0xff;
        }
        octal(header, 148, 8, sum);
        out.write(header);
    }

    private static void octal(byte[] header, int offset, int length, long value) {
        long rest = value;
        for (int i = offset + length - 2; i >= offset; i--) {
            header[i] = (byte) ('0' + (rest & 7));
            rest >>= 3;
        }
        header[offset + length - 1] = 0;
    }

    /** A record says its own length, which has to be counted with the digits that say it. */
    private static String record(String key, String value) {
        String content = " " + key + "=" + value + "\n";
        int length = content.getBytes(StandardCharsets.UTF_8).length;
        int total = length;
        while (total != length + Integer.toString(total).length()) {
            total = length + Integer.toString(total).length();
        }
        return total + content;
    }

    private void pad(long size) throws IOException {
        out.write(new byte[(int) ((BLOCK - size % BLOCK) % BLOCK)]);
    }
}
