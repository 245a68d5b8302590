package io.artispace.benchmarks;

import java.io.IOException;
import java.util.Random;

/** Downloads of small files that were downloaded before, beside a bare handler that has the same bytes in memory. */
final class HotGet implements Benchmark {
    private static final String DIRECTORY = "/" + RegistryServer.MAVEN + "/com/acme/hot/1.0/hot-1.0";
    private static final int JAR = 100 * 1024;

    @Override
    public String name() {
        return "hot-get";
    }

    @Override
    public void run(Bench bench) throws IOException, InterruptedException {
        byte[] jar = new byte[JAR];
        new Random(1).nextBytes(jar);
        measure(bench, "POM 1 KiB", DIRECTORY + ".pom", MavenContent.pom("com.acme", "hot", "1.0"));
        measure(bench, "jar 100 KiB", DIRECTORY + ".jar", jar);
    }

    private static void measure(Bench bench, String what, String path, byte[] content)
            throws IOException, InterruptedException {
        byte[] put = Requests.put(path, content, RegistryServer.credentials());
        byte[] get = Requests.get(path);
        byte[] missing = Requests.get(path.replace("1.0", "2.0"));
        for (Server server : new Server[] {bench.registry(), bench.bare()}) {
            try (HttpConnection connection = new HttpConnection(server.address())) {
                connection.expect(201, put);
            }
        }
        for (int connections : new int[] {4, 16}) {
            Comparison comparison = Comparison.run(
                    bench.scale(),
                    Load.of(bench.registry(), connections, 200, get),
                    Load.of(bench.bare(), connections, 200, get),
                    Load.of(bench.registry(), connections, 404, missing));
            String title = what + ", " + connections + " connections: ";
            bench.figures().atLeast(0.85, title + "rate to ceiling", comparison.rates(0, 1), "");
            bench.figures().atMost(1.3, title + "CPU to ceiling", comparison.cpus(0, 1), "");
            bench.figures().note(title + "CPU per request", comparison.cpuMillis(0), "ms");
            bench.figures().atMost(1, title + "CPU of a 404 to a hit", comparison.cpus(2, 0), "");
        }
    }
}
