package io.artispace.integration.proxy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.artispace.DeniedException;
import io.artispace.FilePath;
import io.artispace.Group;
import io.artispace.PackageName;
import io.artispace.Proxy;
import io.artispace.Repository;
import io.artispace.Session;
import io.artispace.StoredFile;
import io.artispace.UpstreamFailedException;
import io.artispace.ViewScope;
import io.artispace.format.maven.Maven;
import io.artispace.format.npm.Npm;
import io.artispace.integration.run.RunningRegistry;
import io.artispace.integration.run.SamplePackage;
import io.artispace.policy.Policies;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What users of a group see of hosted repositories and of proxies whose upstream is another registry. */
class ProxyAndGroupIT {
    @TempDir
    private Path directory;

    private RunningRegistry upstream;
    private Downstream downstream;

    @BeforeEach
    void open() throws IOException {
        upstream = RunningRegistry.open(directory.resolve("upstream"));
        downstream = new Downstream(upstream);
    }

    @AfterEach
    void close() {
        downstream.close();
        upstream.close();
    }

    private Repository above(String name) {
        return upstream.registry().repository(name);
    }

    private void deploy(Repository repository, String coordinates, String content) throws IOException {
        String[] parts = coordinates.split(":");
        Path jar = Files.writeString(directory.resolve("file.jar"), content);
        Path pom = Files.writeString(directory.resolve("pom.xml"), """
                <project><modelVersion>4.0.0</modelVersion><groupId>%s</groupId><artifactId>%s</artifactId>
                <version>%s</version></project>""".formatted(parts[0], parts[1], parts[2]));
        Maven.in(repository).deploy(coordinates, jar, pom);
    }

    private static void publish(Repository repository, String name, String version, String content) {
        byte[] tarball = SamplePackage.tarball(Map.of(
                "package/package.json",
                "{\"name\":\"" + name + "\",\"version\":\"" + version + "\"}",
                "package/index.js",
                content));
        Npm.in(repository).publish(new ByteArrayInputStream(tarball), "latest");
    }

    private static String text(StoredFile file) throws IOException {
        try (InputStream in = file.open()) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private String resolved(Repository repository, String coordinates) throws IOException {
        return text(Maven.in(repository).resolve(coordinates).file());
    }

    @Test
    void mavenArtifactsOfTheUpstreamAreResolvedInEveryWay() throws IOException {
        deploy(above("maven-releases"), "org.other:lib:1.0", "one");
        deploy(above("maven-releases"), "org.other:lib:1.1", "one one");
        deploy(above("maven-snapshots"), "org.other:lib:2.0-SNAPSHOT", "snapshot");

        assertThat(resolved(downstream.maven(), "org.other:lib:1.0")).isEqualTo("one");
        assertThat(resolved(downstream.maven(), "org.other:lib:[1.0,1.9]")).isEqualTo("one one");
        assertThat(resolved(downstream.maven(), "org.other:lib:RELEASE")).isEqualTo("one one");
        assertThat(resolved(downstream.maven(), "org.other:lib:2.0-SNAPSHOT")).isEqualTo("snapshot");
        assertThat(Maven.in(downstream.maven()).versions("org.other:lib"))
                .containsExactly("1.0", "1.1", "2.0-SNAPSHOT");
    }

    @Test
    void npmPackagesOfTheUpstreamAreShownWithOurAddresses() throws IOException {
        publish(above("npm-hosted"), "@other/lib", "1.0.0", "one");
        publish(above("npm-hosted"), "@other/lib", "1.1.0", "one one");
        Npm npm = Npm.in(downstream.npm());

        assertThat(npm.versions("@other/lib")).containsExactly("1.0.0", "1.1.0");
        assertThat(npm.tags("@other/lib")).containsEntry("latest", "1.1.0");
        assertThat(npm.packument("@other/lib", "http://here/npm/"))
                .contains("http://here/npm/@other/lib/-/lib-1.1.0.tgz")
                .doesNotContain(upstream.base().toString());
        try (InputStream tarball = npm.open("@other/lib", "latest")) {
            assertThat(tarball.readAllBytes()).isNotEmpty();
        }
    }

    @Test
    void servedFilesAreServedWhileTheUpstreamIsDownAndUnknownOnesAreErrors() throws IOException {
        deploy(above("maven-releases"), "org.other:lib:1.0", "one");
        publish(above("npm-hosted"), "lib", "1.0.0", "one");
        resolved(downstream.maven(), "org.other:lib:1.0");
        Maven.in(downstream.maven()).versions("org.other:lib");
        Npm.in(downstream.npm()).open("lib", "1.0.0").close();
        upstream.close();
        downstream.pass(Duration.ofDays(1));

        assertThat(resolved(downstream.maven(), "org.other:lib:1.0")).isEqualTo("one");
        assertThat(Npm.in(downstream.npm()).versions("lib")).containsExactly("1.0.0");
        Npm.in(downstream.npm()).open("lib", "1.0.0").close();
        assertThatThrownBy(() -> Npm.in(downstream.npm()).versions("unknown"))
                .isInstanceOf(UpstreamFailedException.class);
        assertThatThrownBy(() -> Maven.in(downstream.maven()).find("org.other:lib:9"))
                .isInstanceOf(UpstreamFailedException.class)
                .hasMessageContaining("central")
                .hasMessageNotContaining("127.0.0.1");
    }

    @Test
    void proxyAddsNoVersionToAHostedPackage() throws IOException {
        deploy(downstream.maven(), "com.acme:app:1.0", "inside");
        deploy(above("maven-releases"), "com.acme:app:9.9", "outside");
        publish(downstream.npm(), "@acme/app", "1.0.0", "inside");
        publish(above("npm-hosted"), "@acme/app", "9.9.9", "outside");

        assertThat(Maven.in(downstream.maven()).versions("com.acme:app")).containsExactly("1.0");
        assertThat(resolved(downstream.maven(), "com.acme:app:[1.0,)")).isEqualTo("inside");
        assertThat(downstream.maven().file(FilePath.of("com/acme/app/9.9/app-9.9.jar")))
                .isEmpty();
        assertThat(Npm.in(downstream.npm()).versions("@acme/app")).containsExactly("1.0.0");
        assertThat(downstream.npm().file(FilePath.of("@acme/app/-/app-9.9.9.tgz")))
                .isEmpty();
        assertThat(downstream.npm().search("acme", 0, 10))
                .extracting(hit -> hit.attributes().get("version"))
                .containsExactly("1.0.0");
    }

    @Test
    void ownedNamesAreNeverAskedForOutside() throws IOException {
        deploy(above("maven-releases"), "com.acme.tools:cli:1.0", "outside");
        downstream.registry().update(((Group) downstream.maven().definition()).owning("com.acme.**", "releases"));

        assertThat(Maven.in(downstream.maven()).find("com.acme.tools:cli:1.0")).isEmpty();
        assertThat(Maven.in(downstream.maven()).versions("com.acme.tools:cli")).isEmpty();
        assertThat(upstream.registry()
                        .repository("maven-releases")
                        .view(PackageName.of("com.acme.tools:cli"), ViewScope.versions()))
                .isPresent();
    }

    @Test
    void youngVersionsAreHiddenTheirTagsRepairedAndTheirFilesRefused() {
        publish(above("npm-hosted"), "lib", "1.0.0", "one");
        downstream.pass(Duration.ofDays(10));
        Proxy npmjs = (Proxy) downstream.registry().repository("npmjs").definition();
        downstream.registry().update(npmjs.policies(Policies.none().minimumAge(Duration.ofDays(12))));
        Npm npm = Npm.in(downstream.npm());

        assertThat(npm.versions("lib")).isEmpty();
        assertThatThrownBy(() -> downstream.npm().file(FilePath.of("lib/-/lib-1.0.0.tgz")))
                .isInstanceOf(DeniedException.class)
                .hasMessageContaining("too young");
        downstream.pass(Duration.ofDays(3));
        assertThat(npm.versions("lib")).containsExactly("1.0.0");
        assertThat(npm.tags("lib")).containsEntry("latest", "1.0.0");
    }

    @Test
    void repositoryIsReadAsItStoodThen() throws IOException {
        deploy(above("maven-releases"), "org.other:lib:1.0", "one");
        Instant between = Instant.now().plusSeconds(1);
        deploy(downstream.maven(), "com.acme:app:1.0", "inside");
        Instant before = Instant.now().minus(Duration.ofDays(1));

        assertThat(Maven.in(downstream.maven().asOf(before)).versions("org.other:lib"))
                .isEmpty();
        assertThat(Maven.in(downstream.maven().asOf(between)).versions("org.other:lib"))
                .containsExactly("1.0");
        assertThat(Maven.in(downstream.maven().asOf(before)).versions("com.acme:app"))
                .isEmpty();
    }

    @Test
    void sealedSessionReplaysABuildWithoutItsUpstream() throws IOException {
        deploy(above("maven-releases"), "org.other:lib:1.0", "one");
        deploy(above("maven-releases"), "org.other:lib:1.1", "one one");
        Session session = downstream.registry().session("build-42");
        Repository recording = session.repository("maven");
        resolved(recording, "org.other:lib:[1.0,1.0]");
        session.seal();
        upstream.close();

        Repository replay = session.repository("maven");

        assertThat(resolved(replay, "org.other:lib:1.0")).isEqualTo("one");
        assertThat(Maven.in(replay).versions("org.other:lib")).containsExactly("1.0");
        assertThat(Maven.in(replay).find("org.other:lib:1.1")).isEmpty();
        assertThat(session.entries()).allSatisfy(entry -> {
            assertThat(entry.origin().repository()).isEqualTo("central");
            assertThat(entry.origin().upstreamUrl()).isPresent();
        });
    }

    @Test
    void largeFilesArriveWhole() throws IOException {
        String large = "0123456789abcdef".repeat(256 * 1024);
        deploy(above("maven-releases"), "org.other:large:1.0", large);

        assertThat(resolved(downstream.maven(), "org.other:large:1.0")).isEqualTo(large);
        assertThat(resolved(downstream.maven(), "org.other:large:1.0")).isEqualTo(large);
        assertThat(downstream
                        .registry()
                        .proxy("central")
                        .evict(0, Duration.ZERO)
                        .files())
                .isPositive();
        assertThat(resolved(downstream.maven(), "org.other:large:1.0")).isEqualTo(large);
    }
}
