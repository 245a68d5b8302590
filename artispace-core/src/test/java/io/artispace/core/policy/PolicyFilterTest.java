package io.artispace.core.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.artispace.DeniedException;
import io.artispace.PackageName;
import io.artispace.PackageView;
import io.artispace.VersionView;
import io.artispace.ViewScope;
import io.artispace.core.TestFormat;
import io.artispace.policy.Policies;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class PolicyFilterTest {
    private static final PackageName APP = PackageName.of("app");
    private static final Instant FIRST = Instant.parse("2026-01-01T00:00:00Z");
    private static final Policies WEEK = Policies.none().minimumAge(Duration.ofDays(7));

    /** Versions 1, 2, 3 and 4-beta, a day apart. */
    private static final PackageView VIEW = new PackageView(
            APP,
            9,
            FIRST,
            day(3),
            Map.of(),
            List.of(version("1", 0), version("2", 1), version("3", 2), version("4-beta", 3)),
            Map.of("latest", "3", "next", "4-beta", "old", "1"),
            List.of());

    private static Instant day(int day) {
        return FIRST.plus(Duration.ofDays(day));
    }

    private static VersionView version(String name, int day) {
        return new VersionView(name, 1, day(day), Map.of(), "", List.of());
    }

    private static PolicyFilter cooling(Instant now, Policies... rules) {
        return new PolicyFilter(List.of(rules), null, now);
    }

    private static PackageView shown(PolicyFilter filter) {
        return filter.filter(VIEW, ViewScope.versions(), new TestFormat());
    }

    private static List<String> names(PackageView view) {
        return view.versions().stream().map(VersionView::name).toList();
    }

    @Test
    void nothingIsCopiedWhereNothingIsHidden() {
        assertThat(shown(cooling(day(0)))).isSameAs(VIEW);
        assertThat(shown(cooling(day(30), WEEK))).isSameAs(VIEW);
    }

    @Test
    void cooldownHidesWhatIsTooYoungAndPointsTagsToWhatIsLeft() {
        PackageView view = shown(cooling(day(8), WEEK));

        assertThat(names(view)).containsExactly("1", "2");
        assertThat(view.tags()).containsOnly(Map.entry("latest", "2"), Map.entry("next", "2"), Map.entry("old", "1"));
    }

    @Test
    void tagWithoutAnyVersionBelowGoes() {
        Policies policies = Policies.none().block("app@1", "broken");

        assertThat(shown(cooling(day(30), policies)).tags()).containsOnlyKeys("latest", "next");
    }

    @Test
    void tagOfAReleaseIsNotMovedToAPreRelease() {
        PackageView view = new PackageView(
                APP,
                1,
                FIRST,
                FIRST,
                Map.of(),
                List.of(version("1-beta", 0), version("2", 1)),
                Map.of("latest", "2"),
                List.of());

        PackageView left = cooling(day(30), Policies.none().block("app@2", "broken"))
                .filter(view, ViewScope.versions(), new TestFormat());

        assertThat(names(left)).containsExactly("1-beta");
        assertThat(left.tags()).isEmpty();
    }

    @Test
    void longestCooldownCountsAndOnlyThoseThatDoNotExempt() {
        Policies month = Policies.none().minimumAge(Duration.ofDays(30)).exempt("app@2");

        assertThat(names(shown(cooling(day(8), WEEK, month)))).containsExactly("2");
        assertThat(names(shown(cooling(day(0), WEEK.exempt("app"))))).containsExactly("1", "2", "3", "4-beta");
    }

    @Test
    void exemptionIsToldOnlyWhereItMadeADifference() {
        PolicyFilter filter = cooling(day(8), WEEK.exempt("app"));

        assertThat(filter.isExempted(APP, "3", day(2))).isTrue();
        assertThat(filter.isExempted(APP, "1", day(0))).isFalse();
    }

    @Test
    void asOfShowsWhatHadAppearedByThen() {
        PolicyFilter filter = new PolicyFilter(List.of(), day(1), day(30));

        PackageView view = shown(filter);

        assertThat(names(view)).containsExactly("1", "2");
        assertThat(view.tags()).containsEntry("latest", "2");
        assertThat(view.modified()).isEqualTo(day(1));
        assertThat(shown(new PolicyFilter(List.of(), day(3), day(30)))).isSameAs(VIEW);
    }

    @Test
    void ageForEverHoldsEverythingBackThatIsNotExempt() {
        Policies ever = Policies.none().minimumAge(ChronoUnit.FOREVER.getDuration());

        assertThat(names(shown(cooling(day(30), ever)))).isEmpty();
        assertThat(cooling(day(30), ever).changes(VIEW)).hasSize(4);
        assertThat(names(shown(cooling(day(30), ever.exempt("app@2"))))).containsExactly("2");
        assertThat(cooling(day(30), ever.exempt("app@2")).isExempted(APP, "2", day(1)))
                .isTrue();
    }

    @Test
    void refusalOfAFileSaysWhyAndWhatToDo() {
        PolicyFilter filter = cooling(day(1), WEEK.block("app@9", "It deletes home directories."));

        assertThatThrownBy(() -> filter.demand(APP, "9", day(-100)))
                .isInstanceOf(DeniedException.class)
                .hasMessageContaining("\"9\"")
                .hasMessageContaining("\"app\"")
                .hasMessageEndingWith("It deletes home directories.");
        assertThatThrownBy(() -> filter.demand(APP, "1", day(0)))
                .isInstanceOf(DeniedException.class)
                .hasMessageContaining("too young")
                .hasMessageContaining(day(7).toString())
                .hasMessageContaining("Use an older version");
        filter.demand(APP, "1", day(-7));
    }

    @Test
    void momentsAtWhichTheViewChangesAreKnownInAdvance() {
        assertThat(cooling(day(8), WEEK).changes(VIEW)).containsExactly(day(9), day(10));
        assertThat(names(shown(cooling(day(9), WEEK)))).containsExactly("1", "2", "3");
        assertThat(cooling(day(10), WEEK).changes(VIEW)).isEmpty();
    }

    @Test
    void fingerprintsTellRulesAndInstantsApart() {
        assertThat(cooling(day(0), Policies.none()).fingerprint()).isEmpty();
        assertThat(cooling(day(0), WEEK).fingerprint())
                .isEqualTo(cooling(day(5), WEEK).fingerprint())
                .isNotEqualTo(cooling(day(0), WEEK.exempt("app")).fingerprint())
                .isNotEqualTo(new PolicyFilter(List.of(WEEK), day(1), day(0)).fingerprint());
    }
}
