package io.artispace.upstream;

import java.util.List;
import java.util.Map;

/**
 * What a format's prefetch, such as those of {@code Maven} and {@code Npm}, fetched from upstream before anybody asked for it. Immutable.
 *
 * @param fetched the coordinates of what is stored now, in the format's own spelling: {@code group:artifact:version} or {@code
 *     name@version}; in the order that the format's method names
 * @param missing the coordinates of what is not, as far as they are known, with the reason: a sentence for the user
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
         * @param known how many are known to be needed so far; what is read on the way, such as POMs, may tell of more
         * @return false to begin with no other; those under way are still waited for
         */
        boolean advanced(int done, int known);
    }
}
