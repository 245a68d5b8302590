package io.artispace.core.document;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.zip.CRC32;
import java.util.zip.Deflater;
import org.jspecify.annotations.Nullable;

/**
 * A document compressed by gzip (RFC 1952), piece by piece, so that of its next edition only the pieces that changed are compressed.
 *
 * <p>Where a piece ends depends on the bytes before its end and not on its position (content-defined chunking, with the rolling hash of
 * Xia et al., "FastCDC", USENIX ATC 2016): so an insertion changes only the piece that it is in, and the pieces behind it stay the
 * same. Each piece is a run of DEFLATE blocks (RFC 1951) that refers to nothing before it and ends on a whole byte. Immutable.
 */
final class Gzipped {
    /** Each piece costs some hundred bytes of compression, because it cannot refer to equal bytes in the pieces before it. */
    private static final int SHORTEST = 16 * 1024;

    private static final int LONGEST = 128 * 1024;
    /** Behind the shortest length, one place in 2 to the power of 14 is an end, so pieces have 32 KiB on average. */
    private static final int ENDING_BITS = 14;

    private static final int[] GEAR =
            new SplittableRandom(0x9E3779B97F4A7C15L).ints(256).toArray();

    /** Without a name, a time or a system; see RFC 1952, section 2.3. */
    private static final byte[] HEADER = {0x1F, (byte) 0x8B, Deflater.DEFLATED, 0, 0, 0, 0, 0, 0, (byte) 0xFF};

    /** An empty block that says it is the last. */
    private static final byte[] LAST_BLOCK = {3, 0};

    private final byte[] plain;
    private final byte[] bytes;
    private final Map<Content, Piece> pieces;

    private Gzipped(byte[] plain, byte[] bytes, Map<Content, Piece> pieces) {
        this.plain = plain;
        this.bytes = bytes;
        this.pieces = pieces;
    }

    /** The key by which equal pieces are found; their bytes are compared before one is used again. */
    private record Content(long checksum, int length) {}

    /** Where a piece is in the plain document, and where it is in the compressed one. */
    private record Piece(int plainStart, int start, int length) {}

    /**
     * Compresses a document.
     *
     * @param plain not changed any more
     * @param before an earlier edition, whose pieces are used again; null if there is none
     */
    static Gzipped of(byte[] plain, @Nullable Gzipped before) {
        Output out = new Output(plain.length / 4 + 256);
        out.append(HEADER, 0, HEADER.length);
        Map<Content, Piece> pieces = new HashMap<>();
        CRC32 checksum = new CRC32();
        Deflater deflater = new Deflater(Deflater.DEFAULT_COMPRESSION, true);
        try {
            for (int start = 0; start < plain.length; ) {
                int end = end(plain, start);
                checksum.reset();
                checksum.update(plain, start, end - start);
                Content content = new Content(checksum.getValue(), end - start);
                int at = out.length();
                Piece known = before == null ? null : before.find(content, plain, start);
                if (before != null && known != null) {
                    out.append(before.bytes, known.start(), known.length());
                } else {
                    out.deflate(deflater, plain, start, end - start);
                }
                pieces.put(content, new Piece(start, at, out.length() - at));
                start = end;
            }
        } finally {
            deflater.end();
        }
        out.append(LAST_BLOCK, 0, LAST_BLOCK.length);
        checksum.reset();
        checksum.update(plain, 0, plain.length);
        out.appendLittleEndian((int) checksum.getValue());
        out.appendLittleEndian(plain.length);
        return new Gzipped(plain, out.bytes(), pieces);
    }

    private @Nullable Piece find(Content content, byte[] other, int start) {
        Piece piece = pieces.get(content);
        boolean same = piece != null
                && Arrays.equals(
                        plain,
                        piece.plainStart(),
                        piece.plainStart() + content.length(),
                        other,
                        start,
                        start + content.length());
        return same ? piece : null;
    }

    /** Returns where the piece ends that begins at a place. */
    private static int end(byte[] plain, int start) {
        int longest = Math.min(plain.length, start + LONGEST);
        int hash = 0;
        for (int i = start + SHORTEST; i < longest; i++) {
            hash = (hash << 1) + GEAR[plain[i] & 0xFF];
            if (hash >>> (Integer.SIZE - ENDING_BITS) == 0) {
                return i + 1;
            }
        }
        return longest;
    }

    /** Returns the compressed document, not to be changed. */
    byte[] bytes() {
        return bytes;
    }

    /** Returns how many bytes this takes in memory. */
    long weight() {
        return (long) plain.length + bytes.length + 100L * pieces.size();
    }

    /** Bytes that grow. */
    private static final class Output {
        private byte[] buffer;
        private int length;

        Output(int expected) {
            buffer = new byte[expected];
        }

        int length() {
            return length;
        }

        void append(byte[] bytes, int start, int count) {
            reserve(count);
            System.arraycopy(bytes, start, buffer, length, count);
            length += count;
        }

        void appendLittleEndian(int value) {
            reserve(Integer.BYTES);
            for (int shift = 0; shift < Integer.SIZE; shift += Byte.SIZE) {
                buffer[length++] = (byte) (value >>> shift);
            }
        }

        void deflate(Deflater deflater, byte[] plain, int start, int count) {
            deflater.reset();
            deflater.setInput(plain, start, count);
            int room;
            int written;
            do {
                reserve(count / 8 + 64);
                room = buffer.length - length;
                written = deflater.deflate(buffer, length, room, Deflater.SYNC_FLUSH);
                length += written;
            } while (written == room);
        }

        private void reserve(int count) {
            if (buffer.length - length < count) {
                buffer = Arrays.copyOf(buffer, Math.max(buffer.length * 2, length + count));
            }
        }

        byte[] bytes() {
            return Arrays.copyOf(buffer, length);
        }
    }
}
