package io.artispace.core.upstream;

import io.artispace.upstream.UpstreamStatus;
import io.artispace.upstream.UpstreamStatus.State;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Leaves an upstream alone for a while that failed several times in a row: 30 seconds at first, twice as long each time, five minutes at most. Thread-safe. */
final class Breaker {
    private static final int TOLERATED = 5;
    private static final Duration FIRST_PAUSE = Duration.ofSeconds(30);
    private static final Duration LONGEST_PAUSE = Duration.ofMinutes(5);

    private int failures;
    private Duration pause = FIRST_PAUSE;
    private @Nullable String lastFailure;
    private @Nullable Instant askedAgain;

    /** Tells until when the upstream is left alone; empty if it may be asked. */
    synchronized Optional<Instant> openUntil(Instant now) {
        return Optional.ofNullable(askedAgain).filter(now::isBefore);
    }

    synchronized void succeeded() {
        failures = 0;
        pause = FIRST_PAUSE;
        askedAgain = null;
    }

    /**
     * Notes a failure.
     *
     * @param what a sentence
     * @param wish until when the upstream wishes to be left alone; null if it said nothing
     * @return whether it is the first one in a row
     */
    synchronized boolean failed(String what, Instant now, @Nullable Instant wish) {
        failures++;
        lastFailure = what;
        if (wish != null && wish.isAfter(now)) {
            Instant latest = now.plus(LONGEST_PAUSE);
            askedAgain = wish.isAfter(latest) ? latest : wish;
        } else if (failures >= TOLERATED) {
            askedAgain = now.plus(pause);
            Duration twice = pause.multipliedBy(2);
            pause = twice.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : twice;
        }
        return failures == 1;
    }

    synchronized void reset() {
        succeeded();
        lastFailure = null;
    }

    synchronized UpstreamStatus status(boolean offline, Instant now) {
        boolean open = openUntil(now).isPresent();
        State state = offline ? State.OFFLINE : open ? State.BROKEN : State.ASKED;
        return new UpstreamStatus(state, failures, lastFailure, open ? askedAgain : null);
    }
}
