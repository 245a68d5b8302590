package io.artispace.core.upstream;

import io.artispace.upstream.UpstreamStatus;
import io.artispace.upstream.UpstreamStatus.State;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A circuit breaker: leaves an upstream that failed several times in a row alone for a while, 30 seconds at first, twice as long each
 * time, five minutes at most. After the pause one request tries whether the upstream is back, and the others are refused until that is
 * known. An answer whose body breaks off is a failure. An answer that refuses what was asked for (a package that is not for everybody)
 * is none, nor is one that the proxy's own rules refuse (a redirect to elsewhere, more bytes than are taken). Thread-safe.
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

    /** Permission to ask. Its holder has to give it back, whatever happened. */
    final class Leave {
        private final boolean probe;

        private Leave(boolean probe) {
            this.probe = probe;
        }

        /** Notes that an answer began: others may ask again, but the failures still count until an answer came whole. */
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

    /** Asks for permission to ask the upstream; empty while it is left alone, or while another request tries whether it is back. */
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

    /** Tells whether the upstream may be asked for things that may turn out not to be needed: not if the last request failed. */
    synchronized boolean isWell() {
        return failures == 0 && askedAgain == null;
    }

    /** Returns until when the upstream is left alone; empty if that time is over. */
    synchronized Optional<Instant> openUntil(Instant now) {
        // No pause is longer than the longest: if it seems to be, the clock was set back since it began.
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
            // This request was on its way when the breaker opened: the pause is running already.
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
     * Notes an answer that cannot be used although the upstream is alive.
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
