package io.artispace.stores.cache;

import io.artispace.blob.Blob;
import io.artispace.blob.DigestAlgorithm;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The content of a blob as it comes from its origin: read in pieces, each into the same buffer, and hashed on the way. Used by one thread
 * at a time.
 */
final class OriginPieces {
    private static final int PIECE = 128 * 1024;

    private final Blob blob;
    private final byte[] buffer;
    private final MessageDigest sha256 = DigestAlgorithm.SHA256.newMessageDigest();
    private @Nullable InputStream origin;
    private int count;
    private long left;

    OriginPieces(Blob blob) {
        this.blob = blob;
        this.buffer = new byte[(int) Math.min(PIECE, blob.size())];
        this.left = blob.size();
    }

    /** Opens the origin where the next piece begins, unless it is open. */
    void open() throws IOException {
        opened();
    }

    private InputStream opened() throws IOException {
        InputStream there = origin;
        if (there == null) {
            there = left == blob.size() ? blob.open() : blob.open(blob.size() - left, left);
            origin = there;
        }
        return there;
    }

    /**
     * Reads the next piece, in place of the one before.
     *
     * @return its size in bytes
     * @throws EOFException if the origin ends before the blob does
     * @throws IOException if the origin fails; it can be asked again
     */
    int next() throws IOException {
        InputStream in = opened();
        try {
            count = in.read(buffer, 0, (int) Math.min(buffer.length, left));
            if (count < 0) {
                throw new EOFException("The origin ended before the last byte of " + blob.digest() + ".");
            }
        } catch (IOException | RuntimeException e) {
            closeAfter(e);
            throw e;
        }
        sha256.update(buffer, 0, count);
        left -= count;
        return count;
    }

    /** Returns the bytes of the present piece. */
    ByteBuffer piece() {
        return ByteBuffer.wrap(buffer, 0, count);
    }

    /** Tells whether the present piece is the last one. */
    boolean isLast() {
        return left == 0;
    }

    /** Tells whether all pieces together have the blob's digest. Called once, after the last piece. */
    boolean isSound() {
        return Arrays.equals(sha256.digest(), blob.digest().bytes());
    }

    private void closeAfter(Exception failure) {
        try {
            close();
        } catch (IOException e) {
            failure.addSuppressed(e);
        }
    }

    /** Closes the origin, if it is open. */
    void close() throws IOException {
        InputStream opened = origin;
        origin = null;
        if (opened != null) {
            opened.close();
        }
    }
}
