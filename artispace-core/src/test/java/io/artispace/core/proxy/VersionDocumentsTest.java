package io.artispace.core.proxy;

import static io.artispace.core.proxy.ProxyFixture.fileOf;
import static io.artispace.core.proxy.ProxyFixture.line;
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
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

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

    /**
     * Has the upstream serve the file, the document about its version, and the one about the package, which knows another version as well.
     */
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

    @Test
    void anUpstreamThatHasNoneOfThePackagesIsAskedOnceForEachUntilItHasOne() {
        for (int i = 0; i < 5; i++) {
            assertThat(far.proxy.file(fileOf("app" + i))).isEmpty();
        }
        assertThat(far.upstream.asked("app2/1.0")).isOne();
        assertThat(far.upstream.asked("app3/1.0")).isZero();
        assertThat(far.upstream.asked("app3")).isOne();
        assertThat(far.upstream.requests()).hasSize(3 * 2 + 2);

        far.servingVersion("there", CONTENT).read(fileOf("there"));
        far.servingVersion("too", CONTENT).read(fileOf("too"));
        assertThat(far.upstream.asked("there/1.0")).isZero();
        assertThat(far.upstream.asked("too/1.0")).isOne();
    }
}
