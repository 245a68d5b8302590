package io.artispace.format.maven;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertTimeout;

import io.artispace.DeniedException;
import io.artispace.FilePath;
import io.artispace.FileView;
import io.artispace.NotFoundException;
import io.artispace.PackageName;
import io.artispace.Proxy;
import io.artispace.Repository;
import io.artispace.Session;
import io.artispace.StoredFile;
import io.artispace.policy.Policies;
import io.artispace.testkit.EvilUpstream;
import io.artispace.upstream.Upstream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A snapshot whose builds come one after the other at an upstream that has one of them at a time in its metadata. */
@Timeout(60)
class ProxiedSnapshotTest {
    private static final PackageName APP = PackageName.of("com.acme:app");
    private static final String SNAPSHOT = "1.0-SNAPSHOT";
    private static final String DIRECTORY = "com/acme/app/" + SNAPSHOT;
    private static final String FIRST = "20260101.000000-1";
    private static final Pattern VALUE = Pattern.compile("<value>1\\.0-([^<]*)</value>");

    private final MavenClient client = new MavenClient();
    private final EvilUpstream upstream = new EvilUpstream();
    private Repository proxy;

    @BeforeEach
    void create() {
        proxy = client.registry().create(definition());
        tell(FIRST);
    }

    @AfterEach
    void close() {
        client.close();
        upstream.close();
    }

    private Proxy definition() {
        return Proxy.named("central")
                .format("maven")
                .of(Upstream.at(upstream.url())
                        .atAnyAddress()
                        .retrying(0)
                        .waiting(Duration.ofSeconds(30), Duration.ofSeconds(30)));
    }

    private void holdingBack(Duration age) {
        client.registry().update(definition().policies(Policies.none().minimumAge(age)));
        proxy = client.registry().repository("central");
    }

    /** Has the upstream's metadata name a build from now on. */
    private void tell(String build) {
        upstream.at(DIRECTORY + "/maven-metadata.xml", """
                        <metadata><groupId>com.acme</groupId><artifactId>app</artifactId><version>1.0-SNAPSHOT</version><versioning>
                        <snapshotVersions><snapshotVersion><extension>jar</extension><value>1.0-%s</value></snapshotVersion>
                        </snapshotVersions></versioning></metadata>""".formatted(build));
        upstream.at(jar(build).value(), build);
    }

    private static FilePath jar(String build) {
        return FilePath.of(DIRECTORY + "/app-1.0-" + build + ".jar");
    }

    /** The builds that metadata shows. */
    private static List<String> shown(Repository repository) {
        return repository.document(APP, SnapshotMetadata.rendering(SNAPSHOT)).stream()
                .flatMap(document ->
                        VALUE.matcher(new String(document.bytes(), UTF_8)).results())
                .map(result -> result.group(1))
                .toList();
    }

    private static String read(Repository repository, String build) {
        return read(repository.file(jar(build)).orElseThrow());
    }

    private static String read(StoredFile file) {
        try (InputStream in = file.open()) {
            return new String(in.readAllBytes(), UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void newBuildHasToGrowOldItself() {
        holdingBack(Duration.ofDays(3));
        assertThat(shown(proxy)).as("first seen now").isEmpty();
        client.pass(Duration.ofDays(4));
        assertThat(shown(proxy)).containsExactly(FIRST);
        assertThat(read(proxy, FIRST)).isEqualTo(FIRST);

        String second = "20260106.030000-2";
        tell(second);
        client.pass(Duration.ofHours(1));

        assertThat(shown(proxy)).containsExactly(FIRST);
        assertThatThrownBy(() -> proxy.file(jar(second)))
                .isInstanceOf(DeniedException.class)
                .hasMessageContaining(jar(second).fileName())
                .hasMessageContaining("too young");
        assertThat(read(proxy, FIRST)).isEqualTo(FIRST);
        long revision = proxy.revision(APP).orElseThrow();
        client.pass(Duration.ofDays(3));
        assertThat(shown(proxy)).as("at the same revision").containsExactly(second);
        assertThat(proxy.revision(APP)).hasValue(revision);
        assertThat(read(proxy, second)).isEqualTo(second);
    }

    @Test
    void buildWithAnOldTimestampIsHeldBackFromWhenItWasSeen() {
        holdingBack(Duration.ofDays(3));
        shown(proxy);
        client.pass(Duration.ofDays(4));
        for (String backdated : List.of("20250101.000000-9", "00000000.000000-9")) {
            tell(backdated);
            client.pass(Duration.ofHours(1));

            assertThat(shown(proxy)).as(backdated).isEmpty();
            assertThatThrownBy(() -> proxy.file(jar(backdated)))
                    .as(backdated)
                    .isInstanceOf(DeniedException.class)
                    .hasMessageContaining("too young");
        }
    }

    @Test
    void snapshotWhoseBuildsAreAllHeldBackIsNotSaidToLackTheFile() {
        upstream.at("com/acme/app/maven-metadata.xml", """
                        <metadata><groupId>com.acme</groupId><artifactId>app</artifactId><versioning>
                        <versions><version>1.0-SNAPSHOT</version></versions></versioning></metadata>""");
        holdingBack(Duration.ofDays(3));
        Maven maven = Maven.in(proxy);
        assertThat(maven.versions("com.acme:app")).as("first seen now").isEmpty();
        client.pass(Duration.ofDays(4));
        tell("20260106.030000-2");
        assertThat(maven.versions("com.acme:app")).containsExactly(SNAPSHOT);

        assertThatThrownBy(() -> maven.resolve("com.acme:app:" + SNAPSHOT))
                .isInstanceOf(NotFoundException.class)
                .hasMessageContaining("left out by a rule");
    }

    @Test
    void buildIsNotShownAsOfAMomentBeforeIt() {
        shown(proxy);
        read(proxy, FIRST);
        String second = "20260106.030000-2";
        client.pass(Duration.ofDays(5));
        tell(second);
        assertThat(shown(proxy)).containsExactly(second);
        read(proxy, second);

        Repository past = proxy.asOf(Instant.parse("2026-01-05T00:00:00Z"));

        assertThat(shown(past)).containsExactly(FIRST);
        assertThat(past.list(DIRECTORY, "", 10).files())
                .extracting(FileView::path)
                .containsExactly(jar(FIRST));
        assertThat(read(past, FIRST)).isEqualTo(FIRST);
        assertThatThrownBy(() -> past.file(jar(second)))
                .isInstanceOf(DeniedException.class)
                .hasMessageContaining("appeared after");
        assertThat(shown(proxy)).containsExactly(second);
    }

    @Test
    void sealedSessionHasTheBuildThatWasServedWhateverCameLater() {
        Session session = client.registry().session("build-42");
        Repository recording = session.repository("central");
        assertThat(shown(recording)).containsExactly(FIRST);
        assertThat(read(recording, FIRST)).isEqualTo(FIRST);
        session.seal();
        String second = "20260106.030000-2";
        tell(second);
        client.pass(Duration.ofDays(5));
        assertThat(shown(proxy)).containsExactly(second);
        read(proxy, second);

        Repository replay = session.repository("central");

        assertThat(shown(replay)).containsExactly(FIRST);
        assertThat(read(replay, FIRST)).isEqualTo(FIRST);
        assertThat(replay.file(jar(second))).isEmpty();
    }

    @Test
    void versionStaysThatOnlyItsOwnMetadataTells() {
        String own = DIRECTORY + "/maven-metadata.xml";
        assertThat(shown(proxy)).containsExactly(FIRST);
        upstream.at(
                "com/acme/app/maven-metadata.xml",
                "<metadata><versioning><versions><version>1.0</version></versions></versioning></metadata>");

        assertThat(Maven.in(proxy).versions(APP.value())).containsExactly(SNAPSHOT, "1.0");
        client.pass(Duration.ofHours(1));
        upstream.status(own, 304);
        assertThat(shown(proxy)).containsExactly(FIRST);
        assertThat(Maven.in(proxy).versions(APP.value())).containsExactly(SNAPSHOT, "1.0");
    }

    @Test
    void metadataOfThousandsOfBuildsIsCut() {
        StringBuilder builds = new StringBuilder();
        for (int i = 0; i < 10_000; i++) {
            builds.append("<snapshotVersion><classifier>c").append(i);
            builds.append("</classifier><extension>jar</extension><value>1.0-20260101.000000-")
                    .append(i + 1);
            builds.append("</value></snapshotVersion>");
        }
        upstreamLists(builds);
        shown(proxy);

        Instant instant = client.instant();
        assertTimeout(
                Duration.ofSeconds(4),
                () -> assertThat(shown(proxy.asOf(instant))).hasSizeBetween(100, 1_000));
    }

    @Test
    void newestOfThousandsOfBuildsIsShown() {
        StringBuilder builds = new StringBuilder();
        for (int i = 1; i <= 3_000; i++) {
            builds.append("<snapshotVersion><extension>jar</extension><value>1.0-2025%04d.000000-%d".formatted(i, i));
            builds.append("</value></snapshotVersion>");
        }
        upstreamLists(builds);

        assertThat(shown(proxy)).containsExactly("20253000.000000-3000");
    }

    private void upstreamLists(CharSequence builds) {
        upstream.at(
                DIRECTORY + "/maven-metadata.xml",
                "<metadata><groupId>com.acme</groupId><artifactId>app</artifactId><version>1.0-SNAPSHOT</version><versioning><snapshotVersions>"
                        + builds + "</snapshotVersions></versioning></metadata>");
    }
}
