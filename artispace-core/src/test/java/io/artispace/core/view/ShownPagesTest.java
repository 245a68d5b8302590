package io.artispace.core.view;

import static org.assertj.core.api.Assertions.assertThat;

import io.artispace.PackageName;
import io.artispace.SearchHit;
import io.artispace.SearchPages;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ShownPagesTest {
    private static final int HITS = 20_000;

    private final List<Integer> asked = new ArrayList<>();

    /** As of a store, which finds all hits anew for each page. */
    private final SearchPages all = new SearchPages() {
        private int position;

        @Override
        public List<SearchHit> next(int limit) {
            asked.add(limit);
            List<SearchHit> page = new ArrayList<>();
            while (page.size() < limit && position < HITS) {
                position++;
                page.add(new SearchHit(PackageName.of("app" + position), 1, Instant.EPOCH, Map.of()));
            }
            return page;
        }
    };

    @Test
    void asksInLargerPagesTheMoreIsHidden() {
        SearchPages pages = new ShownPages(
                all,
                hit -> Optional.of(hit).filter(found -> found.name().value().equals("app" + HITS)));

        assertThat(pages.next(1)).extracting(hit -> hit.name().value()).containsExactly("app" + HITS);
        assertThat(pages.next(1)).isEmpty();
        assertThat(asked).hasSizeLessThan(20).allMatch(limit -> limit <= 2000);
    }

    @Test
    void asksForFewWhereFewAreWantedAndAllShown() {
        SearchPages pages = new ShownPages(all, Optional::of);

        for (int i = 1; i <= 500; i++) {
            assertThat(pages.next(1)).extracting(hit -> hit.name().value()).containsExactly("app" + i);
        }
        assertThat(asked).containsOnly(50);
    }
}
