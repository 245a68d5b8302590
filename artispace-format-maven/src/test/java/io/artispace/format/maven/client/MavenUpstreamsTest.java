package io.artispace.format.maven.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.artispace.upstream.Upstream;
import io.artispace.upstream.UpstreamFinding;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which repository the settings of a user, or of an installation, make Maven ask first. */
class MavenUpstreamsTest extends UserSettings {
    private static final String OWN = "https://own.example.org/maven/";

    @Test
    void withoutSettingsItIsWhatTheInstalledMavenKnowsItself() throws IOException {
        Path maven = installation("maven");

        UpstreamFinding finding = find(Map.of("MAVEN_HOME", maven.toString()));

        assertThat(finding.upstream()).map(Upstream::url).contains(URI.create(OWN));
        assertThat(finding.explanation()).contains("installed Maven");
    }

    @Test
    void theInstallationIsFoundBehindLinksOnThePath() throws IOException {
        Path script = Files.createFile(
                Files.createDirectories(installation("real").resolve("bin")).resolve("mvn"));
        Path bin = Files.createDirectories(directory.resolve("bin"));
        Files.createSymbolicLink(bin.resolve("mvn"), script);

        UpstreamFinding finding = find(Map.of("PATH", bin.toString()));

        assertThat(finding.upstream()).map(Upstream::url).contains(URI.create(OWN));
    }

    @Test
    void withoutSettingsAndMavenNothingIsFound() {
        UpstreamFinding finding = find(Map.of());

        assertThat(finding.upstream()).isEmpty();
        assertThat(finding.explanation()).contains("MAVEN_HOME");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "*",
                "central",
                "external:*",
                "other, central",
                "*,!other",
                "external:*,!other",
                "central,!central"
            })
    void mirrorsThatMatchCentralTakeItsPlace(String mirrorOf) throws IOException {
        settings(mirror("near", mirrorOf, "http://localhost:1/near"));

        UpstreamFinding finding = find(Map.of());

        assertThat(finding.upstream()).map(Upstream::url).contains(URI.create("http://localhost:1/near/"));
        assertThat(finding.upstream()).map(Upstream::addresses).contains(Upstream.Addresses.ANY);
    }

    @ParameterizedTest
    @ValueSource(strings = {"other", "*,!central", "!central,*", "external:http:*"})
    void mirrorsThatDoNotMatchCentralAreIgnored(String mirrorOf) throws IOException {
        settings(mirror("near", mirrorOf, "http://localhost:1/near/"));

        UpstreamFinding finding =
                find(Map.of("MAVEN_HOME", installation("maven").toString()));

        assertThat(finding.upstream()).map(Upstream::url).contains(URI.create(OWN));
    }

    @Test
    void aMirrorOfCentralAloneGoesBeforeAnEarlierPattern() throws IOException {
        settings(mirror("any", "*", "http://any.example.org/") + mirror("one", "central", "http://one.example.org/"));

        assertThat(find(Map.of()).upstream()).map(Upstream::url).contains(URI.create("http://one.example.org/"));
    }

    /** As Tycho's users have them. */
    @ParameterizedTest
    @ValueSource(strings = {"p2", "legacy,p2", "!default,*"})
    void mirrorOfOtherLayoutsIsIgnored(String layouts) throws IOException {
        String url = "http://localhost:1/maven/";
        settings("<mirrors>" + layouts("http://localhost:1/p2/", layouts) + layouts(url, "p2,default") + "</mirrors>");

        assertThat(find(Map.of()).upstream().map(Upstream::url)).contains(URI.create(url));
    }

    private static String layouts(String url, String layouts) {
        return "<mirror><id>" + layouts + "</id><mirrorOf>*</mirrorOf><url>" + url + "</url><mirrorOfLayouts>" + layouts
                + "</mirrorOfLayouts></mirror>";
    }

    @Test
    void aBlockedMirrorIsNoUpstream() throws IOException {
        settings(
                "<mirrors><mirror><id>no</id><mirrorOf>*</mirrorOf><url>http://0.0.0.0/</url><blocked>true</blocked></mirror></mirrors>");

        UpstreamFinding finding = find(Map.of());

        assertThat(finding.upstream()).isEmpty();
        assertThat(finding.explanation()).contains("blocks").contains("no");
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void anActiveProfileMayRedefineCentral(boolean byName) throws IOException {
        String active = "<activeProfiles><activeProfile>inside</activeProfile></activeProfiles>";
        settings("<profiles><profile><id>inside</id>"
                + (byName ? "" : "<activation><activeByDefault>true</activeByDefault></activation>")
                + "<repositories><repository><id>central</id><url>https://inside.example.org/</url></repository></repositories>"
                + "</profile></profiles>" + (byName ? active : ""));

        UpstreamFinding finding =
                find(Map.of("MAVEN_HOME", installation("maven").toString()));

        assertThat(finding.upstream()).map(Upstream::url).contains(URI.create("https://inside.example.org/"));
        assertThat(finding.explanation()).contains("profile");
    }

    @Test
    void lastActiveProfileOfTheUsersSettingsCounts() throws IOException {
        Path maven = installation("maven");
        Files.writeString(maven.resolve("conf").resolve("settings.xml"), document(redefining("global")));
        settings(redefining("first", "second"));

        UpstreamFinding finding = find(Map.of("MAVEN_HOME", maven.toString()));

        assertThat(finding.upstream()).map(Upstream::url).contains(URI.create("https://second.example.org/"));
    }

    /** Profiles that give central another URL; named as active in the reverse order, which does not matter. */
    private static String redefining(String... ids) {
        StringBuilder profiles = new StringBuilder();
        StringBuilder active = new StringBuilder();
        for (String id : ids) {
            profiles.append("<profile><id>" + id + "</id><repositories><repository><id>central</id><url>https://" + id
                    + ".example.org/</url></repository></repositories></profile>");
            active.insert(0, "<activeProfile>" + id + "</activeProfile>");
        }
        return "<profiles>" + profiles + "</profiles><activeProfiles>" + active + "</activeProfiles>";
    }

    @Test
    void theUsersSettingsGoBeforeThoseOfTheInstallation() throws IOException {
        Path maven = installation("maven");
        Files.writeString(
                maven.resolve("conf").resolve("settings.xml"),
                document(mirror("same", "*", "https://global.example.org/")));
        settings(mirror("same", "*", "https://user.example.org/"));

        assertThat(find(Map.of("M2_HOME", maven.toString())).upstream())
                .map(Upstream::url)
                .contains(URI.create("https://user.example.org/"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<settings><mirrors>",
                "<!DOCTYPE a [<!ENTITY b SYSTEM \"file:///etc/hostname\">]><settings>&b;</settings>"
            })
    void brokenSettingsAreReportedAndNothingElseIsRead(String broken) throws IOException {
        Files.writeString(
                Files.createDirectories(directory.resolve("home").resolve(".m2"))
                        .resolve("settings.xml"),
                broken);

        UpstreamFinding finding =
                find(Map.of("MAVEN_HOME", installation("maven").toString()));

        assertThat(finding.upstream()).isEmpty();
        assertThat(finding.explanation()).contains("settings.xml");
    }

    @Test
    void aMirrorInFilesIsNoUpstream() throws IOException {
        settings(mirror("near", "*", "file:///srv/maven"));

        assertThat(find(Map.of()).upstream()).isEmpty();
    }

    /** Distributions of Linux put links into lib. */
    private Path installation(String name) throws IOException {
        Path home = directory.resolve(name);
        Path lib = Files.createDirectories(home.resolve("lib"));
        Files.createDirectories(home.resolve("conf"));
        Path jar = directory.resolve(name + ".jar");
        try (OutputStream file = Files.newOutputStream(jar);
                ZipOutputStream zip = new ZipOutputStream(file)) {
            zip.putNextEntry(new ZipEntry("org/apache/maven/model/pom-4.0.0.xml"));
            zip.write(("<project><repositories><repository><id>central</id><url>" + OWN
                            + "</url></repository></repositories></project>")
                    .getBytes(StandardCharsets.UTF_8));
        }
        Files.createSymbolicLink(lib.resolve("maven-model-builder-3.x.jar"), jar);
        return home;
    }
}
