package io.artispace.benchmarks;

import java.io.IOException;
import java.util.concurrent.atomic.AtomicInteger;

/** What it costs to publish one more version of a package that has many, and to render the first document after it. */
final class OneMoreVersion implements Benchmark {
    private static final int PREPARERS = 8;

    /** Publishes a version of a package. */
    @FunctionalInterface
    private interface Publisher {
        void publish(HttpConnection connection, String packageName, String version) throws IOException;
    }

    @Override
    public String name() {
        return "one-more-version";
    }

    @Override
    public void run(Bench bench) throws IOException, InterruptedException {
        MavenClient maven = new MavenClient("/" + RegistryServer.MAVEN);
        publish(bench, "Maven", maven::deployFiles);
        render(bench, "maven-metadata.xml", maven::deployFiles, maven.metadata(packageName(1_000, 0)));
        publish(bench, "npm", NpmClient::publish);
        String packument = NpmClient.path(packageName(1_000, 0));
        render(bench, "packument", NpmClient::publish, packument);
        render(bench, "packument, gzip", NpmClient::publish, packument, "Accept-Encoding: gzip");
        render(
                bench,
                "packument, abbreviated",
                NpmClient::publish,
                packument,
                "Accept: application/vnd.npm.install-v1+json");
    }

    private static void publish(Bench bench, String format, Publisher publisher)
            throws IOException, InterruptedException {
        // Many of the small ones, because measuring makes them larger.
        Comparison comparison = Comparison.measure(
                bench.scale(),
                oneMore(bench, publisher, 10, 100),
                oneMore(bench, publisher, 1_000, 4),
                oneMore(bench, publisher, 10_000, 1));
        bench.figures().note(format + ", one more version at 10: CPU", comparison.cpuMillis(0), "ms");
        bench.figures().atMost(1.2, format + ", one more at 1,000: CPU to that", comparison.cpus(1, 0), "");
        bench.figures().atMost(1.2, format + ", one more at 10,000: CPU to that", comparison.cpus(2, 0), "");
    }

    /** Publishes some packages of that many versions, and returns a load of more versions of them. */
    private static Load oneMore(Bench bench, Publisher publisher, int versions, int packages)
            throws IOException, InterruptedException {
        AtomicInteger next = new AtomicInteger();
        Load.Operation publish = connection -> {
            int number = next.getAndIncrement();
            publisher.publish(connection, packageName(versions, number % packages), "1." + number / packages + ".0");
        };
        new Load(bench.registry(), PREPARERS, publish).run(bench.scale().of(versions * packages) / PREPARERS);
        return new Load(bench.registry(), 1, publish);
    }

    private static String packageName(int versions, int number) {
        return "with-" + versions + "-" + number;
    }

    private static void render(Bench bench, String what, Publisher publisher, String path, String... headers)
            throws IOException {
        byte[] get = Requests.get(path, headers);
        double[] millis = new double[bench.scale().of(50)];
        try (HttpConnection connection = new HttpConnection(bench.registry().address())) {
            for (int i = 0; i < millis.length; i++) {
                publisher.publish(connection, packageName(1_000, 0), "2." + System.nanoTime() + ".0");
                long begin = System.nanoTime();
                connection.expect(200, get);
                millis[i] = (System.nanoTime() - begin) / 1e6;
            }
        }
        bench.figures().atMost(10, what + ", first rendering after it at 1,000", Comparison.median(millis), "ms");
    }
}
