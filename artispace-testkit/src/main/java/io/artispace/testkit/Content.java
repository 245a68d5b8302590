package io.artispace.testkit;

import io.artispace.blob.BlobStore;
import io.artispace.blob.BlobUpload;
import io.artispace.blob.Digest;
import io.artispace.blob.DigestAlgorithm;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;

/** Bytes to store and their name, for tests. Immutable. */
public final class Content {
    private final byte[] bytes;
    private final Digest sha256;

    private Content(byte[] bytes) {
        this.bytes = bytes;
        this.sha256 = Digest.of(
                DigestAlgorithm.SHA256,
                DigestAlgorithm.SHA256.newMessageDigest().digest(bytes));
    }

    /**
     * Returns a text in UTF-8.
     *
     * @param text the text
     * @return the content
     */
    public static Content text(String text) {
        return new Content(text.getBytes(StandardCharsets.UTF_8));
    }

    /**
     * Returns random bytes, the same for the same arguments.
     *
     * @param size the number of bytes
     * @param seed makes contents of one size differ
     * @return the content
     */
    public static Content random(int size, long seed) {
        byte[] bytes = new byte[size];
        new Random(seed).nextBytes(bytes);
        return new Content(bytes);
    }

    /**
     * Returns the bytes.
     *
     * @return a new array
     */
    public byte[] bytes() {
        return bytes.clone();
    }

    /**
     * Returns a part of the bytes.
     *
     * @param offset the first byte
     * @param length the number of bytes
     * @return a new array
     */
    public byte[] bytes(int offset, int length) {
        return Arrays.copyOfRange(bytes, offset, offset + length);
    }

    /**
     * Returns the bytes, ready to be written.
     *
     * @return a new read-only buffer
     */
    public ByteBuffer buffer() {
        return ByteBuffer.wrap(bytes).asReadOnlyBuffer();
    }

    /**
     * Returns the size.
     *
     * @return the number of bytes
     */
    public int size() {
        return bytes.length;
    }

    /** {@return the name under which a blob store keeps these bytes} */
    public Digest sha256() {
        return sha256;
    }

    /**
     * Stores the bytes.
     *
     * @param store where to
     * @return this
     * @throws IOException if the store fails
     */
    public Content storeIn(BlobStore store) throws IOException {
        try (BlobUpload upload = store.beginUpload()) {
            upload.write(buffer());
            upload.commit(sha256);
        }
        return this;
    }
}
