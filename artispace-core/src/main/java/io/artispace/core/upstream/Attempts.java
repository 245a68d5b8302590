package io.artispace.core.upstream;

import io.artispace.UpstreamFailedException;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The budget of repeats of one fetch. Everything that it asks for shares it, so that the repeats of things that are needed together (a
 * file and its checksum, the head of an answer and its body) do not multiply. Thread-safe.
 */
public final class Attempts {
    private static final long SHORTEST_PAUSE_MILLIS = 100;
    private static final long LONGEST_PAUSE_MILLIS = 5_000;

    private final int repeats;
    private final UpstreamThreads threads;
    private final AtomicInteger repeated = new AtomicInteger();

    Attempts(int repeats, UpstreamThreads threads) {
        this.repeats = repeats;
        this.threads = threads;
    }

    /**
     * Pauses before something is repeated: longer each time, and no shorter than the upstream wishes.
     *
     * @param wish how long the upstream wishes to be left alone; zero or less if it said nothing
     * @return false, without a pause, if nothing may be repeated any more, or the wish is for longer than anybody should wait
     * @throws UpstreamFailedException if the registry is closed meanwhile
     */
    public boolean again(Duration wish) {
        if (wish.toMillis() > LONGEST_PAUSE_MILLIS) {
            return false;
        }
        int before = repeated.getAndUpdate(count -> Math.min(count + 1, repeats));
        if (before == repeats) {
            return false;
        }
        long growing =
                (SHORTEST_PAUSE_MILLIS << before) + ThreadLocalRandom.current().nextLong(SHORTEST_PAUSE_MILLIS);
        pause(Math.min(Math.max(growing, wish.toMillis()), LONGEST_PAUSE_MILLIS));
        return true;
    }

    private void pause(long millis) {
        try {
            if (!threads.pause(millis)) {
                throw new UpstreamFailedException("The registry was closed while it asked an upstream.");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new UpstreamFailedException(
                    threads.isClosing()
                            ? "The registry was closed while it asked an upstream."
                            : "Asking an upstream was interrupted.",
                    e);
        }
    }
}
