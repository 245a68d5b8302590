package io.artispace.blob;

import static java.util.Objects.requireNonNull;

import io.artispace.InvalidInputException;
import io.artispace.Quote;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/**
 * A digest of some content. Two digests are equal when algorithm and value are.
 *
 * @param algorithm the algorithm
 * @param hex the value in lower-case hexadecimal, as long as the algorithm says, without a prefix
 */
public record Digest(DigestAlgorithm algorithm, String hex) {
    /**
     * Checks the shape.
     *
     * @throws InvalidInputException if {@code hex} has another length or other characters than {@code 0-9a-f}
     */
    public Digest {
        requireNonNull(algorithm, "algorithm");
        requireNonNull(hex, "hex");
        if (hex.length() != algorithm.hexLength() || !isLowerHex(hex)) {
            throw new InvalidInputException(Quote.of(hex) + " is not a " + algorithm.standardName()
                    + " digest: expected " + algorithm.hexLength() + " characters of 0-9 and a-f.");
        }
    }

    /**
     * Returns a digest of SHA-256, the name of a blob.
     *
     * @param hex 64 characters of {@code 0-9a-f}
     * @return the digest
     * @throws InvalidInputException if {@code hex} is malformed
     */
    public static Digest sha256(String hex) {
        return new Digest(DigestAlgorithm.SHA256, hex);
    }

    /**
     * Returns the digest with the given bytes.
     *
     * @param algorithm the algorithm
     * @param bytes the value, as {@link java.security.MessageDigest#digest()} returns it
     * @return the digest
     * @throws InvalidInputException if the number of bytes does not fit the algorithm
     */
    public static Digest of(DigestAlgorithm algorithm, byte[] bytes) {
        return new Digest(algorithm, HexFormat.of().formatHex(bytes));
    }

    /** {@return the value as bytes, in a new array} */
    public byte[] bytes() {
        return HexFormat.of().parseHex(hex);
    }

    private static boolean isLowerHex(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if ((c < '0' || c > '9') && (c < 'a' || c > 'f')) {
                return false;
            }
        }
        return true;
    }

    // Written out, since the JVM assembles this method of a record when it is first called. That takes longer than
    // everything else that the first publication does with digests.

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Digest digest && hex.equals(digest.hex) && algorithm == digest.algorithm;
    }

    @Override
    public int hashCode() {
        return hex.hashCode();
    }

    /** Returns the algorithm's standard name, a colon and the value. */
    @Override
    public String toString() {
        return algorithm.standardName() + ":" + hex;
    }
}
