package io.artispace.benchmarks;

import io.artispace.Hosted;
import io.artispace.Registry;
import io.artispace.Repository;
import io.artispace.format.maven.Maven;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/** What a host does in a fresh JVM: opens registries, and says how long each took. */
final class OpeningProgram {
    static final String FIRST = "first";

    private static final int TIMES = 3;
    /** More, since what differs between two stores is a small part of what differs between two openings of one. */
    private static final int PAIRS = 25;

    private OpeningProgram() {}

    /** Takes an empty directory, and two that others have filled: one with a registry of a single file, and one with that of many. */
    public static void main(String... arguments) throws IOException {
        Path empty = Path.of(arguments[0]);
        Path small = Path.of(arguments[1]);
        Path large = Path.of(arguments[2]);
        try (Registry first = Registry.open(empty.resolve(FIRST))) {
            use(first);
            System.out.println(FIRST);
        }
        double[] next = new double[TIMES];
        double[] memory = new double[TIMES];
        for (int i = 0; i < TIMES; i++) {
            Path directory = empty.resolve("next-" + i);
            next[i] = millis(() -> Registry.open(directory), true);
            memory[i] = millis(() -> Registry.builder().open(), true);
        }
        say("next", Comparison.median(next));
        say("memory", Comparison.median(memory));
        try (Registry open = Registry.open(large)) {
            System.gc();
            Runtime runtime = Runtime.getRuntime();
            say("heap", (runtime.totalMemory() - runtime.freeMemory()) / 1e6);
            say("resident", residentMegabytes());
            open.repositories();
        }
        compare(small, large);
    }

    /** Opens both in turn. Whichever comes second finds code that is compiled further; so they change places. */
    private static void compare(Path small, Path large) throws IOException {
        double[] millis = new double[PAIRS];
        double[] ratios = new double[PAIRS];
        for (int i = 0; i < PAIRS; i++) {
            boolean smallFirst = i % 2 == 0;
            double first = millis(() -> Registry.open(smallFirst ? small : large), false);
            double second = millis(() -> Registry.open(smallFirst ? large : small), false);
            millis[i] = smallFirst ? first : second;
            ratios[i] = smallFirst ? second / first : first / second;
        }
        say("small", Comparison.median(millis));
        say("ratio", Comparison.median(ratios));
    }

    @FunctionalInterface
    private interface Opening {
        Registry open();
    }

    private static double millis(Opening opening, boolean use) throws IOException {
        long begin = System.nanoTime();
        try (Registry registry = opening.open()) {
            if (use) {
                use(registry);
            }
            return (System.nanoTime() - begin) / 1e6;
        }
    }

    /** Publishes a first artifact and reads it back. */
    private static void use(Registry registry) throws IOException {
        Repository repository =
                registry.create(Hosted.named(RegistryServer.MAVEN).format("maven"));
        Maven maven = Maven.in(repository);
        byte[] pom = MavenContent.pom("com.acme", "first", "1.0");
        maven.deployment().add("com.acme:first:pom:1.0", pom).publish();
        try (InputStream in = maven.resolve("com.acme:first:pom:1.0").open()) {
            if (in.readAllBytes().length != pom.length) {
                throw new IOException("The artifact is not what was published.");
            }
        }
    }

    /** Megabytes of this process in memory; 0 where the system does not say. */
    private static double residentMegabytes() throws IOException {
        Path status = Path.of("/proc/self/status");
        if (!Files.exists(status)) {
            return 0;
        }
        return Files.readAllLines(status).stream()
                .filter(line -> line.startsWith("VmRSS:"))
                .mapToDouble(line -> Double.parseDouble(line.replaceAll("\\D", "")) / 1e3)
                .sum();
    }

    private static void say(String what, double value) {
        System.out.println(what + " " + value);
    }
}
