package io.artispace.core.view;

import static org.assertj.core.api.Assertions.assertThat;

import io.artispace.PackageName;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class FoundNamesTest {
    private final List<Integer> asked = new ArrayList<>();

    private FoundNames names(int hits, int leftOut, Predicate<PackageName> shown) {
        return new FoundNames(
                (offset, limit) -> {
                    asked.add(limit);
                    return IntStream.range(offset, Math.min(offset + limit, hits))
                            .mapToObj(i -> "app" + i)
                            .toList();
                },
                leftOut,
                shown);
    }

    @Test
    void asksInLargerPagesTheMoreIsHidden() {
        FoundNames names = names(99_999, 0, name -> name.value().equals("app99998"));

        assertThat(names.next(1)).containsExactly(PackageName.of("app99998"));
        assertThat(names.next(1)).isEmpty();
        assertThat(asked).hasSizeLessThan(8).allMatch(limit -> limit <= 25_000);
    }

    @Test
    void looksAtAHundredThousandHitsAndNotAtAllOfMore() {
        FoundNames names = names(Integer.MAX_VALUE, 0, name -> false);

        assertThat(names.next(1)).isEmpty();
        assertThat(names.next(1)).isEmpty();
        assertThat(asked.stream().mapToInt(limit -> limit).sum()).isBetween(100_000, 125_000);
    }

    @Test
    void leavesOutOnlyWhatIsShown() {
        FoundNames names =
                names(20, 3, name -> name.value().endsWith("1") || name.value().endsWith("5"));

        assertThat(names.next(9)).containsExactly(PackageName.of("app15"));
        assertThat(asked).containsExactly(250);
    }

    @Test
    void asksForWhatIsWantedAndLeftOutAtOnce() {
        assertThat(names(Integer.MAX_VALUE, 9_000, name -> true).next(10)).hasSize(10);
        assertThat(asked).containsExactly(9_010);
    }
}
