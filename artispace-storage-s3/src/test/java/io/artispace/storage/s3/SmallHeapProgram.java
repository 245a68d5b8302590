package io.artispace.storage.s3;

import io.artispace.blob.Blob;
import io.artispace.blob.BlobStore;
import io.artispace.blob.BlobUpload;
import io.artispace.blob.Digest;
import io.artispace.blob.DigestAlgorithm;
import java.io.InputStream;
import java.net.URI;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Uploads and downloads at the same time, and compares digests; fails by its exit code. */
final class SmallHeapProgram {
    private static final int MIB = 1024 * 1024;

    private SmallHeapProgram() {}

    /** Takes the location of the store, how many uploads at once, and how many MiB each has; every second one has half of that. */
    public static void main(String... arguments) throws Exception {
        int uploads = Integer.parseInt(arguments[1]);
        int mebibytes = Integer.parseInt(arguments[2]);
        ExecutorService threads = Executors.newFixedThreadPool(uploads);
        try (BlobStore store = new S3BlobStoreProvider().open(URI.create(arguments[0]), InstantSource.system())) {
            List<Future<Boolean>> running = new ArrayList<>();
            for (int i = 0; i < uploads; i++) {
                int seed = i;
                // Both ways: in parts, and by one request.
                int size = i % 2 == 0 ? mebibytes : mebibytes / 2;
                running.add(threads.submit(() -> upAndDown(store, seed, size)));
            }
            for (Future<Boolean> each : running) {
                if (!each.get()) {
                    throw new IllegalStateException("Other bytes came back.");
                }
            }
        } finally {
            threads.shutdownNow();
        }
    }

    private static boolean upAndDown(BlobStore store, int seed, int mebibytes) throws Exception {
        byte[] block = new byte[MIB];
        new Random(seed).nextBytes(block);
        MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
        Digest digest;
        try (BlobUpload upload = store.beginUpload()) {
            for (int i = 0; i < mebibytes; i++) {
                block[0] = (byte) i;
                sha256.update(block);
                upload.write(ByteBuffer.wrap(block));
            }
            digest = Digest.of(DigestAlgorithm.SHA256, sha256.digest());
            upload.commit(digest);
        }
        Blob blob = store.find(digest).orElseThrow();
        MessageDigest back = MessageDigest.getInstance("SHA-256");
        try (InputStream in = blob.open()) {
            for (int count = in.read(block); count >= 0; count = in.read(block)) {
                back.update(block, 0, count);
            }
        }
        return Digest.of(DigestAlgorithm.SHA256, back.digest()).equals(digest);
    }
}
