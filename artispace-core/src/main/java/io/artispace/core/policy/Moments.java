package io.artispace.core.policy;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;

/** Moments that are a while away. Whoever says for ever, as by {@code ChronoUnit.FOREVER}, means the last or the first one that there is. */
public final class Moments {
    private Moments() {}

    /**
     * Returns the moment after a while.
     *
     * @param time how long, not negative
     */
    public static Instant after(Instant moment, Duration time) {
        try {
            return moment.plus(time);
        } catch (DateTimeException | ArithmeticException beyond) {
            return Instant.MAX;
        }
    }

    /**
     * Returns the moment a while before.
     *
     * @param time how long, not negative
     */
    public static Instant before(Instant moment, Duration time) {
        try {
            return moment.minus(time);
        } catch (DateTimeException | ArithmeticException beyond) {
            return Instant.MIN;
        }
    }

    /**
     * Tells whether something that was noted at a moment counts now. It does for a while, and before that moment for as long, since clocks of several processes
     * differ; what was noted further ahead was noted by a clock that was wrong, and must not count until that time has come.
     *
     * @param noted when it was noted
     * @param time how long it counts, not negative
     */
    public static boolean counts(Instant noted, Duration time, Instant now) {
        return now.isBefore(after(noted, time)) && now.isAfter(before(noted, time));
    }
}
