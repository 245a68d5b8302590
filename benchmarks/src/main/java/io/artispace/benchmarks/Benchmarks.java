package io.artispace.benchmarks;

import java.util.List;
import java.util.stream.Collectors;

/** Runs the benchmarks whose names it is given, or all; docs/benchmarks.md says what they measure. */
public final class Benchmarks {
    private Benchmarks() {}

    static List<Benchmark> all() {
        return List.of(
                new HotGet(),
                new LargeGet(),
                new MavenDeploy(),
                new NpmPublish(),
                new OneMoreVersion(),
                new Packuments(),
                new Upload(),
                new GroupGet(),
                new ColdGet(),
                new ProxiedPackument(),
                new ClientBuilds(),
                new Opening(),
                new Embedded(),
                new Postgresql(),
                new ManyPackages(),
                new S3Transfer(),
                new ReadCache());
    }

    /**
     * Runs benchmarks one after the other, each with servers of its own.
     *
     * @param names of the benchmarks; none or {@code all} for all
     * @throws Exception if one fails
     */
    public static void main(String... names) throws Exception {
        List<String> asked = List.of(names);
        boolean everything = asked.isEmpty() || asked.equals(List.of("all"));
        List<Benchmark> chosen = all().stream()
                .filter(benchmark -> everything || asked.contains(benchmark.name()))
                .toList();
        if (chosen.isEmpty()) {
            System.err.println("There is no benchmark " + String.join(" ", asked) + ". There are "
                    + all().stream().map(Benchmark::name).collect(Collectors.joining(", ")) + ".");
            System.exit(2);
        }
        Figures figures = new Figures(System.out);
        for (Benchmark benchmark : chosen) {
            figures.note("\n" + benchmark.name());
            try (Bench bench = new Bench(Scale.full(), figures)) {
                benchmark.run(bench);
            }
        }
    }
}
