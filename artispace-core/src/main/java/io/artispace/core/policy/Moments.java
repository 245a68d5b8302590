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
}
