package io.artispace.core.proxy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.artispace.DeniedException;
import io.artispace.FilePath;
import io.artispace.Group;
import io.artispace.ProxyRepository;
import io.artispace.Registry;
import io.artispace.Repository;
import io.artispace.UpstreamFailedException;
import io.artispace.VersionView;
import io.artispace.ViewScope;
import io.artispace.core.Fixture;
import io.artispace.event.RegistryEvent.Type;
import io.artispace.policy.Policies;
import io.artispace.testkit.EvilAnswer;
import io.artispace.upstream.Upstream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Files of packages of which nothing else is known: their digests come from documents about single versions. */
@Timeout(60)
class VersionDocumentsTest {
    private static final byte[] CONTENT = ProxyFixture.content(1_000);
    private static final byte[] OTHER = ProxyFixture.content(2_000);
    private static final String PACKAGE = "app";
    private static final String VERSION = "app/1.0";
    private static final String FILE = ProxyFixture.FILE.value();
    private static final String OLD = "2020-01-01T00:00:00Z";

    private final ProxyFixture far =
            new ProxyFixture(Registry.builder(), new RemoteFormat().tellingVersions(), UnaryOperator.identity());

    @AfterEach
    void close() {
        far.close();
    }

    private static String line(String version, String published, byte[] content) {
        return version + " " + published + " " + ProxyFixture.sha1(content) + "\n";
    }

    /** Has the upstream serve the file, the document about its version, and the one about the package, which knows another version as well. */
    private void upstreamHasAll() {
        far.upstream
                .at(FILE, CONTENT)
                .at(VERSION, line("1.0", OLD, CONTENT))
                .at(PACKAGE, line("1.0", OLD, CONTENT) + line("2.0", "2026-01-01T00:00:00Z", OTHER));
    }

    private static List<String> versions(Repository repository) {
        return repository.view(Fixture.APP, ViewScope.versions()).stream()
                .flatMap(view -> view.versions().stream())
                .map(VersionView::name)
                .toList();
    }

    private ProxyRepository updated(UnaryOperator<Upstream> settings, Policies policies) {
        far.fixture
                .registry()
                .update(ProxyFixture.definition("far", far.upstream, settings).policies(policies));
        return far.fixture.registry().proxy("far");
    }

    @Test
    void aFileDoesNotWaitForTheDocumentOfItsPackageWhichIsWholeForWhoeverAsksForIt() {
        upstreamHasAll();
        Repository group = far.fixture
                .registry()
                .create(Group.named("group").format("remote").members("far"));

        assertThat(far.read()).isEqualTo(CONTENT);
        assertThat(far.upstream.requests()).hasSize(2);
        assertThat(far.upstream.asked(PACKAGE)).isZero();

        assertThat(versions(group)).containsExactly("1.0", "2.0");
        assertThat(versions(far.proxy)).containsExactly("1.0", "2.0");
        assertThat(far.proxy.view(Fixture.APP, ViewScope.everything()).orElseThrow())
                .satisfies(view -> {
                    assertThat(view.attributes()).isEqualTo(Map.of("description", "2.0"));
                    assertThat(view.version("1.0").orElseThrow().published()).isEqualTo(OLD);
                    assertThat(view.version("1.0").orElseThrow().files()).hasSize(1);
                });
        assertThat(versions(far.proxy.asOf(Instant.parse("2021-01-01T00:00:00Z"))))
                .containsExactly("1.0");
        assertThat(far.read()).isEqualTo(CONTENT);
        assertThat(far.upstream.asked(PACKAGE)).isOne();
        assertThat(far.upstream.asked(FILE)).isOne();
        assertThat(far.events(Type.UPSTREAM_ALTERED)).isZero();
    }

    @Test
    void whereThePackageIsKnownNobodyAsksAboutItsVersions() {
        upstreamHasAll();
        versions(far.proxy);
        far.upstream.at(FILE + ".sha1", ProxyFixture.sha1(CONTENT));

        assertThat(far.read()).isEqualTo(CONTENT);

        assertThat(far.upstream.asked(VERSION)).isZero();
    }

    @Test
    void fiftyCallersCostOneRequestForTheDocumentAndOneForTheFile() throws Exception {
        upstreamHasAll();
        CountDownLatch arrived = new CountDownLatch(1);
        far.upstream.at(
                VERSION,
                EvilAnswer.after(
                        arrived, EvilAnswer.content(line("1.0", OLD, CONTENT).getBytes(StandardCharsets.UTF_8))));
        ExecutorService callers = Executors.newFixedThreadPool(50);
        List<Future<byte[]>> answers = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            answers.add(callers.submit(() -> far.read()));
        }
        arrived.countDown();

        for (Future<byte[]> answer : answers) {
            assertThat(answer.get()).isEqualTo(CONTENT);
        }
        callers.shutdownNow();
        assertThat(far.upstream.asked(VERSION)).isOne();
        assertThat(far.upstream.asked(FILE)).isOne();
        assertThat(far.upstream.requests()).hasSize(2);
    }

    @Test
    void uselessDocumentOfAVersionLeavesItToTheDocumentOfThePackage() {
        List<EvilAnswer> useless = List.of(
                EvilAnswer.status(404),
                EvilAnswer.status(405),
                EvilAnswer.status(400),
                EvilAnswer.status(500),
                EvilAnswer.reset(),
                EvilAnswer.content("this is no document".getBytes(StandardCharsets.UTF_8)),
                EvilAnswer.content(("1.0 " + OLD + "\n").getBytes(StandardCharsets.UTF_8)),
                EvilAnswer.content(line("2.0", OLD, OTHER).getBytes(StandardCharsets.UTF_8)));
        for (EvilAnswer answer : useless) {
            try (ProxyFixture one = new ProxyFixture(
                    Registry.builder(), new RemoteFormat().tellingVersions(), UnaryOperator.identity())) {
                one.serving(CONTENT).upstream.at(VERSION, answer).at(PACKAGE, line("1.0", OLD, CONTENT));

                assertThat(one.read()).isEqualTo(CONTENT);
                assertThat(one.upstream.asked(VERSION)).isPositive();
            }
        }
    }

    @Test
    void otherBytesThanTheDocumentTellsAreNeitherServedNorKept() {
        upstreamHasAll();
        far.upstream.at(FILE, OTHER).at(FILE + ".sha1", ProxyFixture.sha1(OTHER));

        assertThatThrownBy(far::read)
                .isInstanceOf(UpstreamFailedException.class)
                .hasMessageContaining("do not agree");
        assertThat(far.proxy.list("app/1.0", "", 10).files()).isEmpty();
    }

    @Test
    void aCooldownNeedsTheDocumentOfThePackageAlsoForWhatIsStored() {
        far.upstream
                .at(FILE, CONTENT)
                .at(VERSION, line("1.0", "2026-01-01T03:04:05Z", CONTENT))
                .at(PACKAGE, line("1.0", "2026-01-01T03:04:05Z", CONTENT));
        far.read();
        assertThat(far.upstream.asked(PACKAGE)).isZero();

        ProxyRepository careful =
                updated(UnaryOperator.identity(), Policies.none().minimumAge(Duration.ofDays(7)));

        assertThatThrownBy(() -> careful.file(ProxyFixture.FILE))
                .isInstanceOf(DeniedException.class)
                .hasMessageContaining("too young");
        assertThat(far.upstream.asked(PACKAGE)).isOne();
        assertThat(careful.file(Fixture.path("2.0", "app.bin"))).isEmpty();
        assertThat(far.upstream.asked("app/2.0"))
                .as("asked about a version under a cooldown")
                .isZero();
        far.fixture.pass(Duration.ofDays(7));
        assertThat(careful.file(ProxyFixture.FILE)).isPresent();
    }

    @Test
    void aVersionOfUnknownAgeIsHeldBackWhenTheUpstreamFails() {
        upstreamHasAll();
        far.read();
        far.upstream.close();

        ProxyRepository careful =
                updated(UnaryOperator.identity(), Policies.none().minimumAge(Duration.ofDays(7)));

        assertThatThrownBy(() -> careful.file(ProxyFixture.FILE)).isInstanceOf(DeniedException.class);
    }

    @Test
    void offlineTheFileIsServedAndWhatIsNotKnownOfThePackageIsAnError() {
        upstreamHasAll();
        far.read();
        ProxyRepository offline = updated(Upstream::goneOffline, Policies.none());

        assertThat(ProxyFixture.read(offline.file(ProxyFixture.FILE).orElseThrow()))
                .isEqualTo(CONTENT);
        for (ViewScope scope : List.of(ViewScope.versions(), ViewScope.everything(), ViewScope.version("1.0"))) {
            assertThatThrownBy(() -> offline.view(Fixture.APP, scope))
                    .isInstanceOf(UpstreamFailedException.class)
                    .hasMessageContaining("offline");
        }
        assertThatThrownBy(() -> offline.file(Fixture.path("2.0", "app.bin")))
                .isInstanceOf(UpstreamFailedException.class);
    }

    @Test
    void aDocumentThatLaterTellsAnotherDigestIsAnAlarmOnce() {
        upstreamHasAll();
        far.read();
        far.upstream.at(PACKAGE, line("1.0", OLD, OTHER));

        assertThat(versions(far.proxy)).containsExactly("1.0");
        far.fixture.pass(Duration.ofHours(1));
        versions(far.proxy);

        assertThat(far.upstream.asked(PACKAGE)).isEqualTo(2);
        assertThat(far.events(Type.UPSTREAM_ALTERED)).isOne();
        assertThat(far.read()).isEqualTo(CONTENT);
    }

    @Test
    void anUpstreamThatTellsNothingOfVersionsIsNotAskedAboutEachForEver() {
        for (int i = 0; i < 6; i++) {
            String name = "app" + i;
            far.serving(FilePath.of(name + "/1.0/app.bin"), CONTENT);
            far.upstream.at(name, line("1.0", OLD, CONTENT));
        }
        for (int i = 0; i < 5; i++) {
            far.read(FilePath.of("app" + i + "/1.0/app.bin"));
        }
        assertThat(far.upstream.asked("app2/1.0")).isOne();
        assertThat(far.upstream.asked("app3/1.0")).isZero();

        far.fixture.pass(Duration.ofMinutes(6));
        far.read(FilePath.of("app5/1.0/app.bin"));
        assertThat(far.upstream.asked("app5/1.0")).isOne();
    }

    private static FilePath fileOf(String name) {
        return FilePath.of(name + "/1.0/app.bin");
    }

    /** Has the upstream serve the file of a package, the document about its version, and the one about the package. */
    private ProxyFixture serving(ProxyFixture upstream, String name, byte[] content) {
        upstream.upstream
                .at(fileOf(name).value(), content)
                .at(name + "/1.0", line("1.0", OLD, content))
                .at(name, line("1.0", OLD, content));
        return upstream;
    }

    /** Has the proxy find out that files are where their paths say. */
    private ProxyFixture afterOne(ProxyFixture upstream) {
        serving(upstream, PACKAGE, CONTENT).read();
        return upstream;
    }

    private static EvilAnswer telling(CountDownLatch asked, EvilAnswer answer) {
        return connection -> {
            asked.countDown();
            answer.give(connection);
        };
    }

    @ParameterizedTest
    @ValueSource(ints = {1_000, 300_000})
    void aFileIsAskedForAtOnceWithTheDocumentOfItsVersionWhereTheLastOneWasAtItsPath(int size) throws Exception {
        byte[] content = ProxyFixture.content(size);
        CountDownLatch asked = new CountDownLatch(1);
        serving(afterOne(far), "next", content)
                .upstream
                .at(
                        "next/1.0",
                        EvilAnswer.after(
                                asked,
                                EvilAnswer.content(line("1.0", OLD, content).getBytes(StandardCharsets.UTF_8))))
                .at(fileOf("next").value(), telling(asked, EvilAnswer.content(content)));
        int before = far.upstream.requests().size();
        ExecutorService callers = Executors.newFixedThreadPool(20);
        List<Future<byte[]>> answers = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            answers.add(callers.submit(() -> far.read(fileOf("next"))));
        }

        for (Future<byte[]> answer : answers) {
            assertThat(answer.get()).isEqualTo(content);
        }
        callers.shutdownNow();
        assertThat(far.upstream.requests()).hasSize(before + 2);
        assertThat(far.proxy.upstream().failures()).isZero();
    }

    @ParameterizedTest
    @ValueSource(ints = {1_000, 300_000})
    void nothingOfAFileThatWasAskedForAtOnceIsGivenOutIfItsDocumentTellsAnotherDigest(int size) {
        byte[] content = ProxyFixture.content(size);
        serving(afterOne(far), "next", content).upstream.at("next/1.0", line("1.0", OLD, OTHER));

        assertThatThrownBy(() -> far.read(fileOf("next"))).hasMessageContaining("do not agree");

        assertThat(far.proxy.list("next/1.0", "", 10).files()).isEmpty();
    }

    @Test
    void fileRequestSentAheadIsDroppedIfTheFileIsElsewhere() {
        serving(afterOne(far), "next", OTHER)
                .upstream
                .at("next/1.0", line("1.0", OLD, CONTENT).strip() + "@elsewhere/app.bin")
                .at(fileOf("next").value(), EvilAnswer.endlessBody())
                .at("elsewhere/app.bin", CONTENT);
        serving(far, "after", OTHER);

        assertThat(far.read(fileOf("next"))).isEqualTo(CONTENT);
        assertThat(far.upstream.asked("elsewhere/app.bin")).isOne();
        assertThat(far.read(fileOf("after"))).isEqualTo(OTHER);
    }

    @Test
    void fileRequestSentAheadIsCutOffAsSoonAsItIsNotNeeded() throws Exception {
        try (ProxyFixture patient = new ProxyFixture(
                Registry.builder(),
                new RemoteFormat().tellingVersions(),
                upstream -> upstream.waiting(Duration.ofSeconds(5), Duration.ofHours(1)))) {
            CountDownLatch asked = new CountDownLatch(1);
            CountDownLatch cut = new CountDownLatch(1);
            afterOne(patient)
                    .upstream
                    .at("gone", line("2.0", OLD, CONTENT))
                    .at("gone/1.0", EvilAnswer.after(asked, EvilAnswer.status(404)))
                    .at(fileOf("gone").value(), ProxyFixture.hanging(asked, cut));

            assertThat(patient.proxy.file(fileOf("gone"))).isEmpty();

            cut.await();
        }
    }

    @Test
    void failedFileRequestSentAheadIsRepeatedOnlyIfItIsNeeded() {
        afterOne(far)
                .upstream
                .at("gone", line("2.0", OLD, CONTENT))
                .status(fileOf("gone").value(), 503);
        assertThat(far.proxy.file(fileOf("gone"))).isEmpty();
        assertThat(far.upstream.asked(fileOf("gone").value())).isLessThanOrEqualTo(1);
        assertThat(far.proxy.upstream().failures()).isZero();

        serving(far, "next", CONTENT).read(fileOf("next"));
        assertThat(far.upstream.asked("next/1.0")).isOne();
        far.upstream
                .status("broken/1.0", 503)
                .status("broken", 503)
                .status(fileOf("broken").value(), 503);
        assertThatThrownBy(() -> far.read(fileOf("broken"))).isInstanceOf(UpstreamFailedException.class);
        int before = far.upstream.requests().size();
        assertThatThrownBy(() -> far.read(fileOf("broken"))).isInstanceOf(UpstreamFailedException.class);
        assertThat(far.upstream.requests())
                .as("asked for no more than is needed while the upstream fails")
                .hasSize(before + 2);
    }

    @Test
    void rulesOfTheRepositoryPreventAnyRequestAndTheHostsRulesARequestAhead() {
        try (ProxyFixture strict = new ProxyFixture(
                Registry.builder()
                        .policy(candidate -> Optional.of("Not by my leave.")
                                .filter(reason ->
                                        candidate.packageName().value().equals("refused"))),
                new RemoteFormat().tellingVersions(),
                UnaryOperator.identity())) {
            serving(serving(strict, "refused", CONTENT), "blocked", CONTENT)
                    .fixture
                    .registry()
                    .update(ProxyFixture.definition("far", strict.upstream, UnaryOperator.identity())
                            .policies(Policies.none().block("blocked", "Harmful.")));
            afterOne(strict);
            int before = strict.upstream.requests().size();

            assertThatThrownBy(() -> strict.proxy.file(fileOf("blocked"))).isInstanceOf(DeniedException.class);
            assertThat(strict.upstream.requests()).hasSize(before);

            assertThatThrownBy(() -> strict.proxy.file(fileOf("refused")))
                    .isInstanceOf(DeniedException.class)
                    .hasMessageContaining("Not by my leave.");
            assertThat(strict.upstream.asked(fileOf("refused").value())).isZero();
            assertThat(strict.proxy.file(fileOf("nowhere")))
                    .as("what is not there is absent")
                    .isEmpty();
        }
    }

    @Test
    void anUpstreamThatHasNoneOfThePackagesIsAskedOnceForEachUntilItHasOne() {
        for (int i = 0; i < 5; i++) {
            assertThat(far.proxy.file(fileOf("app" + i))).isEmpty();
        }
        assertThat(far.upstream.asked("app2/1.0")).isOne();
        assertThat(far.upstream.asked("app3/1.0")).isZero();
        assertThat(far.upstream.asked("app3")).isOne();
        assertThat(far.upstream.requests()).hasSize(3 * 2 + 2);

        serving(far, "there", CONTENT).read(fileOf("there"));
        serving(far, "too", CONTENT).read(fileOf("too"));
        assertThat(far.upstream.asked("there/1.0")).isZero();
        assertThat(far.upstream.asked("too/1.0")).isOne();
    }
}
