package io.artispace.benchmarks;

import java.io.IOException;
import java.util.Random;

/**
 * Downloads through a group of three members, from the first one and from a proxy that is the last one, beside those from a hosted
 * repository.
 */
final class GroupGet implements Benchmark {
    private static final String GROUP = "/maven";
    private static final int CONNECTIONS = 4;

    @Override
    public String name() {
        return "group-get";
    }

    @Override
    public void run(Bench bench) throws IOException, InterruptedException {
        measure(bench, "1 KiB", 1024);
        measure(bench, "100 KiB", 100 * 1024);
    }

    private static void measure(Bench bench, String what, int size) throws IOException, InterruptedException {
        String inside = "/com/acme/inside-" + size + "/1.0/inside-" + size + "-1.0.jar";
        String outside = "/com/acme/file-" + size + "/1.0/file-" + size + "-1.0.jar";
        byte[] jar = new byte[size];
        new Random(1).nextBytes(jar);
        try (HttpConnection connection = new HttpConnection(bench.proxies().address())) {
            connection.expect(
                    201, Requests.put("/" + RegistryServer.MAVEN + inside, jar, RegistryServer.credentials()));
            // Fetched now, and warm from now on.
            connection.expect(200, Requests.get(GROUP + outside));
        }
        Comparison comparison = Comparison.run(
                bench.scale(),
                get(bench, "/" + RegistryServer.MAVEN + inside),
                get(bench, GROUP + inside),
                get(bench, GROUP + outside),
                get(bench, "/central" + outside));
        String title = "jar " + what + ", " + CONNECTIONS + " connections: ";
        Figures figures = bench.figures();
        figures.note(title + "CPU of a hosted one", comparison.cpuMillis(0), "ms");
        figures.atLeast(0.9, title + "rate through a group to hosted", comparison.rates(1, 0), "");
        figures.note(title + "CPU through a group to hosted", comparison.cpus(1, 0), "");
        figures.atLeast(0.9, title + "rate of a proxy in a group to hosted", comparison.rates(2, 0), "");
        figures.note(title + "CPU of a proxy in a group to hosted", comparison.cpus(2, 0), "");
        figures.note(title + "rate of a proxy to hosted", comparison.rates(3, 0), "");
    }

    private static Load get(Bench bench, String path) throws IOException {
        return Load.of(bench.proxies(), CONNECTIONS, 200, Requests.get(path));
    }
}
