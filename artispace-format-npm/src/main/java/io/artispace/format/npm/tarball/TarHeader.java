package io.artispace.format.npm.tarball;

import java.io.IOException;
import java.io.InputStream;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * The header block of an entry of a tar archive, read anew for each. It is strict about every field that npm reads: npm skips a header
 * that it cannot read, even for a field that means nothing here, and then takes the content of that entry for further headers.
 */
final class TarHeader {
    private static final int BLOCK = 512;
    private static final int CHECKSUM = 148;
    private static final int CHECKSUM_LENGTH = 8;
    private static final int LINK = 157;
    private static final int NAME_LENGTH = 100;
    private static final int PREFIX = 345;
    /** Where nothing stands here, the prefix is short, and two times follow it. */
    private static final int LONG_PREFIX = 475;
    /** The bits of what node holds as an integer. */
    private static final int INTEGER = 53;

    private static final String MAGIC = "ustar\0";

    private final byte[] block = new byte[BLOCK];

    /** Reads the next block; false if it holds nothing but zeros. */
    boolean read(InputStream in) throws IOException {
        if (in.readNBytes(block, 0, BLOCK) < BLOCK) {
            throw TarReader.refused("it ends without the blocks of zeros that mark its end");
        }
        long sum = 0;
        boolean zeros = true;
        for (int i = 0; i < BLOCK; i++) {
            zeros &= block[i] == 0;
            sum += i >= CHECKSUM && i < CHECKSUM + CHECKSUM_LENGTH ? ' ' : block[i] & 0xff;
        }
        if (zeros) {
            return false;
        }
        // The checksum has to end within its field: otherwise some readers read on in the next field.
        byte end = block[CHECKSUM + CHECKSUM_LENGTH - 1];
        if (block[CHECKSUM] < 0 || end != 0 && end != ' ' || sum != number(CHECKSUM, CHECKSUM_LENGTH)) {
            throw TarReader.refused("the header of an entry does not agree with its checksum");
        }
        checkNumbers();
        return true;
    }

    byte kind() {
        return block[156];
    }

    long size() {
        return number(124, 12);
    }

    /** Demands that it has a name and no link's target: npm leaves it out otherwise. */
    void requireName() {
        if (block[0] == 0) {
            throw TarReader.refused("the header of an entry has no name");
        }
        requireNoLink();
    }

    /** Demands that an entry of another type does not have a link's target. */
    void requireNoLink() {
        if (!text(LINK, NAME_LENGTH).isEmpty()) {
            throw TarReader.refused("an entry that is no link has the target of one");
        }
    }

    /** Returns the path that it says itself. */
    String path() {
        String name = text(0, NAME_LENGTH);
        String magic = magic();
        if (!magic.startsWith(MAGIC)) {
            return name;
        }
        boolean isLong = block[LONG_PREFIX] != 0;
        boolean known = magic.endsWith("00");
        if (block[PREFIX] == 0 && !(isLong && known)) {
            // npm goes on behind a line break in a prefix that begins with its end, too.
            text(PREFIX, LONG_PREFIX - PREFIX);
            return name;
        }
        if (block[PREFIX] == 0 || !known) {
            throw TarReader.refused("the header of an entry has a prefix in an unknown version of the format");
        }
        return text(PREFIX, isLong ? 155 : 130) + "/" + name;
    }

    /** Returns the path in this header, even if it is cut within a character: it may be if a longer one was given before. */
    String shortPath() {
        String prefix = magic().startsWith(MAGIC) && block[PREFIX] != 0 ? beginning(PREFIX, 155) + "/" : "";
        return prefix + beginning(0, NAME_LENGTH);
    }

    private String beginning(int offset, int length) {
        int end = offset;
        while (end < offset + length && block[end] != 0) {
            end++;
        }
        return new String(block, offset, end - offset, StandardCharsets.UTF_8);
    }

    private String magic() {
        return new String(block, 257, 8, StandardCharsets.ISO_8859_1);
    }

    /** Checks the numbers that mean nothing here: mode, owner, times and device. */
    private void checkNumbers() {
        checkBinary(100, 8);
        checkBinary(108, 8);
        checkBinary(116, 8);
        checkBinary(136, 12);
        if (magic().startsWith(MAGIC)) {
            checkBinary(329, 8);
            checkBinary(337, 8);
            if (block[LONG_PREFIX] == 0) {
                checkBinary(476, 12);
                checkBinary(488, 12);
            }
        }
    }

    private void checkBinary(int offset, int length) {
        if (block[offset] < 0) {
            binary(offset, length);
        }
    }

    /** Octal digits, or 256-based where the first bit is set. */
    private long number(int offset, int length) {
        if (block[offset] < 0) {
            long value = binary(offset, length);
            if (value < 0) {
                throw TarReader.refused("the header of an entry holds a negative number");
            }
            return value;
        }
        long value = 0;
        boolean started = false;
        for (int i = offset; i < offset + length; i++) {
            byte b = block[i];
            if (b >= '0' && b <= '7') {
                value = value * 8 + (b - '0');
                started = true;
            } else if (b == 0 || b == ' ' && started) {
                break;
            } else if (b != ' ') {
                throw TarReader.refused("the header of an entry holds a malformed number");
            }
        }
        return value;
    }

    private long binary(int offset, int length) {
        int first = block[offset] & 0xff;
        BigInteger value = first == 0x80
                ? new BigInteger(1, block, offset + 1, length - 1)
                : new BigInteger(block, offset, length);
        if (first != 0x80 && first != 0xff || value.abs().bitLength() > INTEGER) {
            throw TarReader.refused("the header of an entry holds a number that is too large");
        }
        return value.longValue();
    }

    private String text(int offset, int length) {
        return text(Arrays.copyOfRange(block, offset, offset + length));
    }

    /** Reads what a zero ends. Behind it npm reads on after a line break. */
    static String text(byte[] bytes) {
        int end = 0;
        while (end < bytes.length && bytes[end] != 0) {
            end++;
        }
        for (int i = end; i < bytes.length; i++) {
            if (bytes[i] != 0) {
                throw TarReader.refused("something follows the end of a text in the header of an entry");
            }
        }
        return utf8(bytes, 0, end, "the path of an entry");
    }

    /** Reads what must be a text; what it is, is told in the message if it is none. */
    static String utf8(byte[] bytes, int offset, int length, String what) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes, offset, length))
                    .toString();
        } catch (CharacterCodingException e) {
            throw TarReader.refused(what + " is not in UTF-8");
        }
    }
}
