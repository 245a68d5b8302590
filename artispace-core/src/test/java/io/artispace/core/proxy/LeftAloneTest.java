package io.artispace.core.proxy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.artispace.FilePath;
import io.artispace.PackageName;
import io.artispace.Proxy;
import io.artispace.ProxyRepository;
import io.artispace.UpstreamFailedException;
import io.artispace.ViewScope;
import io.artispace.testkit.EvilAnswer;
import io.artispace.testkit.EvilUpstream;
import io.artispace.upstream.Upstream;
import io.artispace.upstream.UpstreamStatus.State;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** When an upstream that fails is not asked for a while, and when it is asked again. */
@Timeout(60)
class LeftAloneTest {
    private static final String ONE = "1.0 2020-01-01T00:00:00Z\n";

    @Test
    void longRetryAfterLeavesTheUpstreamAlone() {
        try (ProxyFixture far = new ProxyFixture(upstream -> upstream.retrying(2))) {
            far.upstream.status("app", 429, "Retry-After: 120");

            assertThatThrownBy(() -> far.versions()).isInstanceOf(UpstreamFailedException.class);
            assertThatThrownBy(() -> far.versions()).isInstanceOf(UpstreamFailedException.class);
            assertThat(far.upstream.asked("app")).isOne();
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {400, 401, 403, 451})
    void anUpstreamThatRefusesSomePackagesIsAskedForTheOthers(int status) {
        try (ProxyFixture far = new ProxyFixture(upstream -> upstream.retrying(2))) {
            for (int i = 0; i < 6; i++) {
                PackageName closed = PackageName.of("closed" + i);
                far.upstream.status(closed.value(), status);
                assertThatThrownBy(() -> far.proxy.view(closed, ViewScope.versions()))
                        .isInstanceOf(UpstreamFailedException.class)
                        .hasMessageContaining("answered " + status);
                assertThat(far.upstream.asked(closed.value())).isOne();
            }
            far.upstream.at("app", ONE);

            assertThat(far.versions()).containsExactly("1.0");
            assertThat(far.proxy.upstream().state()).isEqualTo(State.ASKED);
            assertThat(far.proxy.upstream().failures()).isZero();
            assertThat(far.proxy.upstream().failure())
                    .hasValueSatisfying(last -> assertThat(last).contains("answered " + status));
        }
    }

    @Test
    void registryThatPassesOnFailuresOfItsOwnUpstreamIsAskedForWhatItHas() {
        try (ProxyFixture far = new ProxyFixture();
                EvilUpstream registry = new EvilUpstream()) {
            registry.otherwise(EvilAnswer.of(far.fixture.registry()::handle));
            Upstream upstream = Upstream.at(registry.url().resolve("far/")).atAnyAddress();
            far.fixture.registry().create(Proxy.named("deep").format("remote").of(upstream.retrying(2)));
            ProxyRepository deep = far.fixture.registry().proxy("deep");
            for (int i = 0; i < 6; i++) {
                FilePath path = ProxyFixture.fileOf("closed" + i);
                far.upstream.status(path.value(), i % 2 == 0 ? 403 : 503);
                assertThatThrownBy(() -> deep.file(path))
                        .isInstanceOf(UpstreamFailedException.class)
                        .hasMessageContaining("from its own upstream");
                assertThat(registry.asked("far/" + path)).as("%s", path).isOne();
            }
            assertThat(deep.upstream().state()).isEqualTo(State.ASKED);
            assertThat(deep.upstream().failures()).isZero();
        }
    }

    @Test
    void refusalWithRetryAfterLeavesTheUpstreamAloneForThatTime() {
        try (ProxyFixture far = new ProxyFixture()) {
            far.upstream.status("app", 403, "Retry-After: 120");

            assertThatThrownBy(() -> far.versions()).hasMessageContaining("answered 403");
            assertThatThrownBy(() -> far.versions()).hasMessageContaining("left alone");

            assertThat(far.upstream.asked("app")).isOne();
        }
    }

    @Test
    void anUpstreamWhoseDocumentsBreakOffIsLeftAloneAndLongerIfTheyStillDo() {
        try (ProxyFixture far = new ProxyFixture()) {
            far.upstream.at("app", EvilAnswer.truncated(ONE.getBytes(StandardCharsets.UTF_8), 10));
            for (int i = 0; i < 6; i++) {
                assertThatThrownBy(() -> far.versions()).isInstanceOf(UpstreamFailedException.class);
            }
            assertThat(far.proxy.upstream().state()).isEqualTo(State.BROKEN);
            assertThat(far.upstream.asked("app")).isEqualTo(5);

            far.fixture.pass(Duration.ofSeconds(31));
            assertThatThrownBy(() -> far.versions()).hasMessageContaining("broke off");
            assertThat(far.proxy.upstream().askedAgain())
                    .isEqualTo(far.fixture.instant().plusSeconds(60));

            far.upstream.at("app", ONE);
            far.fixture.pass(Duration.ofSeconds(61));
            assertThat(far.versions()).containsExactly("1.0");
            assertThat(far.proxy.upstream().failures()).isZero();
        }
    }

    @Test
    void retryAfterCanBeADate() {
        try (ProxyFixture far = new ProxyFixture(upstream -> upstream.retrying(2))) {
            // Two minutes after the fixture's time begins.
            far.upstream.status("app", 503, "Retry-After: Fri, 02 Jan 2026 03:06:05 GMT");
            assertThatThrownBy(() -> far.versions()).isInstanceOf(UpstreamFailedException.class);
            far.upstream.at("app", ONE);
            assertThatThrownBy(() -> far.versions())
                    .isInstanceOf(UpstreamFailedException.class)
                    .hasMessageContaining("left alone until 2026-01-02T03:06:05Z");

            far.fixture.pass(Duration.ofMinutes(2));

            assertThat(far.versions()).containsExactly("1.0");
        }
    }

    @Test
    void afterItsPauseADeadUpstreamIsTriedByOneRequestOnly() throws Exception {
        try (ProxyFixture far = new ProxyFixture()) {
            far.upstream.status("app", 500);
            for (int i = 0; i < 5; i++) {
                assertThatThrownBy(() -> far.versions()).isInstanceOf(UpstreamFailedException.class);
            }
            CountDownLatch answered = new CountDownLatch(1);
            byte[] document = ONE.getBytes(StandardCharsets.UTF_8);
            far.upstream.at("app", EvilAnswer.after(answered, EvilAnswer.content(document)));
            far.fixture.pass(Duration.ofSeconds(31));

            CompletableFuture<List<String>> probe = CompletableFuture.supplyAsync(() -> far.versions());
            await().until(() -> far.upstream.asked("app") == 6);
            assertThatThrownBy(() -> far.proxy.file(ProxyFixture.FILE))
                    .isInstanceOf(UpstreamFailedException.class)
                    .hasMessageContaining("on its way");
            answered.countDown();

            assertThat(probe.get()).containsExactly("1.0");
            assertThat(far.upstream.asked(ProxyFixture.FILE.value())).isZero();
            assertThat(far.serving(new byte[10]).read()).hasSize(10);
        }
    }

    @Test
    void aDeadUpstreamIsLeftAloneForAWhileOrUntilItIsReset() {
        try (ProxyFixture far = new ProxyFixture()) {
            far.upstream.status("app", 500);
            for (int i = 0; i < 5; i++) {
                assertThatThrownBy(() -> far.versions()).isInstanceOf(UpstreamFailedException.class);
            }
            assertThat(far.proxy.upstream().state()).isEqualTo(State.BROKEN);
            assertThatThrownBy(() -> far.versions()).isInstanceOf(UpstreamFailedException.class);
            assertThat(far.upstream.asked("app")).isEqualTo(5);

            far.upstream.at("app", ONE);
            far.proxy.resetUpstream();

            assertThat(far.versions()).containsExactly("1.0");
            assertThat(far.proxy.upstream().state()).isEqualTo(State.ASKED);
        }
    }
}
