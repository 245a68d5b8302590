package io.artispace.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Whole builds of real clients with empty caches of their own: beside asking the upstream directly, through a group before whose proxy
 * nobody was, and through the same again. The caches have to be empty, but no server new: the first round, with JVMs that have just
 * started, is told apart, and behind it all servers are loaded until they are warm. What is not on the path is left out with a sentence.
 */
final class ClientBuilds implements Benchmark {
    private static final int CONNECTIONS = 4;
    private static final int KIBIBYTES = 20;

    @Override
    public String name() {
        return "client-builds";
    }

    @Override
    public void run(Bench bench) throws IOException, InterruptedException {
        if (bench.scale().isTiny()) {
            bench.figures().note("real clients: not run at this scale");
            return;
        }
        List<Way> ways = new ArrayList<>();
        for (Way way : List.of(npm(bench), maven(bench))) {
            if (way.client.run(way.direct)) {
                double[] first = round(bench, way, 0);
                bench.figures().note(way.what + ": cold to directly, new JVMs", first[1], "");
                bench.figures().note(way.what + ": warm to directly, new JVMs", first[2], "");
                ways.add(way);
            } else {
                bench.figures().note(way.what + ": not measured, because it fails even without a registry in between");
            }
        }
        warmUp(bench);
        for (Way way : ways) {
            measure(bench, way);
        }
    }

    /** Something that takes its packages from an address. */
    interface Client {
        /**
         * Runs once with empty caches.
         *
         * @return whether it succeeded
         */
        boolean run(String url) throws IOException, InterruptedException;
    }

    /**
     * A build.
     *
     * @param what its name
     * @param client what builds
     * @param direct the address of the upstream
     * @param groups what the names of the groups before its unused proxies begin with
     */
    private record Way(String what, Client client, String direct, String groups) {}

    private static Way npm(Bench bench) throws IOException {
        String registry = bench.registry().url() + RegistryServer.NPM + "/";
        return new Way(
                "npm ci of " + NpmInstall.PACKAGES + " packages", NpmInstall.prepare(bench), registry, "installs-");
    }

    private static Way maven(Bench bench) throws IOException, InterruptedException {
        return new Way(
                "mvn package", MavenBuild.prepare(bench), bench.upstream().url() + "files/", "builds-");
    }

    private static void measure(Bench bench, Way way) throws IOException, InterruptedException {
        List<double[]> rounds = new ArrayList<>();
        for (int round = 1; round < ProxyServer.UNUSED; round++) {
            rounds.add(round(bench, way, round));
        }
        Figures figures = bench.figures();
        figures.note(way.what + ": directly", median(rounds, 0), "s");
        figures.atMost(1.15, way.what + ": cold to directly", median(rounds, 1), "");
        figures.atMost(1, way.what + ": warm to directly", median(rounds, 2), "");
    }

    /** The seconds it takes directly, and what it takes cold and warm to that. */
    private static double[] round(Bench bench, Way way, int number) throws IOException, InterruptedException {
        String group = bench.proxies().url() + way.groups + number + "/";
        double direct = seconds(way.client, way.direct);
        double cold = seconds(way.client, group);
        double warm = seconds(way.client, group);
        return new double[] {direct, cold / direct, warm / direct};
    }

    /** With files that were not asked for, and then with one that was, of the proxies and of the registry that is an upstream. */
    private static void warmUp(Bench bench) throws IOException, InterruptedException {
        UnknownFiles unknown = bench.unknown();
        int size = KIBIBYTES * 1024;
        Comparison.warmUp(
                bench.scale(),
                new Load(
                        bench.proxies(),
                        CONNECTIONS,
                        connection -> connection.fetch(Requests.get("/maven/" + unknown.path(size)))));
        Comparison.warmUp(
                bench.scale(),
                Load.of(bench.proxies(), CONNECTIONS, 200, Requests.get("/maven/" + unknown.path(size))));
        byte[] tarball = Requests.get(NpmClient.path(NpmInstall.name(0)) + "/-/" + NpmInstall.name(0) + "-1.0.0.tgz");
        Comparison.warmUp(bench.scale(), Load.of(bench.registry(), CONNECTIONS, 200, tarball));
    }

    private static double median(List<double[]> rounds, int column) {
        return Comparison.median(
                rounds.stream().mapToDouble(round -> round[column]).toArray());
    }

    private static double seconds(Client client, String url) throws IOException, InterruptedException {
        long begin = System.nanoTime();
        if (!client.run(url)) {
            throw new IOException("A client that worked without a registry in between failed with " + url);
        }
        return (System.nanoTime() - begin) / 1e9;
    }

    /** Runs a command; what it says goes to a file beside its directory. */
    static boolean run(Path directory, List<String> command) throws IOException, InterruptedException {
        Path log = directory.resolveSibling(directory.getFileName() + ".log");
        try {
            Process process = new ProcessBuilder(command)
                    .directory(directory.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(log.toFile())
                    .start();
            process.getOutputStream().close();
            boolean succeeded = process.waitFor() == 0;
            if (!succeeded) {
                System.err.println(Files.readString(log));
            }
            return succeeded;
        } catch (IOException notOnThePath) {
            return false;
        }
    }
}
