package io.artispace.benchmarks;

/**
 * Two ways to do the same within this process, in turn: the ratio of a round is that of their times, and the median of the rounds counts.
 */
final class Turns {
    /** What is timed. */
    @FunctionalInterface
    interface Work {
        void run() throws Exception;
    }

    private final double[] ratios;
    private final double[] seconds;

    private Turns(int rounds) {
        this.ratios = new double[rounds];
        this.seconds = new double[rounds];
    }

    /** Measures after some rounds that do not count. */
    static Turns measure(Scale scale, int warmUps, Work subject, Work ceiling) throws Exception {
        Turns turns = new Turns(scale.rounds());
        for (int i = 0; i < (scale.isTiny() ? 0 : warmUps); i++) {
            seconds(subject);
            seconds(ceiling);
        }
        for (int round = 0; round < scale.rounds(); round++) {
            double mine = seconds(subject);
            double other = seconds(ceiling);
            turns.seconds[round] = mine;
            turns.ratios[round] = other / mine;
        }
        return turns;
    }

    /** Returns a work that does another one several times. */
    static Work times(int count, Work work) {
        return () -> {
            for (int i = 0; i < count; i++) {
                work.run();
            }
        };
    }

    private static double seconds(Work work) throws Exception {
        long begin = System.nanoTime();
        work.run();
        return (System.nanoTime() - begin) / 1e9;
    }

    /** The rate of the subject in that of the ceiling. */
    double ratio() {
        return Comparison.median(ratios);
    }

    /** The time of the subject. */
    double seconds() {
        return Comparison.median(seconds);
    }
}
