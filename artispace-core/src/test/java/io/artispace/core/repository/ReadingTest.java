package io.artispace.core.repository;

import static org.assertj.core.api.Assertions.assertThat;

import io.artispace.Group;
import io.artispace.Hosted;
import io.artispace.PackageName;
import io.artispace.Proxy;
import io.artispace.core.policy.PolicyFilter;
import io.artispace.policy.Policies;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

final class ReadingTest {
    private static final PackageName APP = PackageName.of("app");
    private static final Instant NOW = Instant.parse("2026-01-02T00:00:00Z");
    private static final Hosted HOSTED = Hosted.named("inside").format("test");
    private static final Proxy PROXY = Proxy.named("far").format("test").of(URI.create("https://far.example/"));
    private static final Reading COOLED = Reading.host()
            .under(Group.named("all")
                    .policies(Policies.none().minimumAge(Duration.ofDays(7)).block("app@2", "CVE-1")));

    @Test
    void versionPublishedInsideIsNeverTooYoungButCanBeBlocked() {
        PolicyFilter inside = COOLED.asOf(NOW.minusSeconds(1)).filter(HOSTED, NOW);

        assertThat(inside.needsAges()).isFalse();
        assertThat(inside.refusal(APP, "1", NOW)).isEmpty();
        assertThat(inside.refusal(APP, "2", NOW)).isPresent();
    }

    @Test
    void versionOfAnUpstreamCanBeTooYoungOrToCome() {
        assertThat(COOLED.filter(PROXY, NOW).refusal(APP, "1", NOW)).isPresent();
        assertThat(Reading.host().asOf(NOW.minusSeconds(1)).filter(PROXY, NOW).refusal(APP, "1", NOW))
                .isPresent();
        assertThat(Reading.host().filter(PROXY, NOW).refusal(APP, "1", NOW)).isEmpty();
    }

    @Test
    void onlyWhatNothingCanHideIsReadWithoutRules() {
        assertThat(Reading.host().isUnruled(PROXY)).isTrue();
        assertThat(COOLED.isUnruled(PROXY)).isFalse();
        assertThat(Reading.host().asOf(NOW).isUnruled(PROXY)).isFalse();
        assertThat(Reading.host().isUnruled(PROXY.policies(Policies.none().block("app", "no"))))
                .isFalse();
    }
}
