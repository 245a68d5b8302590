package io.artispace.benchmarks;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.OptionalDouble;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Deploys of new artifacts, ten requests each. With the URL of a directory of another server that takes PUT in the system property
 * {@code dav}, the same requests go there in turn.
 */
final class MavenDeploy implements Benchmark {
    private static final int FILES = 2;
    private static final Duration SLOWER = Duration.ofMillis(2);

    private final AtomicLong artifacts = new AtomicLong();

    @Override
    public String name() {
        return "maven-deploy";
    }

    @Override
    public void run(Bench bench) throws IOException, InterruptedException {
        Figures figures = bench.figures();
        Load four = deploys(bench.registry(), 4, "/" + RegistryServer.MAVEN);
        Load one = deploys(bench.registry(), 1, "/" + RegistryServer.MAVEN);
        Load sixteen = deploys(bench.registry(), 16, "/" + RegistryServer.MAVEN);
        Load leastFour = deploys(bench.durable(), 4, "");
        Comparison comparison = Comparison.run(bench.scale(), four, one, sixteen, leastFour);
        figures.atMost(1.5, "deploy of ten requests, 4 clients: CPU", comparison.cpuMillis(0), "ms");
        figures.note("the same by a server that keeps files and does nothing else: CPU", comparison.cpuMillis(3), "ms");
        figures.note("deploy of ten requests, 4 clients: artifacts per second", comparison.rate(0), "/s");
        figures.note("deploy of ten requests, 1 client: artifacts per second", comparison.rate(1), "/s");
        figures.note("deploy of ten requests, 16 clients: artifacts per second", comparison.rate(2), "/s");
        figures.atLeast(4, "deploy of ten requests, 16 clients: rate to 1 client", comparison.rates(2, 1), "");
        slowDisk(bench);
        fsyncs(bench, one);
        fsyncs(bench, sixteen);
        beside(bench, System.getProperty("dav", ""));
    }

    private Load deploys(Server server, int clients, String root) {
        MavenClient maven = new MavenClient(root);
        return new Load(
                server,
                clients,
                connection -> maven.deployNew(connection, "artifact-" + artifacts.incrementAndGet(), "1.0"));
    }

    /** What sharing flushes is for: the disks of clouds take some milliseconds for one, where this machine's may take next to nothing. */
    private void slowDisk(Bench bench) throws IOException, InterruptedException {
        String what = "the same where a flush takes " + SLOWER.toMillis() + " ms longer";
        Launch launch = Launch.slowerFlushes(SLOWER);
        if (!launch.works()) {
            bench.figures().note(what + ": not measured, because there is no strace");
            return;
        }
        Path files = bench.newDirectory();
        Server server = bench.registryAt(files, "sqlite:" + files.resolve("registry.db"), launch);
        String root = "/" + RegistryServer.MAVEN;
        Comparison comparison = Comparison.run(bench.scale(), deploys(server, 16, root), deploys(server, 1, root));
        bench.figures().note(what, comparison.rates(0, 1), "");
    }

    private static void fsyncs(Bench bench, Load load) throws IOException, InterruptedException {
        OptionalDouble perDeploy = Fsyncs.perOperation(bench.registry(), load, bench.scale());
        String what = "fsyncs per published file, " + load.connections() + " clients";
        if (perDeploy.isPresent()) {
            bench.figures().note(what, perDeploy.getAsDouble() / FILES, "");
        } else {
            bench.figures().note(what + ": not counted, because there is no strace");
        }
    }

    private void beside(Bench bench, String url) throws IOException, InterruptedException {
        if (url.isEmpty()) {
            bench.figures().note("beside a server with DAV: not measured, because none was named with -Ddav=URL");
            return;
        }
        URI other = URI.create(url);
        Server dav = new OtherServer(new InetSocketAddress(other.getHost(), other.getPort()));
        for (int clients : new int[] {1, 4, 16}) {
            // A directory that nobody has written to, for whoever measures twice.
            String root = other.getPath() + System.nanoTime();
            Comparison comparison = Comparison.run(
                    bench.scale(),
                    deploys(bench.registry(), clients, "/" + RegistryServer.MAVEN),
                    deploys(dav, clients, root));
            String title = "beside a server with DAV, " + clients + " clients: ";
            bench.figures().note(title + "artifacts per second there", comparison.rate(1), "/s");
            bench.figures().note(title + "rate to it", comparison.rates(0, 1), "");
        }
    }

    /** A server of somebody else, whose CPU is not known. */
    private record OtherServer(InetSocketAddress address) implements Server {
        @Override
        public Duration cpu() {
            return Duration.ZERO;
        }
    }
}
