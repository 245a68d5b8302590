package io.artispace.core.upstream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.artispace.UpstreamFailedException;
import io.artispace.upstream.UpstreamStatus.State;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What a proxy noted while the clock was a year ahead does not count for a year when the clock was set right. */
@Timeout(60)
class ClockSetBackTest {
    private static final Duration AHEAD = Duration.ofDays(-365);

    @Test
    void aDocumentIsConfirmed() {
        try (ProxyFixture far = new ProxyFixture()) {
            far.upstream.at("app", "1.0 2020-01-01T00:00:00Z\n");
            assertThat(far.versions()).containsExactly("1.0");
            far.upstream.at("app", "1.0 2020-01-01T00:00:00Z\n2.0 2021-01-01T00:00:00Z\n");

            far.fixture.pass(AHEAD);

            assertThat(far.versions()).containsExactly("1.0", "2.0");
            assertThat(far.versions()).hasSize(2);
            assertThat(far.upstream.asked("app")).isEqualTo(2);
        }
    }

    @Test
    void whatWasAbsentIsAskedFor() {
        try (ProxyFixture far = new ProxyFixture()) {
            assertThat(far.versions()).isEmpty();
            far.upstream.at("app", "1.0 2020-01-01T00:00:00Z\n");

            far.fixture.pass(AHEAD);

            assertThat(far.versions()).containsExactly("1.0");
        }
    }

    @Test
    void anUpstreamThatWasLeftAloneIsTried() {
        try (ProxyFixture far = new ProxyFixture()) {
            far.upstream.status("app", 500);
            for (int i = 0; i < 5; i++) {
                assertThatThrownBy(far::versions).isInstanceOf(UpstreamFailedException.class);
            }
            assertThat(far.proxy.upstream().state()).isEqualTo(State.BROKEN);
            far.upstream.at("app", "1.0 2020-01-01T00:00:00Z\n");

            far.fixture.pass(AHEAD);

            assertThat(far.versions()).containsExactly("1.0");
        }
    }
}
