package io.artispace.benchmarks;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * Loads that took turns, so that whatever else the machine did befell them all alike. A ratio is the median of the ratios of the rounds.
 */
final class Comparison {
    private static final int STEADY_WINDOWS = 12;
    private static final double PROGRESS = 0.97;
    /**
     * How long the compilers of a warm server run, at most, to its CPU; where they wait for a processor, they run longer than they work.
     */
    private static final double MOST_COMPILING = 0.1;

    private final List<List<Measured>> rounds;

    private Comparison(List<List<Measured>> rounds) {
        this.rounds = rounds;
    }

    static Comparison run(Scale scale, Load... loads) throws IOException, InterruptedException {
        for (Load load : loads) {
            warmUp(scale, load);
        }
        return measure(scale, loads);
    }

    /** For loads that must not run longer than they are measured, or are warm already. */
    static Comparison measure(Scale scale, Load... loads) throws IOException, InterruptedException {
        List<List<Measured>> rounds = new ArrayList<>();
        List<Load.Running> running = new ArrayList<>();
        try {
            for (Load load : loads) {
                running.add(load.open());
            }
            for (int round = 0; round < scale.rounds(); round++) {
                List<Measured> measured = new ArrayList<>();
                for (Load.Running load : running) {
                    measured.add(load.run(scale.window()));
                }
                rounds.add(measured);
            }
        } finally {
            for (Load.Running load : running) {
                load.close();
            }
        }
        return new Comparison(rounds);
    }

    /**
     * Loads a server until it no longer gets cheaper and its JVM has little left to compile. On a machine whose speed swings, a window that
     * was cheap by chance is followed by others that are not, while the compilers still take a good part of the CPU.
     */
    static void warmUp(Scale scale, Load load) throws IOException, InterruptedException {
        long end = System.nanoTime() + scale.longestWarmUp().toNanos();
        double best = Double.MAX_VALUE;
        double compiling = 1;
        int withoutProgress = 0;
        try (Load.Running running = load.open()) {
            while ((withoutProgress < STEADY_WINDOWS || compiling > MOST_COMPILING) && System.nanoTime() < end) {
                Duration before = load.server().compiling();
                Measured window = running.run(scale.window());
                compiling = share(load.server().compiling().minus(before), window.cpu());
                withoutProgress = window.cpuMillis() < best * PROGRESS ? 0 : withoutProgress + 1;
                best = Math.min(best, window.cpuMillis());
            }
        }
    }

    private static double share(Duration part, Duration whole) {
        return part.isZero() ? 0 : (double) part.toNanos() / Math.max(1, whole.toNanos());
    }

    /** How many operations per second a load reached, in those of another one. */
    double rates(int load, int other) {
        return median(round -> round.get(load).rate() / round.get(other).rate());
    }

    /** How much CPU an operation of a load cost, in those of another one. */
    double cpus(int load, int other) {
        return median(round -> round.get(load).cpuMillis() / round.get(other).cpuMillis());
    }

    double rate(int load) {
        return median(round -> round.get(load).rate());
    }

    double cpuMillis(int load) {
        return median(round -> round.get(load).cpuMillis());
    }

    private double median(ToDoubleFunction<List<Measured>> figure) {
        return median(rounds.stream().mapToDouble(figure).toArray());
    }

    static double median(List<Double> values) {
        return median(values.stream().mapToDouble(Double::doubleValue).toArray());
    }

    /** The median of some values, at least one. */
    static double median(double... values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        return sorted[sorted.length / 2];
    }
}
