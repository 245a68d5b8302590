package io.artispace.core.upstream;

import io.artispace.Quote;
import io.artispace.UpstreamFailedException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

/**
 * Makes the exceptions that tell of a failing upstream, and notes the failures at its {@link Breaker}. Messages name the proxy and never
 * the upstream's address. Thread-safe.
 */
final class UpstreamFailures {
    private final String proxy;
    private final Breaker breaker;
    private final UpstreamThreads threads;
    private final InstantSource clock;

    UpstreamFailures(String proxy, Breaker breaker, UpstreamThreads threads, InstantSource clock) {
        this.proxy = proxy;
        this.breaker = breaker;
        this.threads = threads;
        this.clock = clock;
    }

    /** The proxy must not ask its upstream. */
    UpstreamFailedException offline(String location) {
        return new UpstreamFailedException(cannot(location)
                + "the proxy is offline, and it is not stored. Bring the proxy online, or use what is stored.");
    }

    /** The breaker is open. */
    UpstreamFailedException leftAlone(String location, Instant now) {
        String until = breaker.openUntil(now)
                .map(end -> "until " + end)
                .orElse("until a request that is on its way has found out whether it is back");
        return new UpstreamFailedException(
                cannot(location) + "the upstream failed several times in a row and is left alone " + until + ".");
    }

    /** An answer cannot be used. The next one may well be usable, so this does not count towards opening the breaker. */
    UpstreamFailedException refused(String location, String why, Exception cause) {
        String advice = cause instanceof RefusedException
                ? ". This stays so until the upstream's answer or the proxy's definition is another."
                : ". Try again later.";
        String message = cannot(location) + why + advice;
        breaker.refused(message);
        return new UpstreamFailedException(message, cause);
    }

    /** The upstream refused to give this one thing. That does not count towards opening the breaker either. */
    UpstreamFailedException refusal(String location, int status) {
        String advice = status == 401 || status == 403
                ? ". Check the proxy's credentials, and what they may read there."
                : ". Check the proxy's URL, and whether its upstream offers this.";
        String message = cannot(location) + "the upstream answered " + status + advice;
        breaker.refused(message);
        return new UpstreamFailedException(message);
    }

    /**
     * The upstream is well, and could not get this one thing from where it gets it. It has repeated its request itself, and what it has is
     * to be asked for.
     */
    UpstreamFailedException passedOn(String location) {
        String message = cannot(location) + "the upstream could not get it from its own upstream. Try again later.";
        breaker.refused(message);
        return new UpstreamFailedException(message);
    }

    /**
     * The upstream failed; several of these in a row open the breaker.
     *
     * @param wish how long the upstream wishes to be left alone; zero if it said nothing
     */
    UpstreamFailedException failed(String location, String why, @Nullable Exception cause, Duration wish) {
        if (threads.isClosing()) {
            // The close has cut it off: that says nothing of the upstream.
            return exception(cannot(location) + "the registry was closed meanwhile. Ask again when it is open.", cause);
        }
        Instant now = clock.instant();
        String message = cannot(location) + why + ". Try again later.";
        breaker.failed(message, now, now.plus(wish));
        return exception(message, cause);
    }

    private static UpstreamFailedException exception(String message, @Nullable Exception cause) {
        return cause == null ? new UpstreamFailedException(message) : new UpstreamFailedException(message, cause);
    }

    private String cannot(String location) {
        String shown = location.contains("://") ? "a file" : Quote.of(location);
        return "Cannot get " + shown + " for the proxy " + Quote.of(proxy) + ": ";
    }
}
