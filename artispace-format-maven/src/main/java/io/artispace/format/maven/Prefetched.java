package io.artispace.format.maven;

import java.util.Collection;
import java.util.List;
import java.util.Map;

/**
 * What {@link Maven#prefetch(Collection, Progress)} brought. Immutable.
 *
 * @param fetched the coordinates of the files that are stored now, ordered
 * @param missing the coordinates of what is not, as far as they are known, with the reason
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
         * Is called after each file.
         *
         * @param done how many were tried
         * @param known how many are known to be needed so far; POMs read on the way tell of more
         * @return false to begin with no other; those under way are still waited for
         */
        boolean advanced(int done, int known);
    }
}
