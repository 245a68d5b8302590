package io.artispace.storage.s3;

import io.artispace.blob.DigestAlgorithm;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/** Computes the SHA-256 of each part of a content while it goes by. */
final class PartDigests {
    private final int partSize;
    private final MessageDigest current = DigestAlgorithm.SHA256.newMessageDigest();
    private final List<byte[]> finished = new ArrayList<>();
    private int inPart;

    PartDigests(int partSize) {
        this.partSize = partSize;
    }

    void update(ByteBuffer bytes) {
        int end = bytes.limit();
        while (bytes.position() < end) {
            int count = Math.min(end - bytes.position(), partSize - inPart);
            bytes.limit(bytes.position() + count);
            current.update(bytes);
            bytes.limit(end);
            inPart += count;
            if (inPart == partSize) {
                endPart();
            }
        }
    }

    /** Ends the last part and returns the digests of all, in Base64. */
    List<String> finish() {
        if (inPart > 0) {
            endPart();
        }
        return finished.stream().map(Base64.getEncoder()::encodeToString).toList();
    }

    /** The digest of the digests, with the number of parts, as S3 names the checksum of a multipart upload. */
    String composite() {
        MessageDigest all = DigestAlgorithm.SHA256.newMessageDigest();
        finished.forEach(all::update);
        return Base64.getEncoder().encodeToString(all.digest()) + "-" + finished.size();
    }

    private void endPart() {
        finished.add(current.digest());
        inPart = 0;
    }
}
