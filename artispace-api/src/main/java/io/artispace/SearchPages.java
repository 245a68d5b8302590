package io.artispace;

import java.util.List;

/**
 * What a search finds, best first, page by page: each page goes on where the one before ended, so reading all of them costs no more
 * than looking at each hit once. Between pages others may publish: a package whose rank changes meanwhile may be left out or, unless a
 * group is searched, come twice.
 *
 * <p>Holds nothing that has to be closed. Not thread-safe.
 */
@FunctionalInterface
public interface SearchPages {
    /**
     * Reads the next page.
     *
     * @param limit 1 to 1,000
     * @return the packages; fewer than {@code limit} only if there are no more
     * @throws InvalidInputException if the limit is out of range
     */
    List<SearchHit> next(int limit);
}
