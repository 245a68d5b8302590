package io.artispace.integration.standalone;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Random;
import java.util.zip.CRC32;
import java.util.zip.CheckedOutputStream;
import java.util.zip.Deflater;
import java.util.zip.GZIPOutputStream;

/**
 * The document by which npm publishes a package whose tarball is too large to be held, written to a file.
 *
 * @param document the file
 * @param crc32 of the tarball: the quick compiler knows instructions for this one
 */
record LargeTarball(Path document, long crc32) {
    private static final int BLOCK = 512;
    private static final int CHUNK = 1 << 20;

    /** Writes the document. */
    static LargeTarball write(Path directory, String name, int megabytes) throws Exception {
        Path document = Files.createTempFile(directory, name, ".json");
        CRC32 sum = new CRC32();
        try (OutputStream out = Files.newOutputStream(document)) {
            out.write(ascii("""
                    {"_id":"%1$s","name":"%1$s","dist-tags":{"latest":"1.0.0"},
                     "versions":{"1.0.0":{"name":"%1$s","version":"1.0.0","dist":{}}},
                     "_attachments":{"%1$s-1.0.0.tgz":{"content_type":"application/octet-stream","data":"\
                    """.formatted(name)));
            OutputStream base64 = Base64.getEncoder().wrap(new Unclosed(out));
            writeTarball(new CheckedOutputStream(base64, sum), name, megabytes);
            out.write(ascii("\"}}}"));
        }
        return new LargeTarball(document, sum.getValue());
    }

    private static void writeTarball(OutputStream out, String name, int megabytes) throws IOException {
        byte[] manifest = ascii("{\"name\":\"" + name + "\",\"version\":\"1.0.0\"}");
        Random random = new Random(name.hashCode());
        byte[] chunk = new byte[CHUNK];
        random.nextBytes(chunk);
        try (GZIPOutputStream gzip = new Stored(out)) {
            gzip.write(header("package/package.json", manifest.length));
            gzip.write(manifest);
            gzip.write(new byte[BLOCK - manifest.length % BLOCK]);
            gzip.write(header("package/data.bin", (long) megabytes * CHUNK));
            for (int i = 0; i < megabytes; i++) {
                ByteBuffer.wrap(chunk).putInt(i);
                gzip.write(chunk);
            }
            gzip.write(new byte[2 * BLOCK]);
        }
    }

    private static byte[] header(String name, long size) {
        byte[] header = new byte[BLOCK];
        put(header, 0, name);
        put(header, 100, "0000644\0" + "0000000\0" + "0000000\0" + "%011o\0%011o\0".formatted(size, 499162500));
        put(header, 148, "        0");
        put(header, 257, "ustar\0" + "00");
        int sum = 0;
        for (byte b : header) {
            sum += b & 0xff;
        }
        put(header, 148, "%06o\0 ".formatted(sum));
        return header;
    }

    private static void put(byte[] header, int at, String text) {
        System.arraycopy(ascii(text), 0, header, at, text.length());
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    /** Random bytes do not shrink, and trying takes long. */
    private static final class Stored extends GZIPOutputStream {
        Stored(OutputStream out) throws IOException {
            super(out, 1 << 16);
            def.setLevel(Deflater.NO_COMPRESSION);
        }
    }

    /** Base64 ends with what only its close writes. */
    private static final class Unclosed extends FilterOutputStream {
        Unclosed(OutputStream out) {
            super(out);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            out.write(bytes, offset, length);
        }

        @Override
        public void close() throws IOException {
            out.flush();
        }
    }
}
