package io.artispace.core.proxy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.artispace.FilePath;
import io.artispace.Registry;
import io.artispace.UpstreamFailedException;
import io.artispace.policy.Policies;
import io.artispace.testkit.EvilAnswer;
import io.artispace.upstream.UpstreamStatus.State;
import java.time.Duration;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What a proxy noted while the clock was a year ahead does not stay valid for a year once the clock is set right. */
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
    void absentNameIsAskedForAgain() {
        try (ProxyFixture far = new ProxyFixture()) {
            assertThat(far.versions()).isEmpty();
            far.upstream.at("app", "1.0 2020-01-01T00:00:00Z\n");

            far.fixture.pass(AHEAD);

            assertThat(far.versions()).containsExactly("1.0");
        }
    }

    @Test
    void anAgeThatCouldNotBeLearnedIsAskedForAgain() {
        try (ProxyFixture far = new ProxyFixture()) {
            far.upstream.at("app", "1.0 ?\n").status("app/1.0/app.bin", 500);
            far.fixture
                    .registry()
                    .update(ProxyFixture.definition("far", far.upstream, UnaryOperator.identity())
                            .policies(Policies.none().minimumAge(Duration.ofDays(7))));
            assertThat(far.versions()).isEmpty();
            far.upstream.at("app/1.0/app.bin", EvilAnswer.status(200, "Last-Modified: Wed, 01 Jan 2020 00:00:00 GMT"));

            far.fixture.pass(AHEAD);

            assertThat(far.versions()).containsExactly("1.0");
        }
    }

    @Test
    void documentsOfVersionsAreAskedForAgainWhereTheyWereUseless() {
        try (ProxyFixture far =
                new ProxyFixture(Registry.builder(), new RemoteFormat().tellingVersions(), UnaryOperator.identity())) {
            byte[] content = ProxyFixture.content(100);
            for (int i = 0; i < 4; i++) {
                far.serving(FilePath.of("app" + i + "/1.0/app.bin"), content);
                far.upstream.at("app" + i, "1.0 2020-01-01T00:00:00Z " + ProxyFixture.sha1(content) + "\n");
            }
            for (int i = 0; i < 3; i++) {
                far.read(FilePath.of("app" + i + "/1.0/app.bin"));
            }

            far.fixture.pass(AHEAD);
            far.read(FilePath.of("app3/1.0/app.bin"));

            assertThat(far.upstream.asked("app3/1.0")).isOne();
        }
    }

    @Test
    void documentOfAVersionIsAskedForAgain() {
        try (ProxyFixture far =
                new ProxyFixture(Registry.builder(), new RemoteFormat().tellingVersions(), UnaryOperator.identity())) {
            byte[] content = ProxyFixture.content(100);
            byte[] other = ProxyFixture.content(200);
            String line = "1.0 2020-01-01T00:00:00Z ";
            far.upstream.at("app/1.0", line + ProxyFixture.sha1(content) + "\n");
            far.serving(other);
            assertThatThrownBy(far::read).isInstanceOf(UpstreamFailedException.class);
            far.upstream.at("app/1.0", line + ProxyFixture.sha1(other) + "\n");

            far.fixture.pass(AHEAD);

            assertThat(far.read()).isEqualTo(other);
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
