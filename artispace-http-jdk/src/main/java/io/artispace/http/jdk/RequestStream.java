package io.artispace.http.jdk;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Objects;

/** The body of a request: so many bytes, or chunks (RFC 9112 section 7.1). What cannot be read fails again each time. Used by one thread at a time. */
final class RequestStream extends InputStream {
    private static final int MOST_DIGITS = 15;
    /** Nobody needs the extensions of chunks; they are read over. */
    private static final int LONGEST_LINE = 4096;

    private final Connection connection;
    private final boolean isChunked;
    /** What is left of the body, or of the chunk. */
    private long left;

    private boolean hasBegun;
    private boolean hasEnded;
    private boolean isBroken;

    /** Begins the body behind a head. */
    RequestStream(Connection connection, RequestHead head) {
        this.connection = connection;
        this.isChunked = head.bodyLength() == RequestHead.CHUNKED;
        this.left = isChunked ? 0 : head.bodyLength();
        this.hasEnded = !isChunked && left == 0;
        if (!hasEnded) {
            connection.beginToReceive();
        }
    }

    /** Tells whether all of it was read, so that the next request begins behind it. */
    boolean hasEnded() {
        return hasEnded;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
        Objects.checkFromIndexSize(offset, length, bytes.length);
        if (length == 0) {
            return 0;
        }
        if (isBroken) {
            throw new IOException("The client's body is malformed, or was cut off");
        }
        isBroken = true;
        if (isChunked && left == 0 && !hasEnded) {
            beginChunk();
        }
        int count = hasEnded ? -1 : readSome(bytes, offset, length);
        isBroken = false;
        return count;
    }

    private int readSome(byte[] bytes, int offset, int length) throws IOException {
        int count = connection.read(bytes, offset, (int) Math.min(length, left));
        if (count < 0) {
            throw new EOFException("The client has ended the connection within a body");
        }
        left -= count;
        if (!isChunked && left == 0) {
            end();
        }
        return count;
    }

    private void end() {
        hasEnded = true;
        connection.endToReceive();
    }

    private void beginChunk() throws IOException {
        if (hasBegun) {
            expect('\r');
            expect('\n');
        }
        hasBegun = true;
        left = size();
        if (left == 0) {
            // Trailers are refused: nobody asks for them.
            expect('\r');
            expect('\n');
            end();
        }
    }

    private long size() throws IOException {
        long size = 0;
        int digits = 0;
        int sign = next();
        for (int digit = Character.digit(sign, 16); digit >= 0; digit = Character.digit(sign, 16)) {
            size = size * 16 + digit;
            digits++;
            if (digits > MOST_DIGITS) {
                throw malformed();
            }
            sign = next();
        }
        if (digits == 0 || sign != '\r' && sign != ';' && sign != ' ' && sign != '\t') {
            throw malformed();
        }
        for (int length = 0; sign != '\r'; length++) {
            if (length > LONGEST_LINE || sign < ' ' && sign != '\t') {
                throw malformed();
            }
            sign = next();
        }
        expect('\n');
        return size;
    }

    private void expect(char sign) throws IOException {
        if (next() != sign) {
            throw malformed();
        }
    }

    private int next() throws IOException {
        int sign = connection.read();
        if (sign < 0) {
            throw new EOFException("The client has ended the connection within a body");
        }
        return sign;
    }

    private static IOException malformed() {
        return new IOException("The chunks of the client's body are malformed");
    }
}
