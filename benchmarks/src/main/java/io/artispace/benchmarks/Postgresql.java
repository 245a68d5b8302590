package io.artispace.benchmarks;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/** The metadata in PostgreSQL: writers that share its flushes, and processes that share the database. */
final class Postgresql implements Benchmark {
    private static final int WRITERS = 16;

    private static final Duration SLOWER = Duration.ofMillis(2);

    /**
     * As many as the memory for documents holds of all packages, and enough that the rendering costs many times of what the database does
     * for it.
     */
    private static final int VERSIONS = 2_000;

    /** As few as keep both processes busy: whatever they use is missing to the servers. */
    private static final int CLIENTS = 4;

    private final AtomicLong artifacts = new AtomicLong();

    @Override
    public String name() {
        return "postgresql";
    }

    @Override
    public void run(Bench bench) throws IOException, InterruptedException {
        writers(bench, bench.postgresql());
        processes(bench, bench.postgresql());
    }

    private void writers(Bench bench, DatabaseServer database) throws IOException, InterruptedException {
        Path files = bench.newDirectory();
        String url = database.database("writers");
        ServerProcess first = bench.registryAt(files, url, Launch.plain());
        Load one = new Load(first, 1, this::publish);
        Load many = new Load(first, WRITERS, this::publish);
        Figures figures = bench.figures();
        Comparison writers = Comparison.run(bench.scale(), many, one);
        figures.note("publish of a jar, 1 writer: rate", writers.rate(1), "/s");
        figures.note("publish of a jar, 1 writer: CPU of the registry", writers.cpuMillis(1), "ms");
        figures.note("publish of a jar, 16 writers: rate", writers.rate(0), "/s");
        figures.note("publish of a jar, 16 writers: CPU of the registry", writers.cpuMillis(0), "ms");
        figures.atLeast(3, "publish of a jar, 16 writers: rate to 1 writer", writers.rates(0, 1), "");
        slowDisk(bench, database.database("slow"));
        ServerProcess second = bench.registryAt(files, url, Launch.plain());
        Comparison processes =
                Comparison.run(bench.scale(), new Load(Servers.of(first, second), WRITERS, this::publish), many);
        figures.note("publish of a jar, 16 writers, 2 processes: rate to 1 process", processes.rates(0, 1), "");
        first.close();
        second.close();
    }

    /** The bytes on a disk as clouds have them; the database's own stays as it is. */
    private void slowDisk(Bench bench, String url) throws IOException, InterruptedException {
        String what = "the same where a flush of bytes takes " + SLOWER.toMillis() + " ms longer";
        Launch launch = Launch.slowerFlushes(SLOWER);
        if (!launch.works()) {
            bench.figures().note(what + ": not measured, because there is no strace");
            return;
        }
        ServerProcess server = bench.registryAt(bench.newDirectory(), url, launch);
        Comparison writers = Comparison.run(
                bench.scale(), new Load(server, WRITERS, this::publish), new Load(server, 1, this::publish));
        bench.figures().note(what, writers.rates(0, 1), "");
        server.close();
    }

    /** One file that nobody has published, without sums, so that a publish is one transaction. */
    private void publish(HttpConnection connection) throws IOException {
        long number = artifacts.incrementAndGet();
        String path = "/%1$s/com/acme/artifact-%2$d/1.0/artifact-%2$d-1.0.jar".formatted(RegistryServer.MAVEN, number);
        connection.expect(201, Requests.put(path, MavenContent.jar(), RegistryServer.credentials()));
    }

    /**
     * Each process has a core for itself, as it would have on a machine of its own; the database and the clients take what is left of the
     * two. So the work has to be the processes' own, and must not become another one while it is measured: a tag is moved, and the
     * packument of two thousand versions, which no process has then, is rendered and compressed. (Were a version published each time, there
     * would soon be thousands, more than fit the memory for documents, and the database would be asked for all of them again and again.)
     */
    private static void processes(Bench bench, DatabaseServer database) throws IOException, InterruptedException {
        if (!Launch.onCore(0).works() || Runtime.getRuntime().availableProcessors() < 2) {
            bench.figures()
                    .note("two processes beside one: not measured, because there are no two cores, or no taskset");
            return;
        }
        Path files = bench.newDirectory();
        String url = database.database("processes");
        ServerProcess first = bench.registryAt(files, url, Launch.onCore(0));
        ServerProcess second = bench.registryAt(files, url, Launch.onCore(1));
        AtomicInteger next = new AtomicInteger();
        Load.Operation prepare = connection -> {
            int number = next.getAndIncrement();
            NpmClient.publish(connection, packageOf(number), version(number));
        };
        new Load(first, CLIENTS, prepare).run(bench.scale().of(VERSIONS * CLIENTS) / CLIENTS);
        int published = next.get();
        Load.Operation renew = connection -> renew(connection, next.getAndIncrement() % published);
        Comparison processes = Comparison.run(
                bench.scale(), new Load(first, CLIENTS, renew), new Load(Servers.of(first, second), CLIENTS, renew));
        Figures figures = bench.figures();
        String what = "a tag moved and the packument of 2,000 after it, ";
        figures.note(what + "1 process", processes.rate(0), "/s");
        figures.note(what + "1 process: CPU of the registry", processes.cpuMillis(0), "ms");
        figures.note(what + "2 processes", processes.rate(1), "/s");
        figures.note(what + "2 processes: CPU of the registry", processes.cpuMillis(1), "ms");
        figures.atLeast(1.6, what + "2 to 1", processes.rates(1, 0), "");
    }

    private static void renew(HttpConnection connection, int number) throws IOException {
        String name = packageOf(number);
        NpmClient.tag(connection, name, "next", version(number));
        connection.expect(200, Requests.get(NpmClient.path(name), "Accept-Encoding: gzip"));
    }

    /** The versions that were published are dealt to the packages in turn. */
    private static String packageOf(int number) {
        return "package-" + number % CLIENTS;
    }

    private static String version(int number) {
        return "1." + number + ".0";
    }
}
