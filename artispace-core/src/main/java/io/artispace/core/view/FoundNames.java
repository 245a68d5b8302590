package io.artispace.core.view;

import io.artispace.PackageName;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.function.Predicate;

/**
 * The names that a search finds, page by page, without those that are hidden. For each page, a store finds and orders all hits anew; so
 * the more was read, the larger is the next page. Not thread-safe.
 */
final class FoundNames {
    private static final int FIRST_PAGE = 250;
    private static final int GROWTH = 10;
    private static final int LARGEST_PAGE = 25_000;

    /** How many hits are looked at, shown or not: without a limit, who may see few of many could keep a processor busy. */
    private static final int MOST = 100_000;

    /** Finds names, as {@link io.artispace.metadata.MetadataReader#search} does. */
    @FunctionalInterface
    interface Pages {
        List<String> read(int offset, int limit);
    }

    private final Pages all;
    private final Predicate<PackageName> shown;
    private final Queue<String> found = new ArrayDeque<>();
    private int leftOut;
    private int size;
    private int position;
    private boolean ended;

    /**
     * Begins.
     *
     * @param all the names, hidden or not
     * @param leftOut how many of the best that are shown to leave out
     * @param shown which names are shown
     */
    FoundNames(Pages all, int leftOut, Predicate<PackageName> shown) {
        this.all = all;
        this.leftOut = leftOut;
        this.shown = shown;
    }

    /** Returns the next names; fewer than the limit only if there are no more. */
    List<PackageName> next(int limit) {
        List<PackageName> page = new ArrayList<>();
        while (page.size() < limit && isFoundMore(limit)) {
            PackageName name = PackageName.of(found.remove());
            if (!shown.test(name)) {
                continue;
            }
            if (leftOut > 0) {
                leftOut--;
            } else {
                page.add(name);
            }
        }
        return page;
    }

    private boolean isFoundMore(int wanted) {
        if (found.isEmpty() && !ended) {
            size = Math.min(Math.max(size * GROWTH, Math.max(FIRST_PAGE, wanted + leftOut)), LARGEST_PAGE);
            List<String> more = all.read(position, size);
            found.addAll(more);
            position += more.size();
            ended = more.size() < size || position >= MOST;
        }
        return !found.isEmpty();
    }
}
