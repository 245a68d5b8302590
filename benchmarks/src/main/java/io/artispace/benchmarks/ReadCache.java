package io.artispace.benchmarks;

import static io.artispace.benchmarks.Turns.times;

import io.artispace.blob.Blob;
import io.artispace.blob.BlobStore;
import io.artispace.blob.BlobUpload;
import io.artispace.blob.Digest;
import io.artispace.blob.DigestAlgorithm;
import io.artispace.storage.fs.FileBlobStore;
import io.artispace.storage.fs.MemoryBlobStore;
import io.artispace.stores.cache.CachedBlobStore;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Hits in the read cache beside the file store: looked up and read, and looked up for the path only, as a front with sendfile does. */
final class ReadCache implements Benchmark {
    private static final int BLOBS = 200;
    private static final int BUFFER = 128 * 1024;

    @Override
    public String name() {
        return "read-cache";
    }

    @Override
    public void run(Bench bench) throws Exception {
        InstantSource clock = InstantSource.system();
        try (BlobStore files = new FileBlobStore(bench.newDirectory(), clock);
                BlobStore cache = CachedBlobStore.open(new MemoryBlobStore(), bench.newDirectory(), 1L << 30, clock)) {
            for (int kibibytes : new int[] {4, 100, 1024}) {
                compare(bench, files, cache, kibibytes);
            }
        }
    }

    private static void compare(Bench bench, BlobStore files, BlobStore cache, int kibibytes) throws Exception {
        List<Digest> digests = new ArrayList<>();
        for (int i = 0; i < bench.scale().of(BLOBS); i++) {
            byte[] content = new byte[kibibytes * 1024];
            new Random(i).nextBytes(content);
            digests.add(store(files, content));
            store(cache, content);
        }
        readAll(cache, digests); // so that they are held
        int repeats = bench.scale().of(Math.max(1, 4096 / kibibytes)) / 2;
        Turns reads = Turns.measure(
                bench.scale(),
                10,
                times(repeats, () -> readAll(cache, digests)),
                times(repeats, () -> readAll(files, digests)));
        String title = "read cache, " + kibibytes + " KiB: ";
        bench.figures().atLeast(0.9, title + "hits, rate to the file store", reads.ratio(), "");
        bench.figures().note(title + "hits", digests.size() * repeats / reads.seconds(), "1/s");
        if (kibibytes == 4) {
            Turns paths = Turns.measure(
                    bench.scale(),
                    10,
                    times(10 * repeats, () -> findAll(cache, digests)),
                    times(10 * repeats, () -> findAll(files, digests)));
            bench.figures().atLeast(0.9, "read cache, path only: hits, rate to the file store", paths.ratio(), "");
        }
    }

    private static Digest store(BlobStore store, byte[] content) throws IOException {
        Digest digest = Digest.of(
                DigestAlgorithm.SHA256,
                DigestAlgorithm.SHA256.newMessageDigest().digest(content));
        try (BlobUpload upload = store.beginUpload()) {
            upload.write(ByteBuffer.wrap(content));
            upload.commit(digest);
        }
        return digest;
    }

    private static void readAll(BlobStore store, List<Digest> digests) throws IOException {
        byte[] buffer = new byte[BUFFER];
        for (Digest digest : digests) {
            try (InputStream in = store.find(digest).orElseThrow().open()) {
                while (in.read(buffer) >= 0) {
                    // Only the time counts.
                }
            }
        }
    }

    private static void findAll(BlobStore store, List<Digest> digests) throws IOException {
        for (Digest digest : digests) {
            if (store.find(digest).flatMap(Blob::path).isEmpty()) {
                throw new IllegalStateException("It is not held.");
            }
        }
    }
}
