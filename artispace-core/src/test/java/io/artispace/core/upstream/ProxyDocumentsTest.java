package io.artispace.core.upstream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.artispace.PackageName;
import io.artispace.PackageView;
import io.artispace.UpstreamFailedException;
import io.artispace.VersionView;
import io.artispace.ViewScope;
import io.artispace.access.Secret;
import io.artispace.core.Fixture;
import io.artispace.event.RegistryEvent.Type;
import io.artispace.upstream.Credentials;
import io.artispace.upstream.Upstream.Redirects;
import io.artispace.upstream.UpstreamStatus.State;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a proxy knows of packages, before an upstream that changes, fails, or leads astray. */
@Timeout(60)
class ProxyDocumentsTest {
    private static final String ONE = "1.0 2020-01-01T00:00:00Z\n";
    private static final String TWO = ONE + "2.0 2021-01-01T00:00:00Z\n";

    private static List<String> versions(ProxyFixture far) {
        Optional<PackageView> view = far.proxy.view(Fixture.APP, ViewScope.versions());
        return view.stream()
                .flatMap(v -> v.versions().stream())
                .map(VersionView::name)
                .toList();
    }

    @Test
    void aDocumentIsAskedForAgainOnlyAfterItsTimeAndOnlyWhetherItChanged() {
        try (ProxyFixture far = new ProxyFixture()) {
            far.upstream.at("app", ONE, "ETag: \"a\"");
            assertThat(versions(far)).containsExactly("1.0");
            long revision = far.proxy.revision(Fixture.APP).orElseThrow();
            assertThat(far.upstream.asked("app")).isOne();

            far.upstream.status("app", 304);
            far.fixture.pass(Duration.ofMinutes(16));

            assertThat(versions(far)).containsExactly("1.0");
            assertThat(far.proxy.revision(Fixture.APP)).hasValue(revision);
            assertThat(far.upstream.asked("app")).isEqualTo(2);
            assertThat(far.upstream.requests().get(1)).contains("If-None-Match: \"a\"");
        }
    }

    @Test
    void aDocumentLargerThanTheProxyTakesIsAnErrorThatSaysSo() {
        try (ProxyFixture far = new ProxyFixture(upstream -> upstream.sending(ONE.length(), 1_000))) {
            far.upstream.at("app", TWO);

            assertThatThrownBy(() -> versions(far))
                    .isInstanceOf(UpstreamFailedException.class)
                    .hasStackTraceContaining("larger than " + ONE.length() + " bytes");

            far.upstream.at("app", ONE);
            far.fixture.pass(Duration.ofMinutes(16));
            assertThat(versions(far)).containsExactly("1.0");
        }
    }

    @Test
    void aVersionThatAppearsUpstreamAppearsHereWithItsOwnTime() {
        try (ProxyFixture far = new ProxyFixture()) {
            far.upstream.at("app", ONE);
            versions(far);

            far.upstream.at("app", TWO);
            far.fixture.pass(Duration.ofMinutes(16));

            PackageView view = far.proxy.view(Fixture.APP, ViewScope.versions()).orElseThrow();
            assertThat(view.versions())
                    .extracting(v -> v.published().toString())
                    .containsExactly("2020-01-01T00:00:00Z", "2021-01-01T00:00:00Z");
            assertThat(view.tags()).containsEntry("latest", "2.0");
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {401, 429, 500, 503})
    void whatIsStoredIsServedWhileTheUpstreamFailsWithOneEvent(int status) {
        try (ProxyFixture far = new ProxyFixture()) {
            far.upstream.at("app", ONE);
            versions(far);
            far.upstream.status("app", status);
            far.fixture.pass(Duration.ofMinutes(16));

            assertThat(versions(far)).containsExactly("1.0");
            assertThat(versions(far)).containsExactly("1.0");
            assertThat(far.events(Type.UPSTREAM_FAILED)).isOne();
        }
    }

    @Test
    void aPackageThatVanishedUpstreamStaysServed() {
        try (ProxyFixture far = new ProxyFixture()) {
            far.upstream.at("app", ONE);
            versions(far);
            far.upstream.status("app", 404);
            far.fixture.pass(Duration.ofMinutes(16));

            assertThat(versions(far)).containsExactly("1.0");
        }
    }

    @Test
    void anUnknownNameIsAFailureWhileTheUpstreamFailsAndAbsentWhenItSaysSo() {
        try (ProxyFixture far = new ProxyFixture()) {
            far.upstream.status("app", 500);

            assertThatThrownBy(() -> versions(far))
                    .isInstanceOf(UpstreamFailedException.class)
                    .hasMessageContaining("far")
                    .hasMessageNotContaining(far.upstream.url().getHost());
            assertThat(far.proxy.view(PackageName.of("other"), ViewScope.versions()))
                    .isEmpty();
        }
    }

    @Test
    void aDocumentThatCannotBeReadIsAFailure() {
        try (ProxyFixture far = new ProxyFixture()) {
            far.upstream.at("app", "<html>");

            assertThatThrownBy(() -> versions(far)).isInstanceOf(UpstreamFailedException.class);
        }
    }

    @Test
    void aFailureIsRepeatedAsOftenAsTheDefinitionSays() {
        try (ProxyFixture far = new ProxyFixture(upstream -> upstream.retrying(2))) {
            far.upstream.status("app", 503);

            assertThatThrownBy(() -> versions(far)).isInstanceOf(UpstreamFailedException.class);
            assertThat(far.upstream.asked("app")).isEqualTo(3);
        }
    }

    @Test
    void anUpstreamThatWishesToBeLeftAloneForLongIsLeftAlone() {
        try (ProxyFixture far = new ProxyFixture(upstream -> upstream.retrying(2))) {
            far.upstream.status("app", 429, "Retry-After: 120");

            assertThatThrownBy(() -> versions(far)).isInstanceOf(UpstreamFailedException.class);
            assertThatThrownBy(() -> versions(far)).isInstanceOf(UpstreamFailedException.class);
            assertThat(far.upstream.asked("app")).isOne();
        }
    }

    @Test
    void aDeadUpstreamIsLeftAloneForAWhileOrUntilItIsReset() {
        try (ProxyFixture far = new ProxyFixture()) {
            far.upstream.status("app", 500);
            for (int i = 0; i < 5; i++) {
                assertThatThrownBy(() -> versions(far)).isInstanceOf(UpstreamFailedException.class);
            }
            assertThat(far.proxy.upstream().state()).isEqualTo(State.BROKEN);
            assertThatThrownBy(() -> versions(far)).isInstanceOf(UpstreamFailedException.class);
            assertThat(far.upstream.asked("app")).isEqualTo(5);

            far.upstream.at("app", ONE);
            far.proxy.resetUpstream();

            assertThat(versions(far)).containsExactly("1.0");
            assertThat(far.proxy.upstream().state()).isEqualTo(State.ASKED);
        }
    }

    @Test
    void credentialsGoToTheUpstreamAndNotToWhereItRedirects() {
        Credentials secret = Credentials.basic("user", Secret.of("secret"));
        try (EvilUpstream other = new EvilUpstream();
                ProxyFixture far = new ProxyFixture(
                        upstream -> upstream.withCredentials(secret).redirecting(Redirects.ANYWHERE))) {
            other.at("app", ONE);
            far.upstream.status("app", 302, "Location: " + other.url() + "app");

            assertThat(versions(far)).containsExactly("1.0");
            assertThat(far.upstream.requests()).allMatch(request -> request.contains("Authorization: Basic"));
            assertThat(other.requests()).noneMatch(request -> request.contains("Authorization"));
        }
    }

    @Test
    void aRedirectToAnotherOriginIsRefusedByDefault() {
        try (EvilUpstream other = new EvilUpstream();
                ProxyFixture far = new ProxyFixture()) {
            far.upstream.status("app", 302, "Location: " + other.url() + "app");

            assertThatThrownBy(() -> versions(far)).isInstanceOf(UpstreamFailedException.class);
            assertThat(other.requests()).isEmpty();
        }
    }

    @Test
    void redirectsInACircleEnd() {
        try (ProxyFixture far = new ProxyFixture()) {
            far.upstream.status("app", 302, "Location: /app");

            assertThatThrownBy(() -> versions(far)).isInstanceOf(UpstreamFailedException.class);
            assertThat(far.upstream.asked("app")).isLessThanOrEqualTo(6);
        }
    }
}
