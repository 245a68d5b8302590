package io.artispace.core.view;

import io.artispace.SearchHit;
import io.artispace.SearchPages;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.function.Function;

/**
 * The pages of a search without the hits that are not shown. Holds at most one page of hits that were found and not looked at yet,
 * since they may have long descriptions.
 */
public final class ShownPages implements SearchPages {
    private static final int SMALLEST_PAGE = 50;
    /** For who wants as many, or had as many hidden from him: for each page, a store finds and orders all hits anew. */
    private static final int LARGEST_PAGE = 2000;

    private static final int LEFT_OUT_PAGE = 250;

    private final SearchPages all;
    private final Function<SearchHit, Optional<SearchHit>> shown;
    private final Queue<SearchHit> found = new ArrayDeque<>();
    private int hidden;
    private boolean ended;

    /**
     * Creates the pages.
     *
     * @param all the pages of all hits, shown or not; read by nobody else
     * @param shown says how a hit is shown; empty if it is not. Asked once for each hit, in order, and not before its turn
     */
    public ShownPages(SearchPages all, Function<SearchHit, Optional<SearchHit>> shown) {
        this.all = all;
        this.shown = shown;
    }

    @Override
    public List<SearchHit> next(int limit) {
        List<SearchHit> page = new ArrayList<>();
        while (page.size() < limit && isFoundMore(limit - page.size())) {
            shown.apply(found.remove()).ifPresentOrElse(page::add, () -> hidden++);
        }
        return List.copyOf(page);
    }

    private boolean isFoundMore(int wanted) {
        if (found.isEmpty() && !ended) {
            int size = Math.max(SMALLEST_PAGE, Math.min(Math.max(wanted, hidden), LARGEST_PAGE));
            List<SearchHit> more = all.next(size);
            ended = more.size() < size;
            found.addAll(more);
        }
        return !found.isEmpty();
    }

    /** Leaves the first hits of pages out, without holding more than a page of them. */
    public static SearchPages after(int offset, SearchPages pages) {
        int left = offset;
        while (left > 0) {
            int size = Math.min(left, LEFT_OUT_PAGE);
            left = pages.next(size).size() < size ? 0 : left - size;
        }
        return pages;
    }
}
