package io.artispace.core.content;

import io.artispace.blob.BlobStore;
import io.artispace.blob.BlobUpload;
import io.artispace.blob.DigestAlgorithm;
import io.artispace.blob.Digests;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Set;

/**
 * A small content that is complete in memory, so that its size and digests are known before it is stored.
 *
 * @param bytes nobody changes them any more
 * @param digests those of the bytes
 */
public record WholeContent(byte[] bytes, Digests digests) {
    /** Computes the digests, SHA-256 among them whatever is asked for. */
    public static WholeContent of(byte[] bytes, Set<DigestAlgorithm> algorithms) {
        return new WholeContent(bytes, ContentDigester.of(bytes, algorithms));
    }

    /**
     * Writes the bytes to a blob store, where nobody sees them yet.
     *
     * @throws io.artispace.StorageFailedException if that fails; nothing is left there, then
     */
    public StagedContent stage(BlobStore blobs) {
        try {
            BlobUpload upload = blobs.beginUpload();
            try {
                ByteBuffer left = ByteBuffer.wrap(bytes);
                while (left.hasRemaining()) {
                    upload.write(left);
                }
            } catch (IOException | RuntimeException | Error e) {
                closeAfter(e, upload);
                throw e;
            }
            return new StagedContent(blobs, upload, bytes.length, digests);
        } catch (IOException e) {
            throw BlobFailures.unstored(e);
        }
    }

    private static void closeAfter(Throwable failure, BlobUpload upload) {
        try {
            upload.close();
        } catch (IOException | RuntimeException e) {
            failure.addSuppressed(e);
        }
    }
}
