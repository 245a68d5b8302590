package io.artispace.core.proxy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.artispace.UpstreamFailedException;
import io.artispace.access.Secret;
import io.artispace.testkit.EvilUpstream;
import io.artispace.upstream.Credentials;
import io.artispace.upstream.Upstream.Redirects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Which redirects a proxy follows, and where it sends its credentials. */
@Timeout(60)
class ProxyRedirectsTest {
    private static final String ONE = "1.0 2020-01-01T00:00:00Z\n";

    private static Stream<Arguments> credentials() {
        return Stream.of(
                Arguments.of(Credentials.basic("user", Secret.of("secret")), "Authorization: Basic dXNlcjpzZWNyZXQ=\n"),
                Arguments.of(Credentials.bearer(Secret.of("secret")), "Authorization: Bearer secret\n"),
                Arguments.of(Credentials.header("Job-Token", Secret.of("secret")), "Job-Token: secret\n"));
    }

    @ParameterizedTest
    @MethodSource("credentials")
    void credentialsGoToTheUpstreamAndNotToWhereItRedirects(Credentials secret, String shown) {
        try (EvilUpstream other = new EvilUpstream();
                ProxyFixture far = new ProxyFixture(
                        upstream -> upstream.withCredentials(secret).redirecting(Redirects.ANYWHERE))) {
            other.at("app", ONE);
            far.upstream.status("app", 302, "Location: " + other.url() + "app");

            assertThat(far.versions()).containsExactly("1.0");
            assertThat(far.upstream.requests()).allMatch(request -> request.contains(shown));
            assertThat(other.requests()).noneMatch(request -> request.contains(secret.headerName()));
        }
    }

    @Test
    void allHeadersGoToTheUpstreamAndNoneToWhereItRedirects() {
        Credentials several = Credentials.basic("user", Secret.of("secret"))
                .and("Job-Token", Secret.of("first"))
                .and("X-Tenant", Secret.of("second"));
        try (EvilUpstream other = new EvilUpstream();
                ProxyFixture far = new ProxyFixture(
                        upstream -> upstream.withCredentials(several).redirecting(Redirects.ANYWHERE))) {
            other.at("app", ONE);
            far.upstream.status("app", 302, "Location: " + other.url() + "app");

            assertThat(far.versions()).containsExactly("1.0");
            assertThat(far.upstream.requests())
                    .allSatisfy(request -> assertThat(request)
                            .contains(
                                    "Authorization: Basic dXNlcjpzZWNyZXQ=\n",
                                    "Job-Token: first\n",
                                    "X-Tenant: second\n"));
            assertThat(other.requests())
                    .isNotEmpty()
                    .allSatisfy(request -> assertThat(request)
                            .doesNotContainIgnoringCase("Authorization", "Job-Token", "X-Tenant", "first", "second"));
        }
    }

    @Test
    void aRedirectToAnotherOriginIsRefusedByDefault() {
        try (EvilUpstream other = new EvilUpstream();
                ProxyFixture far = new ProxyFixture()) {
            far.upstream.status("app", 302, "Location: " + other.url() + "app");

            for (int i = 0; i < 6; i++) {
                assertThatThrownBy(() -> far.versions())
                        .isInstanceOf(UpstreamFailedException.class)
                        .hasMessageContaining("another origin");
            }
            assertThat(other.requests()).isEmpty();
            assertThat(far.upstream.asked("app"))
                    .as("a rule of the proxy is no sign that the upstream is down")
                    .isEqualTo(6);
            assertThat(far.proxy.upstream().failures()).isZero();
            assertThat(far.proxy.upstream().failure())
                    .hasValueSatisfying(last -> assertThat(last).contains("another origin"));
        }
    }

    @Test
    void redirectsInACircleEnd() {
        try (ProxyFixture far = new ProxyFixture()) {
            far.upstream.status("app", 302, "Location: /app");

            assertThatThrownBy(() -> far.versions()).isInstanceOf(UpstreamFailedException.class);
            assertThat(far.upstream.asked("app")).isLessThanOrEqualTo(6);
            assertThat(far.proxy.upstream().failures()).isOne();
        }
    }
}
