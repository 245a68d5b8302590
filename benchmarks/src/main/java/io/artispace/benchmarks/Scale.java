package io.artispace.benchmarks;

import java.time.Duration;

/**
 * How much is measured.
 *
 * @param longestWarmUp how long each subject is loaded, at most, before it counts
 * @param window how long each subject is loaded in each round
 * @param rounds how often the subjects of a comparison take turns
 * @param divisor by how much sizes and counts are reduced
 */
record Scale(Duration longestWarmUp, Duration window, int rounds, int divisor) {

    /** The one that gives figures. */
    static Scale full() {
        return new Scale(Duration.ofSeconds(150), Duration.ofMillis(1000), 7, 1);
    }

    /** The one that shows whether the benchmarks still run, in a moment and without meaning. */
    static Scale tiny() {
        return new Scale(Duration.ofMillis(1), Duration.ofMillis(1), 1, 1_000);
    }

    /** Returns a count, or a size, at this scale. */
    int of(int count) {
        return Math.max(2, count / divisor);
    }

    boolean isTiny() {
        return divisor > 1;
    }
}
