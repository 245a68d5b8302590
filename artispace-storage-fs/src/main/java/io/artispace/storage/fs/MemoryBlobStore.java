package io.artispace.storage.fs;

import io.artispace.blob.Blob;
import io.artispace.blob.BlobStore;
import io.artispace.blob.BlobUpload;
import io.artispace.blob.Digest;
import java.nio.file.NoSuchFileException;
import java.util.Optional;
import java.util.concurrent.ConcurrentNavigableMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.stream.Stream;

/**
 * A blob store on the heap, for tests and for registries that need not outlive their process. It keeps every byte in memory, and
 * what it calls durable lasts until it is closed. Thread-safe.
 */
public final class MemoryBlobStore implements BlobStore {
    /** By the hexadecimal digest, whose order is the digest's. */
    private final ConcurrentNavigableMap<String, MemoryContent> contents = new ConcurrentSkipListMap<>();

    private volatile boolean closed;

    /** Creates an empty store. */
    public MemoryBlobStore() {}

    @Override
    public BlobUpload beginUpload() {
        requireOpen();
        return new MemoryUpload(this);
    }

    @Override
    public Optional<Blob> find(Digest sha256) {
        requireOpen();
        return Optional.ofNullable(contents.get(sha256.hex())).map(content -> blob(sha256, content));
    }

    @Override
    public void delete(Digest sha256) {
        requireOpen();
        contents.remove(sha256.hex());
    }

    @Override
    public Stream<Blob> list() {
        requireOpen();
        return contents.entrySet().stream().map(entry -> blob(Digest.sha256(entry.getKey()), entry.getValue()));
    }

    @Override
    public int removeLeftovers() {
        requireOpen();
        return 0;
    }

    @Override
    public void close() {
        closed = true;
        contents.clear();
    }

    void publish(Digest sha256, MemoryContent content) {
        contents.putIfAbsent(sha256.hex(), content);
    }

    MemoryContent content(Digest sha256) throws NoSuchFileException {
        MemoryContent content = contents.get(sha256.hex());
        if (content == null) {
            throw new NoSuchFileException(sha256.toString());
        }
        return content;
    }

    void requireOpen() {
        if (closed) {
            throw new IllegalStateException("The blob store was closed.");
        }
    }

    private Blob blob(Digest sha256, MemoryContent content) {
        return new MemoryBlob(this, sha256, content.size());
    }
}
