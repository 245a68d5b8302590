package io.artispace.integration.maven;

import static org.assertj.core.api.Assertions.assertThat;

import io.artispace.Proxy;
import io.artispace.Registry;
import io.artispace.SearchHit;
import io.artispace.Session;
import io.artispace.format.maven.Maven;
import io.artispace.integration.maven.GroupFixture.Built;
import io.artispace.integration.run.RunningRegistry;
import io.artispace.policy.Policies;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Builds by a real {@code mvn}, plugins included, whose only repository is a group of hosted repositories and a proxy of another registry.
 */
class MavenThroughGroupIT {
    @TempDir
    private static Path shared;

    /** Has its plugins from the start, which is all that a test without a word about whole builds needs. */
    private static MavenClient client;

    private static MavenSupplies supplies;

    @TempDir
    private Path place;

    private GroupFixture fixture;

    @BeforeAll
    static void fetchSupplies() throws IOException {
        client = MavenClient.of("3.9", Files.createDirectories(shared.resolve("maven")));
        supplies = MavenSupplies.of(client, shared);
    }

    @BeforeEach
    void open() throws IOException {
        fixture = new GroupFixture(place, client);
    }

    @AfterEach
    void close() {
        if (fixture != null) {
            fixture.close();
        }
    }

    @Test
    void buildsColdAndWarmAndWithoutTheUpstreamAndFromItsLedger() throws Exception {
        fixture.supply(supplies);
        fixture.publish(fixture.outside(), "org.other:lib:1.0");
        fixture.publish(fixture.outside(), "org.other:more:1.0");
        MavenProject project = fixture.consumer("org.other", "lib", "[1.0,2.0)");
        Registry registry = fixture.registry().registry();

        Session recorded = registry.session("build-42");
        Built cold = fixture.build(project, "maven~build-42/").succeeded();
        String ledger = recorded.export();
        recorded.delete();
        fixture.publish(fixture.outside(), "org.other:lib:1.1");
        Built warm = fixture.build(project, "maven/").succeeded();
        fixture.stopUpstream();
        Built away = fixture.build(project, "maven/").succeeded();
        Session replayed = registry.importSession(ledger);
        Built again = fixture.build(project, "maven~build-42/").succeeded();

        assertThat(cold.resolved("org.other", "lib", "1.0")).isTrue();
        assertThat(warm.resolved("org.other", "lib", "1.1")).isTrue();
        assertThat(away.resolved("org.other", "lib", "1.1")).isTrue();
        fixture.compile(fixture.consumer("org.other", "never-asked-for", "1.0"), "maven/")
                .outcome()
                .failed()
                .said("502");
        assertThat(again.resolved("org.other", "lib", "1.0")).isTrue();
        assertThat(again.resolved("org.other", "lib", "1.1")).isFalse();
        assertThat(replayed.export()).isEqualTo(ledger);
        assertThat(replayed.entries())
                .anySatisfy(entry -> {
                    assertThat(entry.path().value()).isEqualTo("org/other/lib/1.0/lib-1.0.jar");
                    assertThat(entry.origin().repository()).isEqualTo("central");
                    assertThat(entry.origin().upstreamUrl()).isPresent();
                })
                .noneSatisfy(entry -> assertThat(entry.path().value()).contains("/lib/1.1/"));
        fixture.compile(fixture.consumers("org.other:lib:1.1", "org.other:more:1.0"), "maven~build-42/")
                .outcome()
                .failed()
                .said("org.other:lib:jar:1.1")
                .said("org.other:more:jar:1.0");
    }

    @Test
    void buildsAsOfAnEarlierDay() throws Exception {
        fixture.supply(supplies);
        fixture.publish(fixture.outside(), "org.other:lib:1.0");
        fixture.upstreamsTimeIs(Instant.parse("2026-02-01T00:00:00Z"));
        fixture.publish(fixture.outside(), "org.other:lib:1.1");
        MavenProject project = fixture.consumer("org.other", "lib", "[1.0,2.0)");

        Built earlier = fixture.build(project, "maven@2026-01-15/").succeeded();
        Built now = fixture.compile(project, "maven/").succeeded();

        assertThat(earlier.resolved("org.other", "lib", "1.0")).isTrue();
        assertThat(earlier.resolved("org.other", "lib", "1.1")).isFalse();
        assertThat(now.resolved("org.other", "lib", "1.1")).isTrue();
        fixture.compile(fixture.consumer("org.other", "lib", "1.1"), "maven@2026-01-15/")
                .outcome()
                .failed()
                .said("appeared after");
        assertThat(get("maven@2026-01-15/no/such/1/such-1.pom").statusCode())
                .as("who is told 403 does not ask the next repository")
                .isEqualTo(404);
    }

    @Test
    void upstreamsVersionOfAHostedPackageIsNeverServed() throws Exception {
        fixture.publish(fixture.inside("maven-releases"), "com.acme:app:1.0");
        fixture.publish(fixture.outside(), "com.acme:app:9.9");

        Built built = fixture.compile(
                        fixture.consumers("com.acme:app:[1.0,)", "com.acme:app:LATEST", "com.acme:app:RELEASE"),
                        "maven/")
                .succeeded();
        assertThat(built.resolved("com.acme", "app", "1.0")).isTrue();
        assertThat(built.resolved("com.acme", "app", "9.9")).isFalse();
        fixture.compile(fixture.consumer("com.acme", "app", "9.9"), "maven/")
                .outcome()
                .failed()
                .said("com.acme:app:jar:9.9");
        assertThat(get("maven/com/acme/app/9.9/app-9.9.jar").statusCode()).isEqualTo(404);
        assertThat(get("maven/com/acme/app/9.9/app-9.9.jar.sha1").statusCode()).isEqualTo(404);
        assertThat(text(get("maven/com/acme/app/maven-metadata.xml")))
                .contains("<version>1.0<")
                .doesNotContain("9.9");
    }

    @Test
    void upstreamsVersionIsNotFoundBySearchOrInListingsEvenIfTheProxyHasIt() throws Exception {
        fixture.publish(fixture.outside(), "com.acme:app:9.9");
        assertThat(Maven.in(fixture.inside("central")).find("com.acme:app:9.9")).isPresent();
        fixture.publish(fixture.inside("maven-releases"), "com.acme:app:1.0");

        assertThat(fixture.group().search("acme", 0, 10))
                .singleElement()
                .extracting(SearchHit::revision)
                .isEqualTo(fixture.inside("maven-releases")
                        .search("acme", 0, 10)
                        .get(0)
                        .revision());
        assertThat(text(get("maven/com/acme/app/"))).contains("1.0").doesNotContain("9.9");
    }

    @Test
    void deploysThroughTheGroupToItsTarget() throws Exception {
        MavenProject library = MavenProject.in(place.resolve("library"), "com.acme", "lib", "1.0")
                .source("App", "public class App {}");
        String target =
                "-DaltDeploymentRepository=group::" + fixture.registry().base().resolve("maven/");

        client.run(library, fixture.settings(RunningRegistry.WRITER, "maven/"), target, "deploy")
                .succeeded();

        assertThat(Maven.in(fixture.inside("maven-releases")).versions("com.acme:lib"))
                .containsExactly("1.0");
        assertThat(fixture.compile(fixture.consumer("com.acme", "lib", "[1.0,)"), "maven/")
                        .succeeded()
                        .resolved("com.acme", "lib", "1.0"))
                .isTrue();
        client.run(
                        library.resource("other.txt", "other"),
                        fixture.settings(RunningRegistry.WRITER, "maven/"),
                        target,
                        "deploy")
                .failed()
                .said("409")
                .said("detail=");
        client.run(library.version("1.1"), fixture.settings(RunningRegistry.READER, "maven/"), target, "deploy")
                .failed()
                .said("403");
    }

    @Test
    void releasesAndSnapshotsOfOneArtifactAreSeenTogether() throws Exception {
        fixture.publish(fixture.inside("maven-releases"), "com.acme:app:1.0");
        fixture.publish(fixture.inside("maven-snapshots"), "com.acme:app:1.1-SNAPSHOT");

        Built built = fixture.compile(fixture.consumers("com.acme:app:[1.0,2.0)", "com.acme:app:RELEASE"), "maven/")
                .succeeded();

        assertThat(built.resolved("com.acme", "app", "1.1-SNAPSHOT")).isTrue();
        assertThat(built.resolved("com.acme", "app", "1.0")).isTrue();
    }

    @Test
    void pinnedVersionDoesNotBypassTheAgeThatVersionsMustHave() throws Exception {
        fixture.publish(fixture.outside(), "org.other:lib:1.0");
        fixture.upstreamsTimeIs(Instant.now());
        fixture.publish(fixture.outside(), "org.other:lib:2.0");
        Proxy central = (Proxy) fixture.inside("central").definition();
        fixture.registry().registry().update(central.policies(Policies.none().minimumAge(Duration.ofDays(7))));

        Built built = fixture.compile(fixture.consumers("org.other:lib:[1.0,)", "org.other:lib:2.0"), "maven/");

        built.outcome().failed().said("403").said("too young");
        assertThat(built.resolved("org.other", "lib", "1.0")).isTrue();
        assertThat(built.resolved("org.other", "lib", "2.0")).isFalse();
    }

    @Test
    void blockedVersionIsRefusedWithItsReason() throws Exception {
        fixture.publish(fixture.outside(), "org.other:lib:1.0");
        Proxy central = (Proxy) fixture.inside("central").definition();
        fixture.registry()
                .registry()
                .update(central.policies(Policies.none().block("org.other:lib@1.0", "It is harmful. Use 1.1.")));

        fixture.compile(fixture.consumer("org.other", "lib", "1.0"), "maven/")
                .outcome()
                .failed()
                .said("It is harmful. Use 1.1.");
    }

    private HttpResponse<byte[]> get(String path) throws IOException, InterruptedException {
        return fixture.registry().http(RunningRegistry.READER).get(path);
    }

    private static String text(HttpResponse<byte[]> answer) {
        return new String(answer.body(), StandardCharsets.UTF_8);
    }
}
