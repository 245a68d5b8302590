package io.artispace.core.content;

import io.artispace.StagedBlob;
import io.artispace.StorageFailedException;
import io.artispace.blob.BlobStore;
import io.artispace.blob.BlobUpload;
import io.artispace.blob.Digests;
import java.io.IOException;
import java.io.InputStream;

/** Bytes received: in an upload at first, under their digest once a commit has stored them. Used by one thread. */
public final class StagedContent implements StagedBlob {
    private final BlobStore blobs;
    private final BlobUpload upload;
    private final long size;
    private final Digests digests;
    private boolean stored;
    private boolean closed;

    StagedContent(BlobStore blobs, BlobUpload upload, long size, Digests digests) {
        this.blobs = blobs;
        this.upload = upload;
        this.size = size;
        this.digests = digests;
    }

    @Override
    public long size() {
        return size;
    }

    @Override
    public Digests digests() {
        return digests;
    }

    @Override
    public InputStream open() {
        if (closed) {
            throw new IllegalStateException("The publication that received the content was closed already");
        }
        try {
            if (!stored) {
                return new ReadBackStream(upload.openWritten());
            }
            return new ReadBackStream(blobs.handle(digests.sha256(), size).open());
        } catch (IOException e) {
            throw ReadBackStream.failed(e);
        }
    }

    /** Makes the bytes durable, if no earlier commit did. */
    public void force() throws IOException {
        if (!stored) {
            upload.force();
        }
    }

    /**
     * Makes the bytes readable under their digest. If that was done before, the upload is gone, and this only checks that the blob is still
     * there.
     *
     * @throws StorageFailedException if they were collected since
     */
    public void store() throws IOException {
        if (!stored) {
            upload.commit(digests.sha256());
            stored = true;
        } else if (blobs.origin().find(digests.sha256()).isEmpty()) {
            throw new StorageFailedException(
                    "Cannot publish the content " + digests.sha256()
                            + ": it was stored so long ago that a collection of garbage has deleted it. Nothing was published; publish it again.");
        }
    }

    /** Drops the bytes, unless they were stored. */
    public void close() throws IOException {
        closed = true;
        upload.close();
    }
}
