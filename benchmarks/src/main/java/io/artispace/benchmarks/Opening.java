package io.artispace.benchmarks;

import io.artispace.Hosted;
import io.artispace.Registry;
import io.artispace.format.maven.Deployment;
import io.artispace.format.maven.Maven;
import io.artispace.format.maven.artifact.Coordinates;
import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** How long it takes to open a registry, from the start of a JVM on, and how much memory an idle one needs. */
final class Opening implements Benchmark {
    private static final int PACKAGES = 100;
    private static final int VERSIONS = 1_000;

    @Override
    public String name() {
        return "opening";
    }

    @Override
    public void run(Bench bench) throws IOException {
        Path small = bench.newDirectory();
        fill(small, 1, 1);
        Path large = bench.newDirectory();
        fill(large, bench.scale().of(PACKAGES), bench.scale().of(VERSIONS));
        String classPath = EmbedderClassPath.of(System.getProperty("java.class.path"), bench.newDirectory());
        Path archive = bench.newDirectory().resolve("classes.jsa");
        start(
                classPath,
                List.of("-Xlog:disable", "-XX:ArchiveClassesAtExit=" + archive),
                bench.newDirectory(),
                small,
                large);
        Map<String, double[]> plain = new HashMap<>();
        Map<String, double[]> archived = new HashMap<>();
        int rounds = bench.scale().rounds();
        for (int round = 0; round < rounds; round++) {
            note(plain, rounds, round, start(classPath, List.of(), bench.newDirectory(), small, large));
            List<String> options = List.of("-Xlog:disable", "-XX:SharedArchiveFile=" + archive);
            note(archived, rounds, round, start(classPath, options, bench.newDirectory(), small, large));
        }
        report(bench.figures(), medians(plain), medians(archived));
    }

    private static void note(Map<String, double[]> millis, int rounds, int round, Map<String, Double> said) {
        said.forEach((what, value) -> millis.computeIfAbsent(what, key -> new double[rounds])[round] = value);
    }

    private static Map<String, Double> medians(Map<String, double[]> millis) {
        Map<String, Double> medians = new HashMap<>();
        millis.forEach((what, values) -> medians.put(what, Comparison.median(values)));
        return medians;
    }

    private static void report(Figures figures, Map<String, Double> medians, Map<String, Double> archived) {
        figures.atMost(400, "fresh JVM until the first artifact was read back", of(medians, "first"), "ms");
        figures.atMost(400, "the same, with an archive of its classes", of(archived, "first"), "ms");
        figures.atMost(50, "next registry in the same JVM, the same", of(medians, "next"), "ms");
        figures.atMost(15, "registry in memory, the same", of(medians, "memory"), "ms");
        figures.note("opening a store of 1 file", of(medians, "small"), "ms");
        figures.atMost(1.1, "opening a store of 100,000 files, to that", of(medians, "ratio"), "");
        figures.atMost(8, "heap of the whole JVM with an open registry", of(medians, "heap"), "MB");
        figures.note("resident memory of that JVM", of(medians, "resident"), "MB");
    }

    private static double of(Map<String, Double> medians, String what) {
        Double value = medians.get(what);
        if (value == null) {
            throw new IllegalStateException("The program did not say \"" + what + "\"");
        }
        return value;
    }

    private static Map<String, Double> start(String classPath, List<String> options, Path empty, Path small, Path large)
            throws IOException {
        Map<String, Double> said = new HashMap<>();
        long begin = System.nanoTime();
        Process process = new ProcessBuilder(ServerProcess.command(
                        OpeningProgram.class, classPath, options, empty.toString(), small.toString(), large.toString()))
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        try (BufferedReader out =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            for (String line = out.readLine(); line != null; line = out.readLine()) {
                String[] words = line.split(" ");
                double value = words.length > 1 ? Double.parseDouble(words[1]) : (System.nanoTime() - begin) / 1e6;
                said.put(words[0], value);
            }
        }
        return said;
    }

    private static void fill(Path directory, int packages, int versions) {
        byte[] content = {1, 2, 3};
        try (Registry registry = Registry.open(directory)) {
            Maven maven =
                    Maven.in(registry.create(Hosted.named(RegistryServer.MAVEN).format("maven")));
            for (int i = 0; i < packages; i++) {
                Deployment deployment = maven.deployment();
                for (int version = 0; version < versions; version++) {
                    deployment.add(
                            Coordinates.parse("com.acme:package-" + i + ":txt:1." + version),
                            () -> new ByteArrayInputStream(content));
                }
                deployment.publish();
            }
        }
    }
}
