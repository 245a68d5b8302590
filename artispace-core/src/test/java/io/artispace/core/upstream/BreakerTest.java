package io.artispace.core.upstream;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class BreakerTest {
    private static final Instant NOW = Instant.parse("2026-01-02T03:04:05Z");

    private final Breaker breaker = new Breaker();

    private void fail(int times) {
        for (int i = 0; i < times; i++) {
            breaker.failed("It failed.", NOW, null);
        }
    }

    @Test
    void someFailuresAreTolerated() {
        fail(4);

        assertThat(breaker.enter(NOW)).isPresent();
        assertThat(breaker.enter(NOW)).isPresent();
    }

    @Test
    void oneProbeIsLetThroughAfterThePause() {
        fail(5);
        assertThat(breaker.enter(NOW.plusSeconds(29))).isEmpty();

        Breaker.Leave probe = breaker.enter(NOW.plusSeconds(30)).orElseThrow();

        assertThat(breaker.enter(NOW.plusSeconds(30))).isEmpty();
        breaker.succeeded();
        probe.giveBack();
        assertThat(breaker.enter(NOW.plusSeconds(30))).isPresent();
        assertThat(breaker.enter(NOW.plusSeconds(30))).isPresent();
    }

    @Test
    void aProbeThatFailsPausesForTwiceAsLong() {
        fail(5);
        Instant later = NOW.plusSeconds(30);

        Breaker.Leave probe = breaker.enter(later).orElseThrow();
        breaker.failed("It failed again.", later, null);
        probe.giveBack();

        assertThat(breaker.openUntil(later)).contains(later.plusSeconds(60));
    }

    @Test
    void aProbeThatNeitherSucceedsNorFailsLetsAnotherOneThrough() {
        fail(5);
        Instant later = NOW.plusSeconds(30);

        breaker.enter(later).orElseThrow().giveBack();

        assertThat(breaker.enter(later)).isPresent();
    }

    @Test
    void anAnswerThatBeginsLetsOthersAskAndForgivesNothingUntilItCameWhole() {
        fail(5);
        Instant later = NOW.plusSeconds(30);
        Breaker.Leave probe = breaker.enter(later).orElseThrow();

        probe.answered();
        probe.giveBack();
        assertThat(breaker.enter(later)).isPresent();
        assertThat(breaker.enter(later)).isPresent();

        breaker.failed("It broke off.", later, null);
        assertThat(breaker.openUntil(later)).contains(later.plusSeconds(60));
    }

    @Test
    void anAnswerThatBeginsWhileNobodyWasToAskOpensNothing() {
        Breaker.Leave onItsWay = breaker.enter(NOW).orElseThrow();
        fail(5);

        onItsWay.answered();
        onItsWay.giveBack();

        assertThat(breaker.enter(NOW)).isEmpty();
    }

    @Test
    void requestsThatWereOnTheirWayDoNotMakeThePauseLonger() {
        fail(30);

        assertThat(breaker.openUntil(NOW)).contains(NOW.plusSeconds(30));
    }

    @Test
    void retryAfterIsHonouredForFiveMinutesAtMost() {
        breaker.failed("Too many.", NOW, NOW.plus(Duration.ofDays(1)));

        assertThat(breaker.openUntil(NOW)).contains(NOW.plus(Duration.ofMinutes(5)));
    }
}
