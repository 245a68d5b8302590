package io.artispace.core.proxy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.artispace.PackageName;
import io.artispace.Proxy;
import io.artispace.ProxyRepository;
import io.artispace.UpstreamFailedException;
import io.artispace.ViewScope;
import io.artispace.core.Fixture;
import io.artispace.event.RegistryEvent.Type;
import io.artispace.policy.Policies;
import io.artispace.testkit.EvilAnswer;
import io.artispace.upstream.Upstream;
import io.artispace.upstream.UpstreamStatus.State;
import java.time.Duration;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A proxy that was taken offline: it serves what is stored, asks nothing, and reports none of that as a failure. */
@Timeout(60)
class OfflineTest {
    private static final byte[] CONTENT = ProxyFixture.content(1_000);

    private static ProxyRepository updated(ProxyFixture far, UnaryOperator<Upstream> settings, Policies policies) {
        Proxy definition = ProxyFixture.definition("far", far.upstream, settings);
        far.fixture.registry().update(definition.policies(policies));
        return far.fixture.registry().proxy("far");
    }

    private static ProxyRepository offline(ProxyFixture far) {
        return updated(far, Upstream::goneOffline, Policies.none());
    }

    private static boolean isSeen(ProxyRepository proxy) {
        return proxy.view(Fixture.APP, ViewScope.versions())
                .filter(view -> !view.versions().isEmpty())
                .isPresent();
    }

    @Test
    void servesWhatIsStoredWithoutAskingAndWithoutAnAlarm() {
        try (ProxyFixture far = new ProxyFixture()) {
            far.serving(CONTENT).upstream.at("app", "1.0 2020-01-01T00:00:00Z\n");
            far.read();
            assertThat(isSeen(far.proxy)).isTrue();
            int asked = far.upstream.requests().size();

            ProxyRepository offline = offline(far);
            far.fixture.pass(Duration.ofDays(30));

            assertThat(isSeen(offline)).isTrue();
            assertThat(isSeen(far.proxy)).as("held by somebody since before").isTrue();
            assertThat(far.proxy.upstream().state()).isEqualTo(State.OFFLINE);
            assertThat(ProxyFixture.read(offline.file(ProxyFixture.FILE).orElseThrow()))
                    .isEqualTo(CONTENT);
            assertThat(far.request("GET").status()).isEqualTo(200);
            assertThat(far.request("HEAD").status()).isEqualTo(200);
            assertThat(far.upstream.requests()).hasSize(asked);
            assertThat(far.events(Type.UPSTREAM_FAILED)).isZero();
            assertThat(offline.upstream().state()).isEqualTo(State.OFFLINE);
            assertThat(offline.upstream().failures()).isZero();
        }
    }

    @Test
    void fileThatIsNotStoredIsNotCalledAbsent() {
        try (ProxyFixture far = new ProxyFixture()) {
            far.serving(CONTENT).upstream.at("app", "1.0 2020-01-01T00:00:00Z\n");
            ProxyRepository offline = offline(far);

            for (PackageName name : new PackageName[] {Fixture.APP, PackageName.of("other")}) {
                assertThatThrownBy(() -> offline.view(name, ViewScope.versions()))
                        .isInstanceOf(UpstreamFailedException.class)
                        .hasMessageContaining("offline");
            }
            assertThatThrownBy(() -> offline.file(ProxyFixture.FILE))
                    .isInstanceOf(UpstreamFailedException.class)
                    .hasMessageContaining("offline");
            assertThat(far.request("GET").status()).isEqualTo(502);
            assertThat(far.request("HEAD").status()).isEqualTo(502);
            assertThat(far.upstream.requests()).isEmpty();
            assertThat(offline.upstream().state()).isEqualTo(State.OFFLINE);
        }
    }

    @Test
    void asksAgainAtOnceWhenItIsBackAlsoForWhatItCouldNotLearnMeanwhile() {
        try (ProxyFixture far = new ProxyFixture()) {
            Policies week = Policies.none().minimumAge(Duration.ofDays(7));
            far.upstream
                    .at("app", "1.0 ?\n")
                    .at("app/1.0/app.bin", EvilAnswer.status(200, "Last-Modified: Wed, 01 Jan 2020 00:00:00 GMT"));
            assertThat(isSeen(far.proxy)).isTrue();

            assertThat(isSeen(updated(far, Upstream::goneOffline, week))).isFalse();
            assertThat(far.upstream.requests()).hasSize(1);

            assertThat(isSeen(updated(far, upstream -> upstream.goneOffline().backOnline(), week)))
                    .isTrue();
        }
    }
}
