package io.artispace.core.proxy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.artispace.DeniedException;
import io.artispace.FilePath;
import io.artispace.Group;
import io.artispace.Listing;
import io.artispace.PackageView;
import io.artispace.ProxyRepository;
import io.artispace.Registry;
import io.artispace.Repository;
import io.artispace.StoredFile;
import io.artispace.UpstreamFailedException;
import io.artispace.VersionView;
import io.artispace.ViewScope;
import io.artispace.core.Fixture;
import io.artispace.event.RegistryEvent;
import io.artispace.event.RegistryEvent.Type;
import io.artispace.policy.PackagePolicy;
import io.artispace.policy.Policies;
import io.artispace.testkit.EvilAnswer;
import io.artispace.testkit.EvilUpstream;
import io.artispace.upstream.Upstream;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Young versions of an upstream: how their age is found, and what is said of hidden and of exempt ones. */
@Timeout(60)
class ProxyPoliciesTest {
    private static final Policies WEEK = Policies.none().minimumAge(Duration.ofDays(7));

    /** A day before the fixture's time begins. */
    private static final String YESTERDAY = "2026-01-01T03:04:05Z";

    private static ProxyRepository under(Policies policies, ProxyFixture far) {
        far.fixture
                .registry()
                .update(ProxyFixture.definition("far", far.upstream, UnaryOperator.identity())
                        .policies(policies));
        return far.fixture.registry().proxy("far");
    }

    private static List<String> versions(Repository repository) {
        return repository.view(Fixture.APP, ViewScope.versions()).stream()
                .flatMap(view -> view.versions().stream())
                .map(VersionView::name)
                .toList();
    }

    private static EvilAnswer modified(String date) {
        return EvilAnswer.status(200, "Last-Modified: " + date);
    }

    @Test
    void ageThatTheDocumentDoesNotTellIsThatOfAFile() {
        try (ProxyFixture far = new ProxyFixture()) {
            far.upstream
                    .at("app", "1.0 ?\n2.0 ?\n")
                    .at("app/1.0/app.bin", modified("Wed, 01 Jan 2020 00:00:00 GMT"))
                    .at("app/2.0/app.bin", modified("Thu, 01 Jan 2026 00:00:00 GMT"));
            ProxyRepository proxy = under(WEEK, far);

            assertThat(versions(proxy)).containsExactly("1.0");
            assertThat(far.upstream.requests())
                    .filteredOn(request -> request.startsWith("HEAD "))
                    .hasSize(2);
            assertThat(versions(proxy)).containsExactly("1.0");
            assertThat(far.upstream.requests()).as("what was learned is kept").hasSize(3);

            far.fixture.pass(Duration.ofDays(7));
            assertThat(versions(proxy)).containsExactly("1.0", "2.0");
        }
    }

    @Test
    void versionOfWhichNothingTellsTheAgeIsHeldBackFromWhenItWasSeen() {
        try (ProxyFixture far = new ProxyFixture()) {
            far.upstream.at("app", "1.0 2020-01-01T00:00:00Z\n2.0 ?\n").at("app/2.0/app.bin", new byte[0]);
            ProxyRepository proxy = under(WEEK, far);

            assertThat(versions(proxy)).containsExactly("1.0");
            assertThatThrownBy(() -> proxy.file(Fixture.path("2.0", "app.bin")))
                    .isInstanceOf(DeniedException.class)
                    .hasMessageContaining("too young");

            far.fixture.pass(Duration.ofDays(8));
            assertThat(versions(proxy)).containsExactly("1.0", "2.0");
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {500, 404})
    void ageThatCouldNotBeLearnedIsAskedForAgainAfterAWhile(int status) {
        try (ProxyFixture far = new ProxyFixture()) {
            far.upstream.at("app", "1.0 ?\n").status("app/1.0/app.bin", status);
            ProxyRepository proxy = under(WEEK, far);
            assertThat(versions(proxy)).isEmpty();
            assertThat(versions(proxy)).isEmpty();
            assertThat(far.upstream.asked("app/1.0/app.bin")).isOne();

            far.upstream.at("app/1.0/app.bin", modified("Wed, 01 Jan 2020 00:00:00 GMT"));
            far.fixture.pass(Duration.ofMinutes(6));

            assertThat(versions(proxy)).containsExactly("1.0");
        }
    }

    @Test
    void ageOfAVersionThatIsOldEnoughAnywayIsNotAskedFor() {
        try (ProxyFixture far = new ProxyFixture()) {
            far.upstream.at("app", "1.0 ?\n");
            ProxyRepository proxy = under(WEEK, far);
            assertThat(versions(proxy)).isEmpty();

            far.fixture.pass(Duration.ofDays(8));
            assertThat(versions(proxy)).containsExactly("1.0");
            assertThat(far.upstream.asked("app/1.0/app.bin")).isOne();

            far.upstream.at("app/1.0/app.bin", modified("Wed, 01 Jan 2020 00:00:00 GMT"));
            assertThat(proxy.asOf(Instant.parse("2021-01-01T00:00:00Z")).view(Fixture.APP, ViewScope.versions()))
                    .as("an instant needs it")
                    .isPresent();
        }
    }

    @Test
    void ageThatSomeRulesDoNotNeedIsLearnedForOthersThatDo() {
        try (ProxyFixture far = new ProxyFixture()) {
            far.upstream.at("app", "1.0 ?\n").at("app/1.0/app.bin", modified("Wed, 01 Jan 2020 00:00:00 GMT"));
            assertThat(versions(far.proxy)).as("first seen").containsExactly("1.0");
            far.fixture.pass(Duration.ofDays(2));
            for (int days : List.of(1, 30)) {
                far.fixture
                        .registry()
                        .create(Group.named("cooled" + days)
                                .format("remote")
                                .members("far")
                                .policies(Policies.none().minimumAge(Duration.ofDays(days))));

                assertThat(versions(far.fixture.registry().repository("cooled" + days)))
                        .as("after %s days", days)
                        .containsExactly("1.0");
            }
        }
    }

    @Test
    void agesAreLearnedOnceHoweverManyWantThem() throws Exception {
        CountDownLatch answer = new CountDownLatch(1);
        List<Thread> readers = new CopyOnWriteArrayList<>();
        List<List<String>> shown = new CopyOnWriteArrayList<>();
        try (ProxyFixture far = new ProxyFixture()) {
            far.upstream.at("app", "1.0 ?\n").at("app/1.0/app.bin", connection -> {
                answer.await();
                modified("Wed, 01 Jan 2020 00:00:00 GMT").give(connection);
            });
            ProxyRepository proxy = under(WEEK, far);
            for (int i = 0; i < 4; i++) {
                Thread reader = new Thread(() -> shown.add(versions(proxy)));
                reader.start();
                readers.add(reader);
            }
            await().until(() -> far.upstream.asked("app/1.0/app.bin") > 0
                    && readers.stream().allMatch(reader -> reader.getState() == Thread.State.WAITING));
            answer.countDown();
            for (Thread reader : readers) {
                reader.join();
            }

            assertThat(shown)
                    .hasSize(4)
                    .allSatisfy(versions -> assertThat(versions).containsExactly("1.0"));
            assertThat(far.upstream.asked("app/1.0/app.bin")).isOne();
        }
    }

    @Test
    void hiddenVersionDoesNotSpeakThroughThePackage() {
        try (ProxyFixture far = new ProxyFixture()) {
            far.upstream.at("app", "1.0 2020-01-01T00:00:00Z\n2.0 " + YESTERDAY + "\n");
            PackageView plain =
                    far.proxy.view(Fixture.APP, ViewScope.everything()).orElseThrow();
            assertThat(plain.attributes()).containsEntry("description", "2.0");

            ProxyRepository proxy = under(WEEK, far);

            PackageView view = proxy.view(Fixture.APP, ViewScope.everything()).orElseThrow();
            assertThat(view.attributes()).containsEntry("description", "1.0");
            assertThat(proxy.search("app", 0, 10))
                    .singleElement()
                    .satisfies(hit -> assertThat(hit.attributes()).containsEntry("description", "1.0"));
        }
    }

    @Test
    void listingShowsOnlyWhatIsServed() {
        try (ProxyFixture far = new ProxyFixture()) {
            far.upstream.at("app", "1.0 2020-01-01T00:00:00Z\n2.0 " + YESTERDAY + "\n");
            for (String version : List.of("1.0", "2.0")) {
                FilePath path = Fixture.path(version, "app.bin");
                far.serving(path, ProxyFixture.content(10)).read(path);
            }
            assertThat(versions(far.proxy)).hasSize(2);
            Repository past = far.proxy.asOf(Instant.parse("2025-01-01T00:00:00Z"));

            assertThat(far.proxy.list("app", "", 10).directories()).containsExactly("1.0", "2.0");
            assertThat(past.list("app", "", 10).directories()).containsExactly("1.0");
            assertThat(past.list("app/2.0", "", 10).files()).isEmpty();
            assertThat(under(WEEK, far).list("app", "", 10).directories()).containsExactly("1.0");
            assertThat(under(Policies.none().block("app@1.0", "No."), far)
                            .list("app", "", 1)
                            .directories())
                    .containsExactly("2.0");
            assertThat(under(Policies.none().block("app", "No."), far).list("", "", 1))
                    .isEqualTo(new Listing(List.of(), List.of(), false));
        }
    }

    @Test
    void exemptVersionIsOneEventAlsoAfterARefreshAndARestart(@TempDir Path directory) {
        try (EvilUpstream upstream = new EvilUpstream()) {
            upstream.at("app", "1.0 " + YESTERDAY + "\n").at("app/1.0/app.bin", new byte[10]);
            try (Fixture fixture = openedAt(directory)) {
                fixture.registry()
                        .create(ProxyFixture.definition("far", upstream, UnaryOperator.identity())
                                .policies(WEEK.exempt("app")));
                ProxyFixture.read(fixture.registry()
                        .repository("far")
                        .file(ProxyFixture.FILE)
                        .orElseThrow());
                upstream.at("app", "1.0 " + YESTERDAY + "\n2.0 2020-01-01T00:00:00Z\n");
                fixture.pass(Duration.ofHours(1));
                assertThat(versions(fixture.registry().proxy("far"))).hasSize(2);
                assertThat(exemptions(fixture)).singleElement().satisfies(event -> {
                    assertThat(event.version()).isEqualTo("1.0");
                    assertThat(event.detail()).isEqualTo(ProxyFixture.FILE.value());
                });
            }
            try (Fixture again = openedAt(directory)) {
                assertThat(again.registry().repository("far").file(ProxyFixture.FILE))
                        .isPresent();

                assertThat(exemptions(again)).hasSize(1);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"GET", "HEAD"})
    void hostsOwnRuleIsAskedBeforeTheUpstreamIs(String method) {
        List<PackagePolicy.Candidate> asked = new CopyOnWriteArrayList<>();
        PackagePolicy refusing = candidate -> {
            asked.add(candidate);
            return Optional.of("Its licence is not on our list.");
        };
        try (ProxyFixture far = new ProxyFixture(Registry.builder().policy(refusing), UnaryOperator.identity())) {
            far.serving(new byte[10]);

            assertThat(far.request(method).status()).isEqualTo(403);

            assertThat(far.upstream.requests()).isEmpty();
            assertThat(asked).singleElement().satisfies(candidate -> {
                assertThat(candidate.repository().name()).isEqualTo("far");
                assertThat(candidate.packageName()).isEqualTo(Fixture.APP);
                assertThat(candidate.version()).isEqualTo("1.0");
                assertThat(candidate.path()).isEqualTo(ProxyFixture.FILE);
            });
            assertThatThrownBy(far::read)
                    .isInstanceOf(DeniedException.class)
                    .hasMessageContaining("Its licence is not on our list.");
        }
    }

    @Test
    void exemptVersionThatIsMissingIsNoEvent() {
        try (ProxyFixture far = new ProxyFixture()) {
            ProxyRepository proxy = under(WEEK.exempt("app"), far);

            assertThat(proxy.file(ProxyFixture.FILE)).isEmpty();

            assertThat(far.events(Type.POLICY_EXEMPTED)).isZero();
        }
    }

    @Test
    void fileThatTheUpstreamDoesNotHaveIsAbsentAndNotTooYoung() {
        try (ProxyFixture far = new ProxyFixture()) {
            FilePath never = FilePath.of("other/1.0/app.bin");
            far.upstream.at("app", "1.0 2020-01-01T00:00:00Z\n");
            ProxyRepository proxy = under(WEEK, far);

            for (FilePath path : List.of(never, Fixture.path("9.0", "app.bin"), Fixture.path("9.0", "other.bin"))) {
                assertThat(proxy.file(path)).as("%s", path).isEmpty();
                assertThat(proxy.asOf(Instant.parse("2025-01-01T00:00:00Z")).file(path))
                        .isEmpty();
                assertThat(far.upstream.asked(path.value())).as("%s", path).isOne();
            }
            assertThat(proxy.packages("", "", 10))
                    .extracting(hit -> hit.name().value())
                    .containsExactly("app");
        }
    }

    @Test
    void groupGoesOnToTheMemberThatHasWhatAMemberUnderACooldownLacks() {
        try (ProxyFixture far = new ProxyFixture();
                EvilUpstream corp = new EvilUpstream()) {
            under(WEEK, far);
            corp.at("app/1.0/app.bin", new byte[10]);
            Registry registry = far.fixture.registry();
            registry.create(ProxyFixture.definition("corp", corp, UnaryOperator.identity()));
            Repository group =
                    registry.create(Group.named("all").format("remote").members("far", "corp"));

            StoredFile file = group.file(ProxyFixture.FILE).orElseThrow();

            assertThat(file.origin().repository()).isEqualTo("corp");
            far.upstream.status("app/2.0/app.bin", 503);
            corp.at("app/2.0/app.bin", new byte[10]);
            assertThatThrownBy(() -> group.file(Fixture.path("2.0", "app.bin")))
                    .as("a member that fails ends the search")
                    .isInstanceOf(UpstreamFailedException.class);
        }
    }

    @Test
    void versionThatNoDocumentTellsOfIsJudgedByTheAgeOfItsFile() {
        try (ProxyFixture far = new ProxyFixture()) {
            far.serving(ProxyFixture.FILE, new byte[0]);
            far.upstream
                    .at("app", "3.0 2020-01-01T00:00:00Z\n")
                    .at(
                            "app/1.0/app.bin",
                            EvilAnswer.content(new byte[0], "Last-Modified: Wed, 01 Jan 2020 00:00:00 GMT"))
                    .at(
                            "app/2.0/app.bin",
                            EvilAnswer.content(new byte[0], "Last-Modified: Fri, 02 Jan 2026 00:00:00 GMT"));
            ProxyRepository proxy = under(WEEK, far);

            assertThat(proxy.file(ProxyFixture.FILE)).isPresent();
            assertThatThrownBy(() -> proxy.file(Fixture.path("2.0", "app.bin")))
                    .isInstanceOf(DeniedException.class)
                    .hasMessageContaining("too young");
            assertThatThrownBy(() ->
                            proxy.asOf(Instant.parse("2025-01-01T00:00:00Z")).file(Fixture.path("2.0", "app.bin")))
                    .isInstanceOf(DeniedException.class)
                    .hasMessageContaining("appeared after");
            assertThat(far.upstream.asked("app/2.0/app.bin"))
                    .as("what was learned is kept")
                    .isOne();
            assertThat(versions(proxy)).containsExactly("3.0");
        }
    }

    @Test
    void versionThatNoDocumentTellsOfAndWhoseAgeNothingTellsIsHeldBackFromWhenItWasSeen() {
        try (ProxyFixture far = new ProxyFixture()) {
            far.serving(new byte[0]);
            ProxyRepository proxy = under(WEEK, far);

            assertThatThrownBy(() -> proxy.file(ProxyFixture.FILE))
                    .isInstanceOf(DeniedException.class)
                    .hasMessageContaining("too young");

            far.fixture.pass(Duration.ofDays(8));
            assertThat(proxy.file(ProxyFixture.FILE)).isPresent();
        }
    }

    @Test
    void fileIsNotCalledAbsentIfTheUpstreamDoesNotTell() {
        try (ProxyFixture far = new ProxyFixture()) {
            ProxyRepository proxy = under(WEEK.block("app@9", "It is harmful."), far);
            far.upstream.at("app/1.0/app.bin", EvilAnswer.status(200, "Content-Type: text/html"));
            assertThatThrownBy(() -> proxy.file(ProxyFixture.FILE))
                    .isInstanceOf(UpstreamFailedException.class)
                    .hasMessageContaining("HTML");
            assertThatThrownBy(() -> proxy.file(Fixture.path("9", "app.bin")))
                    .isInstanceOf(DeniedException.class)
                    .hasMessageContaining("It is harmful.");
            assertThat(far.upstream.asked("app/9/app.bin")).isZero();

            far.fixture
                    .registry()
                    .update(ProxyFixture.definition("far", far.upstream, Upstream::goneOffline)
                            .policies(WEEK));
            assertThatThrownBy(() -> far.fixture.registry().proxy("far").file(Fixture.path("2.0", "app.bin")))
                    .isInstanceOf(UpstreamFailedException.class)
                    .hasMessageContaining("offline");
        }
    }

    private static Fixture openedAt(Path directory) {
        return new Fixture(Registry.builder().directory(directory).format(new RemoteFormat()));
    }

    private static List<RegistryEvent> exemptions(Fixture fixture) {
        return fixture.registry().events().after(0, 1000).stream()
                .filter(event -> event.type() == Type.POLICY_EXEMPTED)
                .toList();
    }
}
