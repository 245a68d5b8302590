package io.artispace.core.engine;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;

/** Adds durations to moments without overflow: {@code ChronoUnit.FOREVER} leads to the last or the first moment that there is. */
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
     * Tells whether something that was noted at a moment still counts. It does for the given time after that moment, and for as long before
     * it, since the clocks of several processes differ. Something noted further in the future was noted by a wrong clock, and must not
     * count until that time has come.
     *
     * @param noted when it was noted
     * @param time how long it counts, not negative
     */
    public static boolean counts(Instant noted, Duration time, Instant now) {
        return now.isBefore(after(noted, time)) && now.isAfter(before(noted, time));
    }
}
