package io.artispace.core.proxy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.artispace.PackageName;
import io.artispace.PackageView;
import io.artispace.Registry;
import io.artispace.UpstreamFailedException;
import io.artispace.ViewScope;
import io.artispace.core.Fixture;
import io.artispace.event.RegistryEvent;
import io.artispace.event.RegistryEvent.Type;
import io.artispace.metadata.MetadataStore;
import io.artispace.metadata.jdbc.JdbcMetadataStore;
import io.artispace.testkit.EvilAnswer;
import io.artispace.testkit.EvilUpstream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a proxy knows of packages, before an upstream that changes or fails. */
@Timeout(60)
class ProxyDocumentsTest {
    private static final String ONE = "1.0 2020-01-01T00:00:00Z\n";
    private static final String TWO = ONE + "2.0 2021-01-01T00:00:00Z\n";

    @Test
    void aDocumentIsAskedForAgainOnlyAfterItsTimeAndOnlyWhetherItChanged() {
        try (ProxyFixture far = new ProxyFixture()) {
            far.upstream.at("app", ONE, "ETag: \"a\"");
            assertThat(far.versions()).containsExactly("1.0");
            long revision = far.proxy.revision(Fixture.APP).orElseThrow();
            assertThat(far.upstream.asked("app")).isOne();

            far.upstream.status("app", 304);
            far.fixture.pass(Duration.ofMinutes(16));

            assertThat(far.versions()).containsExactly("1.0");
            assertThat(far.proxy.revision(Fixture.APP)).hasValue(revision);
            assertThat(far.upstream.asked("app")).isEqualTo(2);
            assertThat(far.upstream.requests().get(1)).contains("If-None-Match: \"a\"");
        }
    }

    @Test
    void aDocumentWithoutAnEntityTagIsAskedForIfModifiedSince() {
        try (ProxyFixture far = new ProxyFixture()) {
            String modified = "Thu, 01 Jan 2026 00:00:00 GMT";
            far.upstream.at("app", ONE, "Last-Modified: " + modified);
            far.versions();
            long revision = far.proxy.revision(Fixture.APP).orElseThrow();
            assertThat(far.upstream.requests().get(0)).doesNotContain("If-Modified-Since");

            far.upstream.status("app", 304);
            for (int asked = 2; asked <= 3; asked++) {
                far.fixture.pass(Duration.ofMinutes(16));

                assertThat(far.versions()).containsExactly("1.0");
                assertThat(far.upstream.requests()).hasSize(asked);
                assertThat(far.upstream.requests().get(asked - 1))
                        .contains("If-Modified-Since: " + modified)
                        .doesNotContain("If-None-Match");
            }
            assertThat(far.proxy.revision(Fixture.APP)).hasValue(revision);

            far.upstream.at("app", TWO, "Last-Modified: Fri, 02 Jan 2026 00:00:00 GMT");
            far.fixture.pass(Duration.ofMinutes(16));
            assertThat(far.versions()).containsExactly("1.0", "2.0");
        }
    }

    @Test
    void fiftyCallersOfOnePackageCostOneRequest() throws Exception {
        try (ProxyFixture far = new ProxyFixture()) {
            CountDownLatch calling = new CountDownLatch(50);
            CountDownLatch answered = new CountDownLatch(1);
            byte[] document = ONE.getBytes(StandardCharsets.UTF_8);
            far.upstream.at("app", EvilAnswer.after(answered, EvilAnswer.content(document)));
            ExecutorService callers = Executors.newFixedThreadPool(50);
            List<Future<List<String>>> answers = new ArrayList<>();

            for (int i = 0; i < 50; i++) {
                answers.add(callers.submit(() -> {
                    calling.countDown();
                    return far.versions();
                }));
            }
            calling.await();
            await().until(() -> far.upstream.asked("app") > 0);
            answered.countDown();

            for (Future<List<String>> answer : answers) {
                assertThat(answer.get()).containsExactly("1.0");
            }
            callers.shutdownNow();
            assertThat(far.upstream.asked("app")).isOne();
        }
    }

    @Test
    void aDocumentLargerThanTheProxyTakesIsAnErrorThatSaysSo() {
        try (ProxyFixture far = new ProxyFixture(upstream -> upstream.sending(ONE.length(), 1_000))) {
            far.upstream.at("app", TWO);

            assertThatThrownBy(() -> far.versions())
                    .isInstanceOf(UpstreamFailedException.class)
                    .hasStackTraceContaining("larger than " + ONE.length() + " bytes");

            far.upstream.at("app", ONE);
            far.fixture.pass(Duration.ofMinutes(16));
            assertThat(far.versions()).containsExactly("1.0");
        }
    }

    @Test
    void aVersionThatAppearsUpstreamAppearsHereWithItsOwnTime() {
        try (ProxyFixture far = new ProxyFixture()) {
            far.upstream.at("app", ONE);
            far.versions();

            far.upstream.at("app", TWO);
            far.fixture.pass(Duration.ofMinutes(16));

            PackageView view = far.proxy.view(Fixture.APP, ViewScope.versions()).orElseThrow();
            assertThat(view.versions())
                    .extracting(v -> v.published().toString())
                    .containsExactly("2020-01-01T00:00:00Z", "2021-01-01T00:00:00Z");
            assertThat(view.tags()).containsEntry("latest", "2.0");
        }
    }

    @Test
    void answerThatIsCutOffByTheCloseIsNoFailureOfTheUpstream() throws Exception {
        ExecutorService caller = Executors.newSingleThreadExecutor();
        try (MetadataStore store = JdbcMetadataStore.openInMemory();
                ProxyFixture far = new ProxyFixture(
                        Registry.builder().metadata(store).blobs(URI.create("memory:/")), UnaryOperator.identity())) {
            far.upstream.at("app", ONE);
            far.versions();
            far.fixture.pass(Duration.ofMinutes(16));
            CountDownLatch asked = new CountDownLatch(1);
            far.upstream.at("app", ProxyFixture.hanging(asked, new CountDownLatch(1)));
            Future<List<String>> answer = caller.submit(far::versions);
            asked.await();

            far.fixture.close();

            assertThat(answer.get()).containsExactly("1.0");
            assertThat(store.<List<RegistryEvent>>read(reader -> reader.events(0, 100)))
                    .extracting(RegistryEvent::type)
                    .doesNotContain(Type.UPSTREAM_FAILED);
        }
        caller.shutdownNow();
    }

    @ParameterizedTest
    @ValueSource(ints = {401, 429, 500, 503})
    void storedPackageIsServedWhileTheUpstreamFailsWithOneEvent(int status) {
        try (ProxyFixture far = new ProxyFixture()) {
            far.upstream.at("app", ONE);
            far.versions();
            far.upstream.status("app", status);
            far.fixture.pass(Duration.ofMinutes(16));

            assertThat(far.versions()).containsExactly("1.0");
            assertThat(far.versions()).containsExactly("1.0");
            assertThat(far.events(Type.UPSTREAM_FAILED)).isOne();
        }
    }

    @Test
    void aPackageThatVanishedUpstreamStaysServed() {
        try (ProxyFixture far = new ProxyFixture()) {
            far.upstream.at("app", ONE);
            far.versions();
            far.upstream.status("app", 404);
            far.fixture.pass(Duration.ofMinutes(16));

            assertThat(far.versions()).containsExactly("1.0");
        }
    }

    @Test
    void documentKeptForEverIsAskedForOnce() {
        Duration ever = ChronoUnit.FOREVER.getDuration();
        try (ProxyFixture far = new ProxyFixture(upstream -> upstream.keeping(ever, ever))) {
            far.upstream.at("app", ONE);
            for (int i = 0; i < 2; i++) {
                assertThat(far.versions()).containsExactly("1.0");
                assertThat(far.proxy.view(PackageName.of("other"), ViewScope.versions()))
                        .isEmpty();
                far.fixture.pass(Duration.ofDays(10_000));
            }

            assertThat(far.upstream.asked("app")).isOne();
            assertThat(far.upstream.asked("other")).isOne();
            assertThat(far.proxy.evict(0, ever).files()).isZero();
        }
    }

    @Test
    void anUpstreamMayBeWaitedForForEver() {
        Duration ever = ChronoUnit.FOREVER.getDuration();
        try (ProxyFixture far = new ProxyFixture(upstream -> upstream.waiting(ever, ever))) {
            far.upstream.at("app", ONE);

            assertThat(far.versions()).containsExactly("1.0");
        }
    }

    @Test
    void aPackageOfMoreVersionsThanAnythingHasIsNotWrittenDown() {
        try (ProxyFixture far = new ProxyFixture()) {
            far.upstream.at(
                    "app",
                    IntStream.rangeClosed(0, 100_000)
                            .mapToObj(version -> version + " 2020-01-01T00:00:00Z\n")
                            .collect(Collectors.joining()));

            assertThatThrownBy(() -> far.versions())
                    .isInstanceOf(UpstreamFailedException.class)
                    .hasMessageContaining("100000 versions");
        }
    }

    @Test
    void anUnknownNameIsAFailureWhileTheUpstreamFailsAndAbsentWhenItSaysSo() {
        try (ProxyFixture far = new ProxyFixture()) {
            far.upstream.status("app", 500);

            assertThatThrownBy(() -> far.versions())
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

            assertThatThrownBy(() -> far.versions()).isInstanceOf(UpstreamFailedException.class);
        }
    }

    @Test
    void aFailureIsRepeatedAsOftenAsTheDefinitionSays() {
        try (ProxyFixture far = new ProxyFixture(upstream -> upstream.retrying(2))) {
            far.upstream.status("app", 503);

            assertThatThrownBy(() -> far.versions()).isInstanceOf(UpstreamFailedException.class);
            assertThat(far.upstream.asked("app")).isEqualTo(3);
        }
    }

    @Test
    void anotherUpstreamIsNotAskedWhetherItChangedWhatTheFirstOneSent() {
        try (EvilUpstream other = new EvilUpstream();
                ProxyFixture far = new ProxyFixture()) {
            far.upstream.at("app", ONE, "ETag: \"a\"", "Last-Modified: Wed, 01 Jan 2025 00:00:00 GMT");
            assertThat(far.versions()).containsExactly("1.0");
            EvilAnswer document = EvilAnswer.content(TWO.getBytes(StandardCharsets.UTF_8));
            other.at("app", connection -> {
                boolean conditional =
                        connection.request().toLowerCase(Locale.ROOT).contains("\nif-");
                (conditional ? EvilAnswer.status(304) : document).give(connection);
            });

            far.fixture.registry().update(ProxyFixture.definition("far", other, UnaryOperator.identity()));
            far.fixture.pass(Duration.ofMinutes(16));

            assertThat(far.fixture.registry().proxy("far").view(Fixture.APP, ViewScope.versions()))
                    .hasValueSatisfying(view -> assertThat(view.versions()).hasSize(2));
        }
    }

    @Test
    void aLateConfirmationBringsNothingBackOfTheUpstreamThatWasAskedBefore() throws Exception {
        try (EvilUpstream other = new EvilUpstream();
                ProxyFixture far = new ProxyFixture()) {
            far.upstream.at("app", ONE, "ETag: \"a\"");
            far.versions();
            far.fixture.pass(Duration.ofMinutes(16));
            CountDownLatch answered = new CountDownLatch(1);
            far.upstream.at("app", EvilAnswer.after(answered, EvilAnswer.status(304)));
            CompletableFuture<List<String>> late = CompletableFuture.supplyAsync(() -> far.versions());
            await().until(() -> far.upstream.asked("app") == 2);

            far.fixture.registry().update(ProxyFixture.definition("far", other, UnaryOperator.identity()));
            answered.countDown();
            late.get();
            other.at("app", TWO);
            far.fixture.pass(Duration.ofMinutes(16));

            assertThat(far.fixture.registry().proxy("far").view(Fixture.APP, ViewScope.versions()))
                    .isPresent();
            assertThat(other.requests()).singleElement().asString().doesNotContainIgnoringCase("\nif-");
        }
    }

    @Test
    void nameAbsentInOneUpstreamIsAskedForAgainInAnother() {
        try (EvilUpstream other = new EvilUpstream();
                ProxyFixture far = new ProxyFixture()) {
            assertThat(far.versions()).isEmpty();
            other.at("app", ONE);

            far.fixture.registry().update(ProxyFixture.definition("far", other, UnaryOperator.identity()));

            assertThat(far.fixture.registry().proxy("far").view(Fixture.APP, ViewScope.versions()))
                    .isPresent();
        }
    }
}
