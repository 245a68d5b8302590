package io.artispace.core.group;

import static io.artispace.core.group.GroupFixture.all;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.artispace.Group;
import io.artispace.Group.Widening;
import io.artispace.InvalidInputException;
import io.artispace.Repository;
import io.artispace.SearchHit;
import io.artispace.SearchPages;
import io.artispace.core.repository.Reading;
import io.artispace.core.repository.ServedRepository;
import io.artispace.policy.Policies;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class GroupSearchTest {
    private final GroupFixture fixture = new GroupFixture();

    @AfterEach
    void close() throws IOException {
        fixture.close();
    }

    private static List<String> numbered(String prefix, int from, int to) {
        return IntStream.range(from, to)
                .mapToObj(i -> "%s-%03d".formatted(prefix, i))
                .toList();
    }

    private static List<String> concat(List<String> first, List<String> second) {
        return Stream.of(first, second).flatMap(List::stream).toList();
    }

    private static List<String> names(List<SearchHit> hits) {
        return hits.stream().map(hit -> hit.name().value()).toList();
    }

    private static List<String> paged(Repository repository, int limit) {
        SearchPages pages = repository.search("");
        List<String> names = new ArrayList<>();
        List<SearchHit> page;
        do {
            page = pages.next(limit);
            names.addAll(names(page));
        } while (page.size() == limit);
        assertThat(pages.next(limit)).as("behind the last page").isEmpty();
        return names;
    }

    private static void assertFound(Repository repository, List<String> names) {
        for (int limit : List.of(1, 3, 50, 1000)) {
            assertThat(paged(repository, limit)).as("pages of %d", limit).isEqualTo(names);
        }
        for (int offset : List.of(0, 1, 2, names.size() - 1, names.size())) {
            List<String> rest = names.subList(offset, names.size());
            assertThat(names(repository.search("", offset, 1000)))
                    .as("all after %d", offset)
                    .isEqualTo(rest);
            assertThat(names(repository.search("", offset, 2)))
                    .as("two after %d", offset)
                    .isEqualTo(rest.subList(0, Math.min(2, rest.size())));
        }
    }

    @Test
    void laterPageGoesOnWhereTheOneBeforeEnded() {
        ServedRepository group = fixture.create(all().owning("owned*", "inside"));
        fixture.publishAll("inside", numbered("p", 20, 60));
        fixture.publishAll("upstream", concat(numbered("owned", 0, 40), numbered("p", 0, 90)));
        List<String> names = Stream.concat(
                        numbered("p", 20, 60).stream(), concat(numbered("p", 0, 20), numbered("p", 60, 90)).stream())
                .toList();

        assertThat(paged(group, 7)).isEqualTo(names);
        assertThat(fixture.outside().asked())
                .as("130 names, each asked for once, in larger pages the more is not shown")
                .containsExactly("search for 50", "search for 50", "search for 80");
        assertFound(group, names);
    }

    @Test
    void memberIsNotAskedBeforeTheEarlierOnesHaveNoMore() {
        ServedRepository group = fixture.create(all());
        fixture.publishAll("inside", numbered("p", 0, 10));
        fixture.publishAll("upstream", numbered("q", 0, 10));
        SearchPages pages = group.search("");

        assertThat(names(pages.next(10))).isEqualTo(numbered("p", 0, 10));
        assertThat(fixture.outside().asked()).isEmpty();
        assertThat(names(pages.next(10))).isEqualTo(numbered("q", 0, 10));
        assertThat(pages.next(10)).isEmpty();
    }

    @Test
    void nestedGroupIsReadOnFromPageToPageToo() {
        fixture.create(Group.named("theirs").format("test").members("outside", "second"));
        ServedRepository group =
                fixture.create(Group.named("outer").format("test").members("inside", "theirs"));
        fixture.publishAll("inside", numbered("p", 50, 55));
        fixture.publishAll("second", numbered("p", 95, 120));
        fixture.publishAll("upstream", numbered("p", 0, 100));
        List<String> outsiders = concat(numbered("p", 0, 50), numbered("p", 55, 95));
        List<String> names = concat(numbered("p", 50, 55), concat(outsiders, numbered("p", 95, 120)));

        assertThat(paged(group, 10)).isEqualTo(names);
        assertThat(fixture.outside().asked()).containsExactly("search for 50", "search for 50", "search for 50");
        assertFound(group, names);
    }

    @Test
    void packageOfSeveralMembersIsFoundOnceAsTheFirstThatFindsItShowsIt() {
        ServedRepository group =
                fixture.create(all().members("inside", "second", "outside").widening(Widening.MERGE));
        fixture.publishAll("inside", numbered("p", 0, 4));
        fixture.publishAll("second", numbered("p", 2, 6));
        fixture.publishAll("upstream", numbered("p", 1, 8));
        fixture.publish("inside", "p-003", "2");

        assertFound(group, numbered("p", 0, 8));
        assertThat(group.search("003", 0, 10))
                .singleElement()
                .extracting(SearchHit::revision)
                .isEqualTo(
                        fixture.repository("inside").search("003", 0, 1).get(0).revision());
    }

    @Test
    void instantRulesAndAccessHoldOnEveryPage() {
        Policies policies = Policies.none().block("p-001", "No.").block("p-005", "No.");
        ServedRepository group =
                fixture.create(all().members("inside", "second").policies(policies));
        fixture.publishAll("inside", numbered("p", 0, 3));
        fixture.publishAll("second", numbered("p", 2, 5));
        Instant then = fixture.now();
        fixture.pass(Duration.ofHours(1));
        fixture.publishAll("second", numbered("p", 5, 8));
        ServedRepository withoutInside = group.reading(Reading.host().in(new AllBut("inside")));

        assertFound(group, List.of("p-000", "p-002", "p-003", "p-004", "p-006", "p-007"));
        assertFound(group.asOf(then), List.of("p-000", "p-002", "p-003", "p-004"));
        assertFound(withoutInside, List.of("p-002", "p-003", "p-004", "p-006", "p-007"));
    }

    @Test
    void pageHasAtLeastOneHitAndNoMoreThanAThousand() {
        SearchPages pages = fixture.create(all()).search("");

        for (int limit : List.of(0, -1, 1001)) {
            assertThatThrownBy(() -> pages.next(limit))
                    .isInstanceOf(InvalidInputException.class)
                    .hasMessageContaining("limit " + limit);
        }
    }
}
