package io.artispace.stores.move;

import io.artispace.blob.Blob;
import io.artispace.blob.BlobStore;
import io.artispace.blob.BlobUpload;
import io.artispace.blob.Digest;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/**
 * The bytes of whichever store is in use.
 *
 * <p>An upload stays with the store that it was begun in. If another store is in use when it is committed, its blob is copied there
 * before the commit returns. Uploads that are committed and not closed yet are remembered, since their rows may still be to come: so a
 * move can bring their blobs along.
 */
final class MovableBlobs implements BlobStore {
    private final WriteGate gate;
    private final Set<MovableUpload> uploads = ConcurrentHashMap.newKeySet();
    private volatile BlobStore current;

    MovableBlobs(BlobStore current, WriteGate gate) {
        this.current = current;
        this.gate = gate;
    }

    BlobStore current() {
        return current;
    }

    /** Called while the gate is shut. */
    void use(BlobStore next) {
        current = next;
    }

    /** Returns the blobs of uploads that were committed and not closed; asked for while the gate is shut. */
    List<Digest> justCommitted() {
        List<Digest> digests = new ArrayList<>();
        uploads.forEach(upload -> upload.committed().ifPresent(digests::add));
        return digests;
    }

    void forget(MovableUpload upload) {
        uploads.remove(upload);
    }

    WriteGate gate() {
        return gate;
    }

    @Override
    public BlobUpload beginUpload() throws IOException {
        gate.enter();
        try {
            BlobStore store = current;
            MovableUpload upload = new MovableUpload(this, store, store.beginUpload());
            uploads.add(upload);
            return upload;
        } finally {
            gate.leave();
        }
    }

    @Override
    public Optional<Blob> find(Digest sha256) throws IOException {
        return current.find(sha256);
    }

    @Override
    public Blob handle(Digest sha256, long size) throws IOException {
        return current.handle(sha256, size);
    }

    @Override
    public void delete(Digest sha256) throws IOException {
        current.delete(sha256);
    }

    @Override
    public Stream<Blob> list() throws IOException {
        return current.list();
    }

    @Override
    public int removeLeftovers() throws IOException {
        return current.removeLeftovers();
    }

    @Override
    public int commitsAtOnce() {
        return current.commitsAtOnce();
    }

    @Override
    public BlobStore origin() {
        return current.origin();
    }

    @Override
    public void close() throws IOException {
        current.close();
    }
}
