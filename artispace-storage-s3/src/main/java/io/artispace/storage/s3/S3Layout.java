package io.artispace.storage.s3;

import io.artispace.blob.Digest;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Where a store keeps what in its bucket: {@code PREFIXblobs/abcdef…}, a blob, named by the 64 hexadecimal characters of its SHA-256.
 *
 * <p>No fan-out as in a file system: S3 divides its keys among its servers by itself, and digests are spread evenly. Nothing else is
 * ever in the bucket but unfinished multipart uploads, which have the key of the blob they would have become.
 */
record S3Layout(String prefix) {
    private static final String BLOBS = "blobs/";
    private static final Pattern BLOB_NAME = Pattern.compile("[0-9a-f]{64}");

    /** What all keys of blobs begin with. */
    String blobs() {
        return prefix + BLOBS;
    }

    /** The key of a blob. */
    String keyOf(Digest sha256) {
        return blobs() + sha256.hex();
    }

    /** The digest that a key names; empty if the key is none of ours. */
    Optional<Digest> digestOf(String key) {
        if (!key.startsWith(blobs())) {
            return Optional.empty();
        }
        String name = key.substring(blobs().length());
        return BLOB_NAME.matcher(name).matches() ? Optional.of(Digest.sha256(name)) : Optional.empty();
    }
}
