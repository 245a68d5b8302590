package io.artispace.stores.move;

import io.artispace.blob.Blob;
import io.artispace.blob.BlobStore;
import io.artispace.blob.BlobUpload;
import io.artispace.blob.Digest;
import io.artispace.stores.copy.BlobCopy;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.NoSuchFileException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** An upload that may outlive the use of its store. */
final class MovableUpload implements BlobUpload {
    private final MovableBlobs blobs;
    private final BlobStore store;
    private final BlobUpload inside;
    private volatile @Nullable Digest committed;

    MovableUpload(MovableBlobs blobs, BlobStore store, BlobUpload inside) {
        this.blobs = blobs;
        this.store = store;
        this.inside = inside;
    }

    Optional<Digest> committed() {
        return Optional.ofNullable(committed);
    }

    @Override
    public int write(ByteBuffer source) throws IOException {
        return inside.write(source);
    }

    @Override
    public long size() {
        return inside.size();
    }

    @Override
    public InputStream openWritten() throws IOException {
        return inside.openWritten();
    }

    @Override
    public void force() throws IOException {
        inside.force();
    }

    @Override
    public void commit(Digest sha256) throws IOException {
        blobs.gate().enter();
        try {
            inside.commit(sha256);
            BlobStore inUse = blobs.current();
            if (!inUse.equals(store)) {
                bring(sha256, inUse);
            }
            committed = sha256;
        } finally {
            blobs.gate().leave();
        }
    }

    private void bring(Digest sha256, BlobStore inUse) throws IOException {
        Blob blob = store.find(sha256).orElseThrow(() -> new NoSuchFileException(sha256.hex()));
        if (BlobCopy.of(blob, inUse) != BlobCopy.Outcome.COPIED) {
            throw new IOException("The blob " + sha256
                    + " could not be brought from the store that the registry has moved away from.");
        }
    }

    @Override
    public boolean isOpen() {
        return inside.isOpen();
    }

    @Override
    public void close() throws IOException {
        blobs.forget(this);
        inside.close();
    }
}
