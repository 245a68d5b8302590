package io.artispace.core.content;

import io.artispace.blob.Blob;
import io.artispace.blob.BlobSizeException;
import io.artispace.blob.BlobStore;
import io.artispace.blob.BlobUpload;
import io.artispace.blob.Digest;
import io.artispace.storage.fs.MemoryBlobStore;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.NoSuchFileException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

/** A store in memory that behaves like one far away: a blob of known size is not looked up before it is opened, and has a link. */
final class FarStore implements BlobStore {
    private final MemoryBlobStore inside = new MemoryBlobStore();
    private final AtomicInteger lookUps = new AtomicInteger();
    private boolean damaged;

    int lookUps() {
        return lookUps.get();
    }

    /** From now on all blobs have another size than they are known by. */
    void damage() {
        damaged = true;
    }

    @Override
    public BlobUpload beginUpload() {
        return inside.beginUpload();
    }

    @Override
    public Optional<Blob> find(Digest sha256) {
        lookUps.incrementAndGet();
        return inside.find(sha256).map(blob -> new FarBlob(sha256, blob.size()));
    }

    @Override
    public Blob handle(Digest sha256, long size) {
        return new FarBlob(sha256, size);
    }

    @Override
    public boolean delete(Digest sha256) {
        return inside.delete(sha256);
    }

    @Override
    public Stream<Blob> list() {
        return inside.list();
    }

    @Override
    public int removeLeftovers() {
        return 0;
    }

    @Override
    public void close() {
        inside.close();
    }

    private final class FarBlob implements Blob {
        private final Digest digest;
        private final long size;

        FarBlob(Digest digest, long size) {
            this.digest = digest;
            this.size = size;
        }

        @Override
        public Digest digest() {
            return digest;
        }

        @Override
        public long size() {
            return size;
        }

        @Override
        public InputStream open(long offset, long length) throws IOException {
            if (damaged) {
                throw new BlobSizeException(digest, size, "1 byte");
            }
            return inside.find(digest)
                    .orElseThrow(() -> new NoSuchFileException(digest.hex()))
                    .open(offset, length);
        }

        @Override
        public Optional<URI> link(Duration validity, String contentType) {
            return Optional.of(URI.create("http://far.example/" + digest.hex()));
        }
    }
}
