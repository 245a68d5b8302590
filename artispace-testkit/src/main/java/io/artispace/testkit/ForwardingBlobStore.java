package io.artispace.testkit;

import static java.util.Objects.requireNonNull;

import io.artispace.blob.Blob;
import io.artispace.blob.BlobStore;
import io.artispace.blob.BlobUpload;
import io.artispace.blob.Digest;
import java.io.IOException;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A blob store that hands everything on to another one: the base of those that a test counts, holds up or makes fail. Its {@link #origin}
 * is itself, so that nobody goes past it.
 *
 * <p>Thread-safe where the store inside is.
 */
public abstract class ForwardingBlobStore implements BlobStore {
    private final BlobStore inside;

    /**
     * Wraps a store.
     *
     * @param inside does the work; it is closed with this one
     */
    protected ForwardingBlobStore(BlobStore inside) {
        this.inside = requireNonNull(inside, "inside");
    }

    /**
     * Returns the store that does the work.
     *
     * @return the store inside
     */
    protected final BlobStore inside() {
        return inside;
    }

    @Override
    public BlobUpload beginUpload() throws IOException {
        return inside.beginUpload();
    }

    @Override
    public Optional<Blob> find(Digest sha256) throws IOException {
        return inside.find(sha256);
    }

    @Override
    public Blob handle(Digest sha256, long size) throws IOException {
        return inside.handle(sha256, size);
    }

    @Override
    public void delete(Digest sha256) throws IOException {
        inside.delete(sha256);
    }

    @Override
    public Stream<Blob> list() throws IOException {
        return inside.list();
    }

    @Override
    public int removeLeftovers() throws IOException {
        return inside.removeLeftovers();
    }

    @Override
    public int commitsAtOnce() {
        return inside.commitsAtOnce();
    }

    @Override
    public void close() throws IOException {
        inside.close();
    }
}
