package io.artispace.format.maven;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.artispace.PackageName;
import io.artispace.PackageView;
import io.artispace.VersionView;
import io.artispace.format.PackageFormat;
import io.artispace.format.maven.layout.SnapshotBuilds;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SnapshotBuildsTest {
    private static final Instant NOW = Instant.parse("2026-01-02T03:04:05Z");

    private final PackageFormat format = new MavenFormat();

    @Test
    void theNewestBuildOfEachKindIsShownWhicheverMemberHasIt() {
        VersionView first = version(
                "1.0-SNAPSHOT", "{\"name\":\"App\"}\nbuild 1.0-20260102.030405-2 jar\nbuild 1.0-20260102.030405-2 pom");
        VersionView other =
                version("1.0-SNAPSHOT", "build 1.0-20260103.000000-1 jar\nbuild 1.0-20260101.000000-9 jar sources");

        VersionView merged = format.merge(first, other);

        assertThat(merged.manifest()).isEqualTo("""
                        {"name":"App"}
                        build 1.0-20260103.000000-1 jar
                        build 1.0-20260102.030405-2 pom
                        build 1.0-20260101.000000-9 jar sources""");
    }

    @Test
    void aReleaseIsWhatTheEarlierMemberHas() {
        VersionView first = version("1.0", "one");

        assertThat(format.merge(first, version("1.0", "other"))).isSameAs(first);
    }

    @Test
    void aBuildIsNotedWhenItIsSeenFirstAndOneThatWasKnownBeforeIsNot() {
        String one = "build 1.0-20260101.000000-1 jar";
        String both = one + "\nbuild 1.0-20260102.000000-2 jar";
        Instant later = NOW.plusSeconds(1);

        String first = SnapshotBuilds.seen("", one, NOW);

        assertThat(first).isEqualTo(one + "\nseen 1.0-20260101.000000-1 " + NOW);
        assertThat(SnapshotBuilds.seen(first, both, later))
                .isEqualTo(both + "\nseen 1.0-20260101.000000-1 " + NOW + "\nseen 1.0-20260102.000000-2 " + later);
        assertThat(SnapshotBuilds.seen(one, both, later)).isEqualTo(both + "\nseen 1.0-20260102.000000-2 " + later);
    }

    @Test
    void metadataNamesBuildsWhoseFilesAreNotHereYet() {
        VersionView version = version("1.0-SNAPSHOT", "build 1.0-20260102.030405-2 jar");
        PackageView view = new PackageView(
                PackageName.of("com.acme:app"), 1, NOW, NOW, Map.of(), List.of(version), Map.of(), List.of());

        byte[] rendered = SnapshotMetadata.rendering("1.0-SNAPSHOT")
                .renderer()
                .render(view)
                .orElseThrow();

        assertThat(new String(rendered, UTF_8))
                .contains("<timestamp>20260102.030405</timestamp>")
                .contains("<buildNumber>2</buildNumber>")
                .contains("<value>1.0-20260102.030405-2</value>")
                .contains("<updated>20260102030405</updated>");
    }

    private static VersionView version(String name, String manifest) {
        return new VersionView(name, 1, NOW, Map.of(), manifest, List.of());
    }
}
