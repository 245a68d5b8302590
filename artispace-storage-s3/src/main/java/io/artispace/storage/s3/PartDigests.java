package io.artispace.storage.s3;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/** Computes the SHA-256 of each part of a content while it goes by. */
final class PartDigests {
    private final int partSize;
    private final MessageDigest current = sha256();
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
        MessageDigest all = sha256();
        finished.forEach(all::update);
        return Base64.getEncoder().encodeToString(all.digest()) + "-" + finished.size();
    }

    private void endPart() {
        finished.add(current.digest());
        inPart = 0;
    }

    static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every JDK has SHA-256.", e);
        }
    }
}
