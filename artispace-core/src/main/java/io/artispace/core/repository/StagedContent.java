package io.artispace.core.repository;

import io.artispace.StagedBlob;
import io.artispace.StorageFailedException;
import io.artispace.blob.BlobUpload;
import io.artispace.blob.Digests;
import java.io.IOException;
import java.io.InputStream;

/**
 * Bytes received and not yet committed.
 *
 * @param upload holds the bytes
 * @param size how many
 * @param digests their digests
 */
record StagedContent(BlobUpload upload, long size, Digests digests) implements StagedBlob {
    @Override
    public InputStream open() {
        try {
            return upload.openWritten();
        } catch (IOException e) {
            throw new StorageFailedException(
                    "Cannot read the bytes received: the blob store failed. Try again later.", e);
        }
    }
}
