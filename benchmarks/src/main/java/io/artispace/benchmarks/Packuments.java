package io.artispace.benchmarks;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Packuments, in each form a client can ask for, beside a bare handler that has the same bytes in memory. */
final class Packuments implements Benchmark {
    private static final int CONNECTIONS = 4;
    private static final String FULL = "Accept: application/json";
    private static final String ABBREVIATED = "Accept: application/vnd.npm.install-v1+json";
    private static final String GZIP = "Accept-Encoding: gzip";

    @Override
    public String name() {
        return "packument";
    }

    @Override
    public void run(Bench bench) throws IOException, InterruptedException {
        List<Load> unchanged = new ArrayList<>();
        for (int size : new int[] {10, 200, 1_000}) {
            String name = "packument-" + size;
            try (HttpConnection connection = new HttpConnection(bench.registry().address())) {
                for (int i = 0; i < bench.scale().of(size); i++) {
                    NpmClient.publish(connection, name, "1.0." + i);
                }
            }
            String title = size + " versions, ";
            measure(bench, name, title + "full", FULL);
            measure(bench, name, title + "full, gzip", FULL, GZIP);
            measure(bench, name, title + "abbreviated", ABBREVIATED);
            measure(bench, name, title + "abbreviated, gzip", ABBREVIATED, GZIP);
            unchanged.add(unchanged(bench, name));
        }
        Comparison comparison = Comparison.run(bench.scale(), unchanged.toArray(Load[]::new));
        bench.figures().note("If-None-Match: CPU at 10 versions", comparison.cpuMillis(0), "ms");
        bench.figures().atMost(1.1, "If-None-Match: CPU at 200 versions to 10", comparison.cpus(1, 0), "");
        bench.figures().atMost(1.1, "If-None-Match: CPU at 1,000 versions to 10", comparison.cpus(2, 0), "");
    }

    private static void measure(Bench bench, String name, String title, String... headers)
            throws IOException, InterruptedException {
        byte[] get = Requests.get(NpmClient.path(name), headers);
        byte[] body;
        try (HttpConnection connection = new HttpConnection(bench.registry().address())) {
            body = connection.fetch(get);
        }
        String copy = "/" + title.replaceAll("\\W", "-");
        try (HttpConnection connection = new HttpConnection(bench.bare().address())) {
            connection.expect(201, Requests.put(copy, body));
        }
        Comparison comparison = Comparison.run(
                bench.scale(),
                Load.of(bench.registry(), CONNECTIONS, 200, get),
                Load.of(bench.bare(), CONNECTIONS, 200, Requests.get(copy, headers)));
        bench.figures().atLeast(0.85, title + ": rate to ceiling", comparison.rates(0, 1), "");
        bench.figures().note(title + ": CPU to ceiling", comparison.cpus(0, 1), "");
        bench.figures().note(title + ": CPU per request", comparison.cpuMillis(0), "ms");
    }

    private static Load unchanged(Bench bench, String name) throws IOException {
        try (HttpConnection connection = new HttpConnection(bench.registry().address())) {
            String head = connection.head(Requests.get(NpmClient.path(name), FULL));
            String tag = head.lines()
                    .filter(line -> line.regionMatches(true, 0, "etag:", 0, 5))
                    .findFirst()
                    .orElseThrow()
                    .substring(5)
                    .strip();
            byte[] again = Requests.get(NpmClient.path(name), FULL, "If-None-Match: " + tag);
            return Load.of(bench.registry(), CONNECTIONS, 304, again);
        }
    }
}
