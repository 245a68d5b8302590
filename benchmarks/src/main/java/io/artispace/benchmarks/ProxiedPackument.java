package io.artispace.benchmarks;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * A packument of 20 MB through a proxy in a JVM with a heap of 64 MiB: the first time beside a plain download of it, and from the cache
 * beside a bare handler that has the same bytes in memory. And what policies cost for one of the usual size.
 */
final class ProxiedPackument implements Benchmark {
    private static final int ROUNDS = 5;
    private static final int WARM_UP = 15;
    private static final int CONNECTIONS = 4;
    private static final String GIGABIT = "-Drate=125000000";
    private static final String HUNDRED_MEGABIT = "-Drate=12500000";

    @Override
    public String name() {
        return "proxied-packument";
    }

    @Override
    public void run(Bench bench) throws IOException, InterruptedException {
        policies(bench);
        if (bench.scale().isTiny()) {
            first(bench, "", bench.upstream(), bench.proxies(), 0, 1);
            return;
        }
        List<String> small = List.of("-Xmx64m");
        ServerProcess near = bench.proxiesOf(bench.upstream(), small);
        first(bench, "", bench.upstream(), near, WARM_UP, ROUNDS);
        for (String rate : new String[] {GIGABIT, HUNDRED_MEGABIT}) {
            ServerProcess far = bench.upstreamWith(List.of(rate));
            String what = rate.equals(GIGABIT) ? " at 1 Gbit/s" : " at 100 Mbit/s";
            first(bench, what, far, bench.proxiesOf(far, small), WARM_UP, ROUNDS);
        }
        cached(bench, near);
    }

    /** The first of all that a JVM reads is told apart: then it reads with code that is not compiled yet. */
    private static void first(Bench bench, String what, Server upstream, Server proxies, int warmUp, int rounds)
            throws IOException {
        String title = "packument of 20 MB" + what + ", heap of 64 MiB: ";
        for (int i = 0; i < warmUp; i++) {
            double seconds = seconds(proxies, "/npmjs/" + large(rounds + i));
            if (i == 0) {
                bench.figures().note(title + "first answer of a new JVM", seconds, "s");
            }
        }
        List<Double> ratios = new ArrayList<>();
        List<Double> seconds = new ArrayList<>();
        for (int i = 0; i < rounds; i++) {
            String get = UpstreamServer.NPM + large(i);
            seconds(upstream, get);
            double plain = seconds(upstream, get);
            double cold = seconds(proxies, "/npmjs/" + large(i));
            ratios.add(cold / plain);
            seconds.add(cold);
        }
        bench.figures().atMost(1.5, title + "first answer to a plain download", Comparison.median(ratios), "");
        bench.figures().note(title + "first answer", Comparison.median(seconds), "s");
    }

    /** With a connection for each: the servers close those that wait for as long as one takes that the others have their turns. */
    private static double seconds(Server server, String path) throws IOException {
        try (HttpConnection connection = new HttpConnection(server.address())) {
            return connection.time(Requests.get(path)).last() / 1e9;
        }
    }

    private static String large(int number) {
        return "large-" + (1000 + number);
    }

    private static void cached(Bench bench, ServerProcess proxies) throws IOException, InterruptedException {
        byte[] get = Requests.get("/npmjs/" + large(0));
        Comparison comparison = besideCeiling(bench, "/packument-20-mb", proxies, get, 1);
        String title = "packument of 20 MB from cache, heap of 64 MiB: ";
        bench.figures().atLeast(0.85, title + "rate to ceiling", comparison.rates(0, 1), "");
        bench.figures().note(title + "CPU to ceiling", comparison.cpus(0, 1), "");
    }

    private static Comparison besideCeiling(Bench bench, String copy, Server server, byte[] get, int connections)
            throws IOException, InterruptedException {
        try (HttpConnection from = new HttpConnection(server.address());
                HttpConnection to = new HttpConnection(bench.bare().address())) {
            to.expect(201, Requests.put(copy, from.fetch(get)));
        }
        return Comparison.run(
                bench.scale(),
                Load.of(server, connections, 200, get),
                Load.of(bench.bare(), connections, 200, Requests.get(copy)));
    }

    private static void policies(Bench bench) throws IOException, InterruptedException {
        String name = "ruled";
        try (HttpConnection connection = new HttpConnection(bench.registry().address())) {
            for (int i = 0; i < bench.scale().of(200); i++) {
                NpmClient.publish(connection, name, "1.0." + i);
            }
        }
        byte[] plain = Requests.get("/npmjs-plain/" + name);
        byte[] ruled = Requests.get("/npmjs-ruled/" + name);
        Comparison comparison = Comparison.run(
                bench.scale(),
                Load.of(bench.proxies(), CONNECTIONS, 200, plain),
                Load.of(bench.proxies(), CONNECTIONS, 200, ruled));
        String title = "cached packument of 200 versions: ";
        bench.figures().note(title + "CPU without policies", comparison.cpuMillis(0), "ms");
        bench.figures().atLeast(0.95, title + "rate under policies to without", comparison.rates(1, 0), "");
        bench.figures().atMost(1.05, title + "CPU under policies to without", comparison.cpus(1, 0), "");
    }
}
