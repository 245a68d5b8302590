package io.artispace.core.proxy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.artispace.Repository;
import io.artispace.UpstreamFailedException;
import io.artispace.VersionView;
import io.artispace.ViewScope;
import io.artispace.core.Fixture;
import io.artispace.event.RegistryEvent.Type;
import io.artispace.testkit.EvilAnswer;
import io.artispace.testkit.EvilUpstream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What an upstream answers after its proxy was pointed to another one. */
@Timeout(60)
class ReplacedUpstreamTest {
    private static final String ONE = "1.0 2020-01-01T00:00:00Z\n";
    private static final String TWO = "2.0 2021-01-01T00:00:00Z\n";

    private final EvilUpstream other = new EvilUpstream();
    private final ProxyFixture far =
            new ProxyFixture(asked -> asked.waiting(Duration.ofSeconds(50), Duration.ofSeconds(50)));

    @AfterEach
    void close() {
        far.close();
        other.close();
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static List<String> versions(Repository proxy) {
        return proxy.view(Fixture.APP, ViewScope.versions()).stream()
                .flatMap(view -> view.versions().stream())
                .map(VersionView::name)
                .toList();
    }

    private Repository now() {
        return far.fixture.registry().repository("far");
    }

    /** Asks the first upstream, and points the proxy to the other one before the first one answers. */
    private <T> CompletableFuture<T> late(String path, EvilAnswer answer, Supplier<T> question) {
        CountDownLatch answered = new CountDownLatch(1);
        long asked = far.upstream.asked(path);
        far.upstream.at(path, EvilAnswer.after(answered, answer));
        CompletableFuture<T> late = CompletableFuture.supplyAsync(question);
        await().atMost(Duration.ofSeconds(50)).until(() -> far.upstream.asked(path) > asked);
        far.fixture.registry().update(ProxyFixture.definition("far", other, UnaryOperator.identity()));
        answered.countDown();
        return late;
    }

    private static void assertReplaced(CompletableFuture<?> late) {
        assertThatThrownBy(late::get)
                .cause()
                .isInstanceOf(UpstreamFailedException.class)
                .hasMessageContaining("pointed to another one");
    }

    @Test
    void lateDocumentOfAnUnknownPackageIsNotKept() {
        EvilAnswer document = EvilAnswer.content(bytes(ONE), "ETag: \"a\"");
        CompletableFuture<List<String>> late = late("app", document, () -> versions(far.proxy));

        assertReplaced(late);
        assertThat(now().packages("", "", 10)).isEmpty();
        other.at("app", TWO);
        assertThat(versions(now())).containsExactly("2.0");
        assertThat(other.requests()).singleElement().asString().doesNotContainIgnoringCase("\nif-");
        assertThat(far.proxy.upstream().failures())
                .as("the first one did answer")
                .isZero();
    }

    @Test
    void lateDocumentOfAKnownPackageChangesNothing() throws Exception {
        far.upstream.at("app", ONE, "ETag: \"a\"");
        assertThat(versions(far.proxy)).containsExactly("1.0");
        far.fixture.pass(Duration.ofMinutes(16));
        EvilAnswer document = EvilAnswer.content(bytes(ONE + "1.1 2020-02-01T00:00:00Z\n"), "ETag: \"b\"");
        CompletableFuture<List<String>> late = late("app", document, () -> versions(far.proxy));

        assertThat(late.get()).containsExactly("1.0");
        other.at("app", TWO);
        assertThat(versions(now()))
                .as("the time that began with the late document does not count")
                .containsExactly("2.0");
        assertThat(other.requests()).singleElement().asString().doesNotContainIgnoringCase("\nif-");
        assertThat(far.events(Type.UPSTREAM_FAILED)).isZero();
    }

    @Test
    void lateFileIsNotKept() {
        byte[] first = ProxyFixture.content(10);
        byte[] second = ProxyFixture.content(20);
        String path = ProxyFixture.FILE.value();
        far.serving(first);
        CompletableFuture<byte[]> late = late(path, EvilAnswer.content(first), () -> far.read());

        assertReplaced(late);
        other.at(path, second).at(path + ".sha1", ProxyFixture.sha1(second));
        assertThat(ProxyFixture.read(now().file(ProxyFixture.FILE).orElseThrow()))
                .isEqualTo(second);
        assertThat(far.events(Type.UPSTREAM_ALTERED)).isZero();
    }

    @Test
    void answerIsKeptAfterAChangeOfOtherSettings() throws Exception {
        CountDownLatch answered = new CountDownLatch(1);
        far.upstream.at("app", EvilAnswer.after(answered, EvilAnswer.content(bytes(ONE))));
        CompletableFuture<List<String>> late = CompletableFuture.supplyAsync(() -> versions(far.proxy));
        await().atMost(Duration.ofSeconds(50)).until(() -> far.upstream.asked("app") > 0);

        far.fixture.registry().update(ProxyFixture.definition("far", far.upstream, asked -> asked.retrying(1)));
        answered.countDown();

        assertThat(late.get()).containsExactly("1.0");
        assertThat(versions(now())).containsExactly("1.0");
        assertThat(far.upstream.asked("app")).isOne();
    }
}
