package io.artispace.benchmarks;

import io.artispace.blob.DigestAlgorithm;
import java.io.IOException;
import java.security.MessageDigest;
import java.util.List;
import java.util.Random;

/** Uploads of large files until they are visible, beside the digests that every upload needs; and through a small heap. */
final class Upload implements Benchmark {
    private static final String DIRECTORY = "/" + RegistryServer.MAVEN + "/com/acme/upload/";
    private static final int MIB = 1024 * 1024;

    @Override
    public String name() {
        return "upload";
    }

    @Override
    public void run(Bench bench) throws IOException, InterruptedException {
        byte[] block = new byte[MIB];
        new Random(1).nextBytes(block);
        besideDigests(bench, block);
        smallHeap(bench, block);
    }

    private static void besideDigests(Bench bench, byte[] block) throws IOException {
        int blocks = bench.scale().of(256);
        double[] ratios = new double[bench.scale().rounds()];
        double[] seconds = new double[bench.scale().rounds()];
        try (HttpConnection connection = new HttpConnection(bench.registry().address())) {
            upload(connection, "warm-up", block, blocks);
            for (int round = 0; round < ratios.length; round++) {
                // Nothing that is there already: the registry would not store it again.
                block[0]++;
                long begin = System.nanoTime();
                digest(block, blocks);
                long digested = System.nanoTime();
                upload(connection, "round-" + round, block, blocks);
                long uploaded = System.nanoTime();
                ratios[round] = (double) (digested - begin) / (uploaded - digested);
                seconds[round] = (uploaded - digested) / 1e9;
            }
        }
        bench.figures()
                .atLeast(0.9, "upload of 256 MiB: rate to the digests on one core", Comparison.median(ratios), "");
        bench.figures().note("upload of 256 MiB", Comparison.median(seconds), "s");
    }

    private static void digest(byte[] block, int blocks) {
        List<MessageDigest> digests = List.of(
                DigestAlgorithm.SHA256.newMessageDigest(),
                DigestAlgorithm.SHA1.newMessageDigest(),
                DigestAlgorithm.MD5.newMessageDigest());
        for (int i = 0; i < blocks; i++) {
            for (MessageDigest digest : digests) {
                digest.update(block);
            }
        }
        digests.forEach(MessageDigest::digest);
    }

    private static void smallHeap(Bench bench, byte[] block) throws IOException {
        int blocks = bench.scale().of(1024);
        ServerProcess small = bench.registryWith(List.of("-Xmx64m"));
        try (HttpConnection connection = new HttpConnection(small.address())) {
            long begin = System.nanoTime();
            upload(connection, "small-heap", block, blocks);
            long uploaded = System.nanoTime();
            connection.expect(200, Requests.get(path("small-heap")));
            bench.figures().note("1 GiB up, with a heap of 64 MiB", (uploaded - begin) / 1e9, "s");
            bench.figures().note("1 GiB down, with a heap of 64 MiB", (System.nanoTime() - uploaded) / 1e9, "s");
        }
    }

    private static void upload(HttpConnection connection, String version, byte[] block, int blocks) throws IOException {
        byte[] head = Requests.putHead(path(version), (long) blocks * MIB, RegistryServer.credentials());
        connection.upload(head, block, blocks);
    }

    private static String path(String version) {
        return DIRECTORY + version + "/upload-" + version + ".jar";
    }
}
