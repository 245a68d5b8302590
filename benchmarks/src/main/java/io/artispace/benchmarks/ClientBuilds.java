package io.artispace.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * Whole builds of real clients with empty caches of their own: beside asking the upstream directly, through a group before whose proxy nobody was, and
 * through the same again. What is not on the path is left out with a sentence.
 */
final class ClientBuilds implements Benchmark {
    /** How often a client goes all three ways before that counts, since the caches have to be empty but the JVMs not new. */
    private static final int WARMING = 3;

    private static final int ROUNDS = ProxyServer.UNUSED - WARMING;

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
        NpmInstall npm = NpmInstall.prepare(bench);
        measure(
                bench,
                "npm ci of " + NpmInstall.PACKAGES + " packages",
                npm,
                bench.registry().url() + RegistryServer.NPM + "/",
                "installs-");
        MavenBuild maven = MavenBuild.prepare(bench);
        measure(bench, "mvn package", maven, bench.upstream().url() + "files/", "builds-");
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

    private static void measure(Bench bench, String what, Client client, String upstream, String groups)
            throws IOException, InterruptedException {
        if (!client.run(upstream)) {
            bench.figures().note(what + ": not measured, because it fails even without a registry in between");
            return;
        }
        List<double[]> rounds = new ArrayList<>();
        for (int round = 0; round < WARMING + ROUNDS; round++) {
            String group = bench.proxies().url() + groups + round + "/";
            double direct = seconds(client, upstream);
            double cold = seconds(client, group);
            double warm = seconds(client, group);
            rounds.add(new double[] {direct, cold / direct, warm / direct});
        }
        Figures figures = bench.figures();
        figures.note(what + ": cold to directly, new JVMs", rounds.get(0)[1], "");
        figures.note(what + ": warm to directly, new JVMs", rounds.get(0)[2], "");
        rounds.subList(0, WARMING).clear();
        figures.note(what + ": directly", median(rounds, 0), "s");
        figures.atMost(1.15, what + ": cold to directly", median(rounds, 1), "");
        figures.atMost(1, what + ": warm to directly", median(rounds, 2), "");
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

    /** Deletes a directory, if it is there. */
    static void delete(Path directory) throws IOException {
        if (Files.exists(directory)) {
            try (Stream<Path> paths = Files.walk(directory)) {
                for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(path);
                }
            }
        }
    }
}
