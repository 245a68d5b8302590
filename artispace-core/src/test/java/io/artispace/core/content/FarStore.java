package io.artispace.core.content;

import io.artispace.blob.Blob;
import io.artispace.blob.BlobSizeException;
import io.artispace.blob.Digest;
import io.artispace.storage.fs.MemoryBlobStore;
import io.artispace.testkit.ForwardingBlobStore;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.NoSuchFileException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/** A store in memory that behaves like one far away: a blob of known size is not looked up before it is opened, and has a link. */
final class FarStore extends ForwardingBlobStore {
    private final AtomicInteger lookUps = new AtomicInteger();
    private final AtomicLong opened = new AtomicLong();
    private boolean damaged;

    FarStore() {
        super(new MemoryBlobStore());
    }

    int lookUps() {
        return lookUps.get();
    }

    /** Returns how many bytes were asked for since this was last called. */
    long opened() {
        return opened.getAndSet(0);
    }

    /** From now on all blobs have another size than they are known by. */
    void damage() {
        damaged = true;
    }

    @Override
    public Optional<Blob> find(Digest sha256) throws IOException {
        lookUps.incrementAndGet();
        return super.find(sha256).map(blob -> new FarBlob(sha256, blob.size()));
    }

    @Override
    public Blob handle(Digest sha256, long size) {
        return new FarBlob(sha256, size);
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
            opened.addAndGet(length);
            return inside().find(digest)
                    .orElseThrow(() -> new NoSuchFileException(digest.hex()))
                    .open(offset, length);
        }

        @Override
        public Optional<URI> link(Duration validity, String contentType) {
            return Optional.of(URI.create("http://far.example/" + digest.hex()));
        }
    }
}
