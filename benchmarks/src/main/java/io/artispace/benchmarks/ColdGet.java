package io.artispace.benchmarks;

import io.artispace.benchmarks.HttpConnection.Timing;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * Files that nobody asked for before, through a proxy in a group, beside asking the upstream itself: from one that sends as fast as it can,
 * and from one behind a network of a gigabit per second. Of the first byte two things are told: when the client has it after the upstream
 * has sent its own, which is what the target is for, and when after a client that asked the upstream itself, which includes all that is
 * done before the upstream is asked.
 */
final class ColdGet implements Benchmark {
    private static final int MIB = 1024 * 1024;
    private static final int LARGE = 50 * MIB;
    private static final int SMALL = 20 * 1024;
    private static final int CALLERS = 50;
    private static final int WARM_UP = 10;
    private static final String GIGABIT = "-Drate=125000000";

    @Override
    public String name() {
        return "cold-get";
    }

    @Override
    public void run(Bench bench) throws IOException, InterruptedException {
        compare(bench, "20 KiB", SMALL, bench.upstream(), bench.proxies(), 20);
        compare(bench, "50 MiB", bench.scale().of(LARGE), bench.upstream(), bench.proxies(), 2);
        if (!bench.scale().isTiny()) {
            ServerProcess far = bench.upstreamWith(List.of(GIGABIT));
            compare(bench, "50 MiB at 1 Gbit/s", LARGE, far, bench.proxiesOf(far, List.of()), 1);
        }
        stampede(bench);
    }

    private void compare(Bench bench, String what, int size, Server upstream, Server proxies, int times)
            throws IOException {
        List<Double> firsts = new ArrayList<>();
        List<Double> behind = new ArrayList<>();
        List<Double> rates = new ArrayList<>();
        try (HttpConnection direct = new HttpConnection(upstream.address());
                HttpConnection through = new HttpConnection(proxies.address())) {
            int warmUp = bench.scale().isTiny() ? 1 : WARM_UP * times;
            for (int i = 0; i < warmUp; i++) {
                direct.time(Requests.get(UpstreamServer.MAVEN + bench.unknown().path(size)));
                through.time(Requests.get("/maven/" + summedPath(bench, size, direct)));
            }
            for (int i = 0; i < bench.scale().rounds() * times; i++) {
                Timing plain = direct.time(
                        Requests.get(UpstreamServer.MAVEN + bench.unknown().path(size)));
                String path = summedPath(bench, size, direct);
                long begin = System.nanoTime();
                Timing cold = through.time(Requests.get("/maven/" + path));
                byte[] sent = direct.fetch(Requests.get("/begun" + UpstreamServer.MAVEN + path));
                firsts.add((begin + cold.first() - number(sent)) / 1e6);
                behind.add((cold.first() - plain.first()) / 1e6);
                rates.add((double) plain.last() / cold.last());
            }
        }
        String title = "cold file, " + what + ": ";
        bench.figures().atMost(5, title + "first byte after the upstream's", Comparison.median(firsts), "ms");
        bench.figures().note(title + "first byte after that of who asks directly", Comparison.median(behind), "ms");
        bench.figures().atLeast(0.9, title + "throughput to asking directly", Comparison.median(rates), "");
    }

    /** A file that nobody asked for before, whose checksum the upstream has at hand: it would compute it while the file is fetched. */
    private static String summedPath(Bench bench, int size, HttpConnection upstream) throws IOException {
        String path = bench.unknown().path(size);
        upstream.fetch(Requests.get(UpstreamServer.MAVEN + path + ".sha1"));
        return path;
    }

    private static long number(byte[] answer) {
        return Long.parseLong(new String(answer, StandardCharsets.US_ASCII));
    }

    private void stampede(Bench bench) throws IOException, InterruptedException {
        ServerProcess small =
                bench.scale().isTiny() ? bench.proxies() : bench.proxiesOf(bench.upstream(), List.of("-Xmx64m"));
        String path = bench.unknown().path(bench.scale().of(LARGE));
        long begin = System.nanoTime();
        Load.of(small, CALLERS, 200, Requests.get("/maven/" + path)).run(1);
        bench.figures().note("50 cold callers of 50 MiB, heap of 64 MiB: until all have it", seconds(begin), "s");
        try (HttpConnection connection = new HttpConnection(bench.upstream().address())) {
            byte[] asked = connection.fetch(Requests.get("/asked" + UpstreamServer.MAVEN + path));
            bench.figures()
                    .atMost(1, "50 cold callers of 50 MiB, heap of 64 MiB: upstream requests", number(asked), "");
        }
    }

    private static double seconds(long begin) {
        return (System.nanoTime() - begin) / 1e9;
    }
}
