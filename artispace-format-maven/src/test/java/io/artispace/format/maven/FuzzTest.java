package io.artispace.format.maven;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.artispace.InvalidInputException;
import io.artispace.PackageName;
import io.artispace.ViewScope;
import io.artispace.format.UpstreamDocument;
import io.artispace.format.UpstreamPackage;
import io.artispace.format.maven.artifact.Coordinates;
import io.artispace.format.maven.layout.Layout;
import io.artispace.format.maven.upstream.MavenCodec;
import io.artispace.format.maven.version.MavenVersion;
import io.artispace.format.maven.version.VersionRange;
import io.artispace.testkit.Mutations;
import java.io.ByteArrayInputStream;
import java.net.URLEncoder;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** Slightly damaged POMs, paths, coordinates and versions: each is either read or refused. */
class FuzzTest {
    private static final int ROUNDS = 5_000;
    private static final String POM = """
            <?xml version="1.0" encoding="UTF-8"?>
            <project xmlns="http://maven.apache.org/POM/4.0.0">
              <parent><groupId>com.acme</groupId><artifactId>parent</artifactId><version>7</version></parent>
              <artifactId>app</artifactId><packaging>jar</packaging><name>An <![CDATA[<App>]]> &amp; more</name>
              <licenses><license><name>Apache-2.0</name></license></licenses>
              <dependencies><dependency><groupId>x</groupId><artifactId>y</artifactId><optional>true</optional></dependency></dependencies>
            </project>
            """;
    private static final String METADATA = """
            <metadata modelVersion="1.1.0"><groupId>com.acme</groupId><artifactId>app</artifactId><version>1.0-SNAPSHOT</version>
              <versioning><latest>2.0</latest><release>2.0</release>
                <versions><version>1.0</version><version>2.0</version></versions><lastUpdated>20250101000000</lastUpdated>
                <snapshot><timestamp>20250101.000000</timestamp><buildNumber>1</buildNumber></snapshot>
                <snapshotVersions><snapshotVersion><classifier>sources</classifier><extension>jar</extension>
                  <value>1.0-20250101.000000-1</value><updated>20250101000000</updated></snapshotVersion></snapshotVersions>
              </versioning>
            </metadata>
            """;
    private static final String[] XML = {
        "<",
        ">",
        "/>",
        "</",
        "&",
        "&#0;",
        "&#x1F600;",
        "&x;",
        "<!--",
        "-->",
        "<![CDATA[",
        "]]>",
        "<?x ?>",
        "<!DOCTYPE x>",
        "<!ENTITY x SYSTEM 'file:///etc/passwd'>",
        " a='1'",
        " xmlns='u'",
        "\u0000",
        "\ud83d\ude00",
        "${x}",
        "<project>",
        "<dependency>",
        "</dependency>",
        "<version>",
        "UTF-16",
        "\ufeff"
    };
    private static final String[] PATHS = {
        "/",
        "..",
        ".",
        "-",
        "SNAPSHOT",
        "-SNAPSHOT",
        ".sha1",
        ".asc",
        "maven-metadata.xml",
        "20250101.000000-1",
        "[",
        "(",
        ",",
        ":",
        "${x}",
        "LATEST",
        "99999999999999999999",
        "\u0000",
        "\u0661",
        "rc",
        "\ud83d\ude00"
    };

    @Test
    void pomsAreReadOrRefused() {
        new Mutations(POM.getBytes(UTF_8), XML)
                .search(
                        ROUNDS,
                        variant -> refusing(() -> {
                            Pom pom = PomReader.read("a POM", new ByteArrayInputStream(variant));

                            assertThat(pom.json()).startsWith("{").doesNotContain("root:x:");
                        }));
    }

    @Test
    void metadataOfAnUpstreamIsReadOrRefused() {
        MavenCodec codec = new MavenCodec();
        PackageName app = PackageName.of("com.acme:app");
        for (ViewScope scope : List.of(ViewScope.versions(), ViewScope.version("1.0-SNAPSHOT"))) {
            UpstreamDocument document = codec.document(app, scope).orElseThrow();
            new Mutations(METADATA.getBytes(UTF_8), XML)
                    .search(
                            ROUNDS / 5,
                            variant -> refusing(() -> assertThat(codec.read(document, new ByteArrayInputStream(variant))
                                            .versions())
                                    .extracting(UpstreamPackage.Version::name)
                                    .doesNotHaveDuplicates()
                                    .noneMatch(name -> name.contains("/") || name.contains("root:x:"))));
        }
    }

    @Test
    void uploadsAreAnsweredAndDoNotBreakTheMetadata() {
        try (MavenClient client = new MavenClient()) {
            new Mutations("com/acme/app/1.0-SNAPSHOT/app-1.0-20250101.000000-1-sources.jar".getBytes(UTF_8), PATHS)
                    .search(500, variant -> {
                        String path = URLEncoder.encode(new String(variant, UTF_8), UTF_8)
                                .replace("+", "%20")
                                .replace("%2F", "/");

                        assertThat(client.put(path, "x").response().status()).isBetween(200, 499);
                        assertThat(client.get(path).response().status()).isBetween(200, 499);
                        assertThat(client.get("com/acme/app/maven-metadata.xml")
                                        .response()
                                        .status())
                                .isBetween(200, 404);
                    });
        }
    }

    @Test
    void pathsCoordinatesAndVersionsAreReadOrRefused() {
        each("com/acme/app/1.0-SNAPSHOT/app-1.0-20250101.000000-1-sources.jar.sha1", Layout::locate);
        each("com.acme:app:jar:sources:1.0-SNAPSHOT", Coordinates::parse);
        each("[1.0,2.0),(3,],[4.5]", VersionRange::parse);
        each("1.0-alpha-2-20250101.000000-1", text -> {
            MavenVersion version = MavenVersion.of(text);
            MavenVersion other = MavenVersion.of("1.0");

            assertThat(version.compareTo(MavenVersion.of(text))).isZero();
            assertThat(Integer.signum(version.compareTo(other))).isEqualTo(-Integer.signum(other.compareTo(version)));
        });
    }

    private static void each(String valid, Consumer<String> reader) {
        new Mutations(valid.getBytes(UTF_8), PATHS)
                .search(ROUNDS, variant -> refusing(() -> reader.accept(new String(variant, UTF_8))));
    }

    private static void refusing(Runnable work) {
        try {
            work.run();
        } catch (InvalidInputException refused) {
            assertThat(refused.getMessage()).isNotBlank().doesNotContain("Exception");
        }
    }
}
