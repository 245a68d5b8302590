package io.artispace.format.npm;

import java.util.List;
import java.util.Map;

/**
 * What {@link Npm#prefetch} brought. Immutable.
 *
 * @param fetched {@code name@version} of what is stored now, in the order in which it was asked for
 * @param missing {@code name@version} of what is not, with the reason
 * @param cancelled whether it ended before everything was tried; what was not tried is in neither
 */
public record Prefetched(List<String> fetched, Map<String, String> missing, boolean cancelled) {
    /** Copies the collections. */
    public Prefetched {
        fetched = List.copyOf(fetched);
        missing = Map.copyOf(missing);
    }

    /** Is told how a prefetch goes on, by one thread at a time. */
    @FunctionalInterface
    public interface Progress {
        /**
         * Is called after each tarball.
         *
         * @param done how many were tried
         * @param total how many there are
         * @return false to begin with no other; those under way are still waited for
         */
        boolean advanced(int done, int total);
    }
}
