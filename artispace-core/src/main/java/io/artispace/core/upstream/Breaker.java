package io.artispace.core.upstream;

import io.artispace.upstream.UpstreamStatus;
import io.artispace.upstream.UpstreamStatus.State;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Leaves an upstream alone for a while that failed several times in a row: 30 seconds at first, twice as long each time, five minutes at most. After
 * the pause one request tries whether it is back; the others are refused until that is known. An answer whose body breaks off is a failure, one that
 * refuses what was asked for (a package that is not for everybody) is none, nor is one that the proxy's own rules refuse (a redirect to elsewhere, more
 * bytes than are taken). Thread-safe.
 */
final class Breaker {
    private static final int TOLERATED = 5;
    private static final Duration FIRST_PAUSE = Duration.ofSeconds(30);
    private static final Duration LONGEST_PAUSE = Duration.ofMinutes(5);

    private int failures;
    private Duration pause = FIRST_PAUSE;
    private @Nullable String lastFailure;
    private @Nullable Instant askedAgain;
    private boolean probing;

    /** Leave to ask; whoever got it gives it back, whatever came of it. */
    final class Leave {
        private final boolean probe;

        private Leave(boolean probe) {
            this.probe = probe;
        }

        /** Notes that an answer began: others may ask again, but what failed counts until one came whole. */
        void answered() {
            if (probe) {
                synchronized (Breaker.this) {
                    askedAgain = null;
                }
            }
        }

        void giveBack() {
            if (probe) {
                synchronized (Breaker.this) {
                    probing = false;
                }
            }
        }
    }

    /** Asks for leave to ask the upstream; empty while it is left alone, or is just being tried by somebody else. */
    synchronized Optional<Leave> enter(Instant now) {
        if (askedAgain == null) {
            return Optional.of(new Leave(false));
        }
        if (probing || isOpen(now)) {
            return Optional.empty();
        }
        probing = true;
        return Optional.of(new Leave(true));
    }

    /** Tells whether more may be asked for than what is needed for sure: not if the last request failed. */
    synchronized boolean isWell() {
        return failures == 0 && askedAgain == null;
    }

    /** Returns until when the upstream is left alone; empty if that time is over. */
    synchronized Optional<Instant> openUntil(Instant now) {
        // No pause is that long: if it ends later, the clock was set back since it began.
        return Optional.ofNullable(askedAgain)
                .filter(until -> now.isBefore(until) && !until.isAfter(now.plus(LONGEST_PAUSE)));
    }

    private boolean isOpen(Instant now) {
        return openUntil(now).isPresent();
    }

    /** Notes that an answer came whole. */
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
     */
    synchronized void failed(String what, Instant now, @Nullable Instant wish) {
        failures++;
        lastFailure = what;
        if (wish != null && wish.isAfter(now)) {
            Instant latest = now.plus(LONGEST_PAUSE);
            askedAgain = wish.isAfter(latest) ? latest : wish;
        } else if (isOpen(now)) {
            // One of those that were on their way when it was opened: the pause is running already.
            return;
        } else if (failures >= TOLERATED) {
            askedAgain = now.plus(pause);
            Duration twice = pause.multipliedBy(2);
            pause = twice.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : twice;
        } else {
            askedAgain = null;
        }
    }

    /**
     * Notes an answer that is of no use, of an upstream that is alive.
     *
     * @param what a sentence
     */
    synchronized void refused(String what) {
        lastFailure = what;
    }

    synchronized void reset() {
        succeeded();
        lastFailure = null;
    }

    synchronized UpstreamStatus status(boolean offline, Instant now) {
        boolean open = isOpen(now);
        State state = offline ? State.OFFLINE : open ? State.BROKEN : State.ASKED;
        return new UpstreamStatus(state, failures, lastFailure, open ? askedAgain : null);
    }
}
