package io.artispace.core.view;

import io.artispace.SearchHit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * Pages through packages and leaves out those that are not shown. Only the last page is not full: callers take a page that is not full
 * for the last.
 */
public final class ShownHits {
    private static final int SMALLEST_PAGE = 50;

    private ShownHits() {}

    /** Pages through all packages, shown or not. */
    @FunctionalInterface
    public interface Pages {
        /** Returns at most {@code limit} packages after a name; fewer only where there are no more. */
        List<SearchHit> read(String from, int limit);
    }

    /**
     * Returns the first packages after a name.
     *
     * @param all pages through all packages, ordered by name, after a name
     * @param shown says how a package is shown; empty if it is not
     */
    public static List<SearchHit> ordered(
            String after, int limit, Pages all, Function<SearchHit, Optional<SearchHit>> shown) {
        int size = Math.max(limit, SMALLEST_PAGE);
        List<SearchHit> hits = new ArrayList<>();
        String from = after;
        while (true) {
            List<SearchHit> page = all.read(from, size);
            for (SearchHit hit : page) {
                shown.apply(hit).ifPresent(hits::add);
                if (hits.size() == limit) {
                    return List.copyOf(hits);
                }
            }
            if (page.size() < size) {
                return List.copyOf(hits);
            }
            from = page.get(page.size() - 1).name().value();
        }
    }
}
