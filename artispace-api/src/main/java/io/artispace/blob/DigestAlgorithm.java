package io.artispace.blob;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** The digest algorithms that package formats use. SHA-256 names blobs and is always computed. */
public enum DigestAlgorithm {
    /** SHA-256 (FIPS 180-4); every blob has it. */
    SHA256("SHA-256", 64),
    /** SHA-1; Maven's and npm's default checksum. Not for security. */
    SHA1("SHA-1", 40),
    /** MD5 (RFC 1321); Maven's fallback checksum. Not for security. */
    MD5("MD5", 32),
    /** SHA-512 (FIPS 180-4); npm's {@code integrity}. */
    SHA512("SHA-512", 128);

    private final String standardName;
    private final int hexLength;

    DigestAlgorithm(String standardName, int hexLength) {
        this.standardName = standardName;
        this.hexLength = hexLength;
    }

    /**
     * Returns the name under which {@link MessageDigest} knows the algorithm.
     *
     * @return the standard name, such as {@code SHA-256}
     */
    public String standardName() {
        return standardName;
    }

    /**
     * Begins to compute a digest.
     *
     * @return a computation that has seen no byte yet
     * @throws IllegalStateException if this Java lacks the algorithm, of which the usual ones have all
     */
    public MessageDigest newMessageDigest() {
        try {
            return MessageDigest.getInstance(standardName);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("This Java has no " + standardName + ".", e);
        }
    }

    /** {@return the number of hexadecimal characters of a digest} */
    public int hexLength() {
        return hexLength;
    }
}
