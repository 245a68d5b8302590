package io.artispace.benchmarks;

import java.io.IOException;
import java.util.Random;

/** Downloads of a large file, beside a bare handler that copies it from a file. */
final class LargeGet implements Benchmark {
    private static final String PATH = "/" + RegistryServer.MAVEN + "/com/acme/large/1.0/large-1.0.jar";
    private static final int MIB = 1024 * 1024;

    @Override
    public String name() {
        return "large-get";
    }

    @Override
    public void run(Bench bench) throws IOException, InterruptedException {
        byte[] block = new byte[MIB];
        new Random(1).nextBytes(block);
        int blocks = bench.scale().of(50);
        byte[] head = Requests.putHead(PATH, (long) blocks * MIB, RegistryServer.credentials());
        for (Server server : new Server[] {bench.registry(), bench.bare()}) {
            try (HttpConnection connection = new HttpConnection(server.address())) {
                connection.upload(head, block, blocks);
            }
        }
        byte[] get = Requests.get(PATH);
        for (int connections : new int[] {1, 4}) {
            Comparison comparison = Comparison.run(
                    bench.scale(),
                    Load.of(bench.registry(), connections, 200, get),
                    Load.of(bench.bare(), connections, 200, get));
            String title = "jar 50 MiB, " + connections + " connections: ";
            bench.figures().atLeast(0.95, title + "rate to ceiling", comparison.rates(0, 1), "");
            bench.figures().note(title + "CPU to ceiling", comparison.cpus(0, 1), "");
            bench.figures().note(title + "CPU per request", comparison.cpuMillis(0), "ms");
        }
    }
}
