package io.artispace.format.maven;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.artispace.FilePath;
import io.artispace.InvalidInputException;
import io.artispace.PackageName;
import io.artispace.ViewScope;
import io.artispace.blob.Digest;
import io.artispace.blob.DigestAlgorithm;
import io.artispace.format.UpstreamDocument;
import io.artispace.format.UpstreamFile;
import io.artispace.format.UpstreamPackage;
import io.artispace.format.maven.upstream.MavenCodec;
import java.io.ByteArrayInputStream;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MavenCodecTest {
    private static final PackageName APP = PackageName.of("com.acme:app");
    private static final String SHA1 = "da39a3ee5e6b4b0d3255bfef95601890afd80709";

    private final MavenCodec codec = new MavenCodec();
    private final MavenClient client = new MavenClient();

    @AfterEach
    void close() {
        client.close();
    }

    @Test
    void asksForTheDocumentThatTells() {
        assertThat(location(APP, ViewScope.versions())).contains("com/acme/app/maven-metadata.xml");
        assertThat(location(APP, ViewScope.version("1.0"))).contains("com/acme/app/maven-metadata.xml");
        assertThat(location(APP, ViewScope.version("1.0-SNAPSHOT")))
                .contains("com/acme/app/1.0-SNAPSHOT/maven-metadata.xml");
        assertThat(location(PackageName.of("com.acme.app"), ViewScope.versions()))
                .contains("com/acme/app/maven-metadata.xml");
        assertThat(location(PackageName.of(".archetypes"), ViewScope.versions()))
                .isEmpty();
        assertThat(location(PackageName.of("com.acme:.."), ViewScope.versions()))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<versioning><versions>%s</versions></versioning>,<version>1.%d</version>",
                "<plugins>%s</plugins>,<plugin><artifactId>a%d</artifactId><prefix>p</prefix></plugin>"
            })
    void documentsOfMoreThanAHundredThousandEntriesAreNotReadToTheirEnd(String documentAndEntry) {
        String[] parts = documentAndEntry.split(",");
        String entries = IntStream.rangeClosed(0, 100_000)
                .mapToObj(i -> parts[1].formatted(i))
                .collect(Collectors.joining());
        String metadata = "<metadata>" + parts[0].formatted(entries) + "</metadata>";

        assertThatThrownBy(() -> read(APP, ViewScope.versions(), metadata))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("more than 100000");
    }

    @Test
    void readsTheVersionsOfAnArtifact() {
        UpstreamPackage read = read(APP, ViewScope.versions(), """
                <metadata xmlns="http://maven.apache.org/METADATA/1.1.0"><groupId>com.acme</groupId><artifactId>app</artifactId>
                <versioning><latest>9</latest><versions><version>1.0</version><version>1.10</version><version>${v}</version>
                <version>../x</version></versions></versioning></metadata>""");

        assertThat(read.versions()).extracting(UpstreamPackage.Version::name).containsExactly("1.0", "1.10");
        assertThat(read.versions()).allMatch(version -> version.published() == null);
    }

    @Test
    void readsTheBuildsOfASnapshot() {
        UpstreamPackage read = read(APP, ViewScope.version("1.0-SNAPSHOT"), """
                <metadata><groupId>com.acme</groupId><artifactId>app</artifactId><version>1.0-SNAPSHOT</version><versioning>
                <snapshotVersions>
                <snapshotVersion><classifier></classifier><extension>jar</extension><value>1.0-20260102.030405-7</value></snapshotVersion>
                <snapshotVersion><classifier>sources</classifier><extension>jar</extension><value>1.0-20260102.030405-6</value></snapshotVersion>
                <snapshotVersion><extension>jar</extension><value>2.0-20260102.030405-6</value></snapshotVersion>
                <snapshotVersion><extension>../jar</extension><value>1.0-20260102.030405-6</value></snapshotVersion>
                </snapshotVersions></versioning></metadata>""");

        assertThat(read.versions()).singleElement().satisfies(version -> {
            assertThat(version.name()).isEqualTo("1.0-SNAPSHOT");
            assertThat(version.manifest())
                    .isEqualTo("build 1.0-20260102.030405-6 jar sources\nbuild 1.0-20260102.030405-7 jar");
        });
    }

    @Test
    void readsASnapshotThatNamesItsNewestBuildOnly() {
        UpstreamPackage read = read(APP, ViewScope.version("1.0-SNAPSHOT"), """
                <metadata><groupId>com.acme</groupId><artifactId>app</artifactId><version>1.0-SNAPSHOT</version><versioning>
                <snapshot><timestamp>20260102.030405</timestamp><buildNumber>3</buildNumber></snapshot></versioning></metadata>""");

        assertThat(read.versions().get(0).manifest())
                .isEqualTo("build 1.0-20260102.030405-3 pom\nbuild 1.0-20260102.030405-3 jar");
    }

    @Test
    void readsThePluginsOfAGroup() {
        String plugins = "<metadata><plugins><plugin><name>Acme\n Plugin</name><prefix>acme</prefix>"
                + "<artifactId>acme-maven-plugin</artifactId></plugin><plugin><prefix>no prefix</prefix>"
                + "<artifactId>x</artifactId></plugin></plugins></metadata>";

        assertThat(read(PackageName.of("com.acme.app"), ViewScope.versions(), plugins)
                        .attributes())
                .isEqualTo(Map.of("plugin.acme-maven-plugin", "acme Acme Plugin"));
        assertThat(read(APP, ViewScope.versions(), plugins))
                .isEqualTo(new UpstreamPackage(Map.of(), List.of(), Map.of()));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<metadata><groupId>com.evil</groupId><artifactId>app</artifactId></metadata>",
                "<metadata><groupId>com.acme</groupId><artifactId>other</artifactId></metadata>",
                "<html><body>metadata</body></html>",
                "<!DOCTYPE metadata [<!ENTITY x SYSTEM 'file:///etc/passwd'>]><metadata>&x;</metadata>",
                "<metadata><groupId>com.acme",
                ""
            })
    void refusesWhatIsNoMetadataOfTheArtifact(String document) {
        assertThatThrownBy(() -> read(APP, ViewScope.versions(), document)).isInstanceOf(InvalidInputException.class);
    }

    @Test
    void findsFilesWhereTheLayoutHasThem() {
        UpstreamFile file = file("com/acme/app/1.0+b5/app-1.0+b5.jar").orElseThrow();

        assertThat(file.location()).isEqualTo("com/acme/app/1.0%2Bb5/app-1.0%2Bb5.jar");
        assertThat(file.owner().packageName()).isEqualTo(APP);
        assertThat(file.owner().version()).isEqualTo("1.0+b5");
        assertThat(file.checksums().keySet())
                .containsExactly(
                        DigestAlgorithm.SHA1, DigestAlgorithm.SHA256, DigestAlgorithm.SHA512, DigestAlgorithm.MD5);
        assertThat(file.checksums()).containsEntry(DigestAlgorithm.SHA1, file.location() + ".sha1");
        assertThat(file("com/acme/app/1.0-SNAPSHOT/app-1.0-20260102.030405-7.jar"))
                .isPresent();
    }

    @Test
    void filesOfAnyNameAreAskedForWhereTheVersionIsKnown() {
        assertThat(file("com/acme/app/1.0/debug.aar")).isEmpty();
        client.put("com/acme/app/1.0/app-1.0.module", "{}").is(201);
        client.put("com/acme/app/2.0/readme.txt", "of a version that has no file with its own name")
                .is(201);
        client.put("com/acme/app/3.0-SNAPSHOT/app-3.0-20260102.030405-7.module", "{}")
                .is(201);

        assertThat(file("com/acme/app/1.0/debug.aar").orElseThrow().owner().version())
                .isEqualTo("1.0");
        assertThat(file("com/acme/app/2.0/debug.aar")).isPresent();
        assertThat(file("com/acme/app/3.0/debug.aar")).isEmpty();
        assertThat(file("com/acme/app/3.0-SNAPSHOT/debug.aar"))
                .as("other bytes in each build")
                .isEmpty();
        assertThat(file("com/acme/app/1.0")).as("a directory").isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "com/acme/app/1.0-SNAPSHOT/app-1.0-SNAPSHOT.jar",
                "com/acme/app/1.0",
                "com/acme/app/maven-metadata.xml",
                "com/acme/app/1.0/app-1.0.jar.sha1",
                ".meta/prefixes.txt",
                "app.jar"
            })
    void asksForNoOtherFiles(String path) {
        assertThat(file(path)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                SHA1,
                SHA1 + "  app-1.0.jar\n",
                SHA1 + " *app-1.0.jar\r\n",
                "SHA1(app-1.0.jar)= " + SHA1,
                "\uFEFF" + SHA1,
                " \t" + SHA1 + "\n\n",
                "app-1.0.jar: " + SHA1,
                "DA39A3EE5E6B4B0D3255BFEF95601890AFD80709",
                "app-1.0.jar: DA39 A3EE 5E6B 4B0D 3255  BFEF 9560 1890 AFD8 0709"
            })
    void readsChecksumsInAllTheirSpellings(String text) {
        assertThat(codec.checksum(DigestAlgorithm.SHA1, text)).contains(new Digest(DigestAlgorithm.SHA1, SHA1));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "<html>", "da39a3ee", SHA1 + "0", "app.jar"})
    void findsNoChecksumWhereThereIsNone(String text) {
        assertThat(codec.checksum(DigestAlgorithm.SHA1, text)).isEmpty();
    }

    @Test
    void readsChecksumsFromHeaders() {
        assertThat(digests("X-Checksum-Sha1", SHA1)).containsExactly(new Digest(DigestAlgorithm.SHA1, SHA1));
        assertThat(digests("x-goog-meta-checksum-sha1", SHA1)).containsExactly(new Digest(DigestAlgorithm.SHA1, SHA1));
        assertThat(digests("ETag", "\"{SHA1{" + SHA1 + "}}\"")).containsExactly(new Digest(DigestAlgorithm.SHA1, SHA1));
        assertThat(digests("X-Checksum-Md5", "nonsense")).isEmpty();
        assertThat(digests("ETag", "\"" + SHA1 + "\"")).isEmpty();
    }

    @Test
    void thePomWitnessesTheAgeOfARelease() {
        assertThat(codec.ageWitness(APP, "1.0")).contains("com/acme/app/1.0/app-1.0.pom");
        assertThat(codec.ageWitness(APP, "1.0-SNAPSHOT")).isEmpty();
        assertThat(codec.ageWitness(PackageName.of("com.acme"), "1.0")).isEmpty();
    }

    private List<Digest> digests(String header, String value) {
        return codec.digests(name -> name.equalsIgnoreCase(header) ? List.of(value) : null);
    }

    private Optional<UpstreamFile> file(String path) {
        return codec.file(FilePath.of(path), client.repository());
    }

    private Optional<String> location(PackageName name, ViewScope scope) {
        return codec.document(name, scope).map(UpstreamDocument::location);
    }

    private UpstreamPackage read(PackageName name, ViewScope scope, String document) {
        return codec.read(
                codec.document(name, scope).orElseThrow(), new ByteArrayInputStream(document.getBytes(UTF_8)));
    }
}
