package io.artispace.benchmarks;

import static io.artispace.benchmarks.Turns.times;

import io.artispace.blob.BlobStore;
import io.artispace.blob.BlobUpload;
import io.artispace.blob.Digest;
import io.artispace.blob.DigestAlgorithm;
import io.artispace.servers.S3Server;
import io.artispace.storage.s3.S3BlobStore;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import software.amazon.awssdk.core.ResponseInputStream;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;

/** Uploads into and downloads from S3 by the blob store, beside the bare client of the SDK and the same server. */
final class S3Transfer implements Benchmark {
    private static final int MIB = 1024 * 1024;
    private static final int WARM_UPS = 5;
    private static final int BUFFER = 256 * 1024;

    @Override
    public String name() {
        return "s3";
    }

    @Override
    public void run(Bench bench) throws Exception {
        try (ServerProcess server = ServerProcess.start(
                        S3ServerProgram.class,
                        Launch.plain(),
                        List.of(),
                        bench.newDirectory().toString());
                S3Client client = S3Server.newClient(
                        URI.create("http://127.0.0.1:" + server.address().getPort()));
                BlobStore store = S3BlobStore.around(client, S3Server.BUCKET).open()) {
            for (int mebibytes : new int[] {64, 8, 1}) {
                compare(bench, client, store, mebibytes);
            }
        }
    }

    private static void compare(Bench bench, S3Client client, BlobStore store, int mebibytes) throws Exception {
        int repeats = Math.max(1, 16 / mebibytes);
        byte[] content = new byte[bench.scale().of(mebibytes * MIB)];
        new Random(mebibytes).nextBytes(content);
        List<Digest> digests =
                digests(content, repeats * (WARM_UPS + bench.scale().rounds()) + 1);
        AtomicInteger stored = new AtomicInteger();

        Turns up = Turns.measure(
                bench.scale(),
                WARM_UPS,
                times(repeats, () -> {
                    int number = stored.incrementAndGet();
                    change(content, number);
                    upload(store, content, digests.get(number));
                }),
                times(repeats, () -> put(client, content, "bare")));
        change(content, 0);
        upload(store, content, digests.get(0));
        Turns down = Turns.measure(
                bench.scale(),
                WARM_UPS,
                times(repeats, () -> download(store, digests.get(0), content.length)),
                times(repeats, () -> get(client, "bare")));
        String title = "S3, " + mebibytes + " MiB: ";
        bench.figures().atLeast(0.85, title + "upload, rate to the bare client", up.ratio(), "");
        bench.figures().note(title + "upload", mebibytes * repeats / up.seconds(), "MiB/s");
        bench.figures().atLeast(0.85, title + "download, rate to the bare client", down.ratio(), "");
        bench.figures().note(title + "download", mebibytes * repeats / down.seconds(), "MiB/s");
    }

    /** Content that the bucket has is not sent again, so each is another one. */
    private static void change(byte[] content, int number) {
        ByteBuffer.wrap(content).putInt(number);
    }

    /** Whoever uploads computes it while it receives the bytes, so it is not the store's time. */
    private static List<Digest> digests(byte[] content, int count) {
        List<Digest> digests = new ArrayList<>();
        for (int number = 0; number < count; number++) {
            change(content, number);
            digests.add(digest(content));
        }
        return digests;
    }

    private static Digest digest(byte[] content) {
        return Digest.of(
                DigestAlgorithm.SHA256,
                DigestAlgorithm.SHA256.newMessageDigest().digest(content));
    }

    private static void upload(BlobStore store, byte[] content, Digest digest) throws IOException {
        try (BlobUpload upload = store.beginUpload()) {
            for (int offset = 0; offset < content.length; offset += BUFFER) {
                upload.write(ByteBuffer.wrap(content, offset, Math.min(BUFFER, content.length - offset)));
            }
            upload.commit(digest);
        }
    }

    private static void put(S3Client client, byte[] content, String key) {
        client.putObject(put -> put.bucket(S3Server.BUCKET).key(key), RequestBody.fromBytes(content));
    }

    /** As a registry does, which knows the size from the file's row. */
    private static void download(BlobStore store, Digest digest, long size) throws IOException {
        try (InputStream in = store.handle(digest, size).open()) {
            drain(in);
        }
    }

    private static void get(S3Client client, String key) throws IOException {
        try (ResponseInputStream<GetObjectResponse> in =
                client.getObject(get -> get.bucket(S3Server.BUCKET).key(key))) {
            drain(in);
        }
    }

    private static void drain(InputStream in) throws IOException {
        byte[] buffer = new byte[BUFFER];
        while (in.read(buffer) >= 0) {
            // Only the time counts.
        }
    }
}
