package io.artispace.core.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import io.artispace.FilePath;
import io.artispace.Group;
import io.artispace.Hosted;
import io.artispace.Overwrite;
import io.artispace.PackageView;
import io.artispace.Proxy;
import io.artispace.Publication;
import io.artispace.Registry;
import io.artispace.Repository;
import io.artispace.Session;
import io.artispace.VersionView;
import io.artispace.ViewScope;
import io.artispace.core.Fixture;
import io.artispace.policy.Policies;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What a sealed session of a group shows of what came from an upstream. */
class ReplayedProxyTest {
    private static final byte[] CONTENT = ProxyFixture.content(1_000);

    private static List<String> versions(Repository repository) {
        return repository.view(Fixture.APP, ViewScope.versions()).stream()
                .flatMap(view -> view.versions().stream())
                .map(VersionView::name)
                .toList();
    }

    private static void publish(Repository inside, String version) {
        try (Publication publication = inside.publish()) {
            publication
                    .change(Fixture.APP)
                    .putVersion(version, Map.of("from", "inside"), "", Overwrite.NEVER)
                    .putFile(
                            version,
                            Fixture.path(version, "app.bin"),
                            publication.stage(new ByteArrayInputStream(version.getBytes(StandardCharsets.UTF_8))),
                            Overwrite.NEVER);
            publication.commit();
        }
    }

    @Test
    void replayShowsAPackageFromOutsideEvenIfItsNameIsHostedSince() {
        try (ProxyFixture far = new ProxyFixture()) {
            Registry registry = far.fixture.registry();
            Repository inside = registry.create(Hosted.named("inside").format("remote"));
            registry.create(Group.named("nested").format("remote").members("inside", "far"));
            registry.create(Group.named("group").format("remote").members("nested"));
            far.serving(CONTENT).upstream.at("app", "1.0 2020-01-01T00:00:00Z\n");
            Session session = registry.session("build-42");
            for (String group : List.of("nested", "group")) {
                Repository recording = session.repository(group);
                assertThat(versions(recording)).containsExactly("1.0");
                ProxyFixture.read(recording.file(ProxyFixture.FILE).orElseThrow());
            }
            session.seal();

            publish(inside, "1.0");
            publish(inside, "2.0");

            for (String group : List.of("nested", "group")) {
                Repository replay = session.repository(group);
                assertThat(versions(registry.repository(group))).containsExactly("1.0", "2.0");
                assertThat(versions(replay)).containsExactly("1.0");
                assertThat(replay.view(Fixture.APP, ViewScope.versions())
                                .orElseThrow()
                                .versions())
                        .as("what is shown is what was served")
                        .allSatisfy(version -> assertThat(version.attributes()).isEmpty());
                assertThat(replay.packages("", "", 10)).hasSize(1);
                assertThat(ProxyFixture.read(replay.file(ProxyFixture.FILE).orElseThrow()))
                        .isEqualTo(CONTENT);
            }
        }
    }

    @Test
    void replayShowsVersionsThatTheUpstreamListsNoMoreAndTagsThatItMoved() {
        try (ProxyFixture far = new ProxyFixture()) {
            FilePath second = FilePath.of("app/2.0/app.bin");
            FilePath unlisted = FilePath.of("app/3.0/app.bin");
            far.serving(CONTENT).serving(second, CONTENT).serving(unlisted, CONTENT);
            far.upstream.at("app", "2.0 2020-01-01T00:00:00Z\n1.0 2020-01-01T00:00:00Z\n");
            Session session = far.fixture.registry().session("build-42");
            assertThat(versions(session.repository("far"))).containsExactly("2.0", "1.0");
            for (FilePath path : List.of(ProxyFixture.FILE, second, unlisted)) {
                far.fixture.pass(Duration.ofMinutes(1));
                ProxyFixture.read(session.repository("far").file(path).orElseThrow());
            }
            session.seal();
            far.fixture.pass(Duration.ofDays(1));
            for (String now :
                    List.of("1.0 2020-01-01T00:00:00Z\n2.0 2020-01-01T00:00:00Z\n", "1.0 2020-01-01T00:00:00Z\n")) {
                far.upstream.at("app", now);
                assertThat(far.versions()).hasSize(now.split("\n").length);

                PackageView replayed = session.repository("far")
                        .view(Fixture.APP, ViewScope.versions())
                        .orElseThrow();

                assertThat(replayed.versions())
                        .extracting(VersionView::name)
                        .as("what was listed then and served")
                        .containsExactly("2.0", "1.0");
                assertThat(replayed.tags()).isEqualTo(Map.of("latest", "1.0"));
                far.fixture.pass(Duration.ofDays(1));
            }
        }
    }

    @Test
    void whatWasServedIsNotTooYoungInAReplay() {
        try (ProxyFixture far = new ProxyFixture()) {
            far.serving(CONTENT).upstream.at("app", "1.0 2020-01-01T00:00:00Z\n");
            Session session = far.fixture.registry().session("build-42");
            assertThat(versions(session.repository("far"))).containsExactly("1.0");
            ProxyFixture.read(session.repository("far").file(ProxyFixture.FILE).orElseThrow());
            session.seal();
            Proxy definition = (Proxy) far.proxy.definition();

            far.fixture.registry().update(definition.policies(Policies.none().minimumAge(Duration.ofDays(10_000))));

            for (int turn = 0; turn < 2; turn++) {
                assertThat(versions(session.repository("far"))).containsExactly("1.0");
                assertThat(far.versions()).as("now").isEmpty();
            }
        }
    }
}
