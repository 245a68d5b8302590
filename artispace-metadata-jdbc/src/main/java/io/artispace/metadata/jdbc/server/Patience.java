package io.artispace.metadata.jdbc.server;

import io.artispace.metadata.jdbc.sql.ServerFailures;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** How often a transaction is repeated: until it succeeds or half a minute has passed, with growing and random pauses. */
final class Patience {
    private static final long LIMIT = TimeUnit.SECONDS.toNanos(30);
    private static final long SHORTEST = TimeUnit.MILLISECONDS.toNanos(1);
    private static final long LONGEST_AFTER_CONFLICT = TimeUnit.MILLISECONDS.toNanos(100);
    private static final long LONGEST_AFTER_LOSS = TimeUnit.SECONDS.toNanos(1);

    private final long start = System.nanoTime();
    private int failures;

    /** Pauses after a failure; says, without a pause, if it was the last one. An interrupt ends no pause and is kept. */
    boolean lasts(ServerFailures.Kind failure) {
        if (failure == ServerFailures.Kind.LASTING || System.nanoTime() - start > LIMIT) {
            return false;
        }
        long longest = failure == ServerFailures.Kind.LOST ? LONGEST_AFTER_LOSS : LONGEST_AFTER_CONFLICT;
        long bound = Math.min(longest, SHORTEST << Math.min(failures++, 20));
        pause(ThreadLocalRandom.current().nextLong(bound / 2, bound + 1));
        return true;
    }

    private static void pause(long nanos) {
        boolean interrupted = Thread.interrupted();
        long end = System.nanoTime() + nanos;
        for (long left = nanos; left > 0; left = end - System.nanoTime()) {
            LockSupport.parkNanos(left);
            interrupted |= Thread.interrupted();
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
