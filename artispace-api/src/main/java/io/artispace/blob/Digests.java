package io.artispace.blob;

import static java.util.Objects.requireNonNull;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The digests of one content, all computed by ArtiSpace in the pass that stored it. Immutable.
 *
 * @param sha256 the name of the blob
 * @param sha1 SHA-1, where the format asks for it
 * @param md5 MD5, where the format asks for it
 * @param sha512 SHA-512, where the format asks for it
 */
public record Digests(
        Digest sha256,
        @Nullable Digest sha1,
        @Nullable Digest md5,
        @Nullable Digest sha512) {
    /** Checks that each digest is of the algorithm its name says. */
    public Digests {
        check(requireNonNull(sha256, "sha256"), DigestAlgorithm.SHA256);
        check(sha1, DigestAlgorithm.SHA1);
        check(md5, DigestAlgorithm.MD5);
        check(sha512, DigestAlgorithm.SHA512);
    }

    private static void check(@Nullable Digest digest, DigestAlgorithm expected) {
        if (digest != null && digest.algorithm() != expected) {
            throw new IllegalArgumentException(digest + " is not a digest of " + expected.standardName());
        }
    }

    /**
     * Returns the digest of the given algorithm.
     *
     * @param algorithm the algorithm
     * @return the digest; empty if it was not computed for this content
     */
    public Optional<Digest> find(DigestAlgorithm algorithm) {
        return Optional.ofNullable(
                switch (algorithm) {
                    case SHA256 -> sha256;
                    case SHA1 -> sha1;
                    case MD5 -> md5;
                    case SHA512 -> sha512;
                });
    }
}
