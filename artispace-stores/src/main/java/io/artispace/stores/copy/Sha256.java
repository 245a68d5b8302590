package io.artispace.stores.copy;

import io.artispace.blob.DigestAlgorithm;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** The digest that names blobs. */
public final class Sha256 {
    private Sha256() {}

    /** Begins to compute a digest. */
    public static MessageDigest begin() {
        try {
            return MessageDigest.getInstance(DigestAlgorithm.SHA256.standardName());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has SHA-256.", e);
        }
    }
}
