package io.artispace.format.maven.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.artispace.access.Secret;
import io.artispace.upstream.Credentials;
import io.artispace.upstream.ForwardProxy;
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
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MavenUpstreamsTest {
    /** What Maven 3.8.7 made of {@code master-word}. */
    private static final String MASTER = "{c/gzvSRWs/4HhK3Vi/cLKaWu3sEC9Gu73bs/al/GUWU=}";

    /** What it made of {@code gehe}im} with that master password. */
    private static final String PASSWORD = "{HZyJ6jnj5k4HY/p/+Cgi3580P5wLzYb1fvdDHx+4QiU=}";

    private static final String OWN = "https://own.example.org/maven/";

    @TempDir
    Path directory;

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

    @Test
    void credentialsAreThoseOfTheMirrorWithTheEnvironmentsValues() throws IOException {
        settings(
                mirror("near", "*", "https://${env.NEAR}/maven/")
                        + "<servers><server><id>near</id><username>ci</username><password>${env.PASSWORD}</password></server></servers>");

        UpstreamFinding finding = find(Map.of("NEAR", "near.example.org", "PASSWORD", "geheim"));

        Upstream upstream = finding.upstream().orElseThrow();
        assertThat(upstream.url()).isEqualTo(URI.create("https://near.example.org/maven/"));
        assertThat(upstream.authentication().orElseThrow().secret().reveal()).isEqualTo("geheim");
        assertThat(finding.toString()).doesNotContain("geheim");
    }

    @Test
    void passwordsThatMavenEncryptedAreDecrypted() throws IOException {
        security("<relocation>other/security.xml</relocation>");
        Files.writeString(
                Files.createDirectories(directory.resolve("home/.m2/other")).resolve("security.xml"),
                "<settingsSecurity><master>" + MASTER + "</master></settingsSecurity>");
        settings(mirror("near", "*", "https://near.example.org/") + server("near", "to be changed in May " + PASSWORD));

        UpstreamFinding finding = find(Map.of());

        assertThat(finding.upstream()).as(finding.explanation()).isPresent();
        assertThat(finding.upstream()
                        .orElseThrow()
                        .authentication()
                        .orElseThrow()
                        .secret()
                        .reveal())
                .isEqualTo("gehe}im");
    }

    @Test
    void bracesDoNotMakeAPasswordAnEncryptedOne() throws IOException {
        settings(mirror("near", "*", "https://near.example.org/")
                + server("near", "a{b}c\\{COQLCE6DU6GtcS5PCOQLCE6DU6GtcS5P}"));

        assertThat(find(Map.of())
                        .upstream()
                        .orElseThrow()
                        .authentication()
                        .orElseThrow()
                        .secret()
                        .reveal())
                .isEqualTo("a{b}c\\{COQLCE6DU6GtcS5PCOQLCE6DU6GtcS5P}");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "<relocation>settings-security.xml</relocation>",
                "<relocation>none.xml</relocation>",
                "<master>plain</master>",
                "<master>{COQLCE6DU6GtcS5PCOQLCE6DU6GtcS5P}</master>",
                "<master>{/////////////////////w==}</master>",
                "<master>"
            })
    void passwordThatCannotBeDecryptedIsNotUsed(String security) throws IOException {
        security(security);
        settings(mirror("near", "*", "https://near.example.org/") + server("near", PASSWORD));

        UpstreamFinding finding = find(Map.of());

        assertThat(finding.upstream()).isEmpty();
        assertThat(finding.explanation()).contains("server near", "settings-security.xml");
    }

    @Test
    void passwordOfANewerMavenIsNotUsed() throws IOException {
        security("<master>" + MASTER + "</master>");
        settings(mirror("near", "*", "https://near.example.org/")
                + server("near", "{[name=master,cipher=AES/GCM/NoPadding,version=4.0]" + PASSWORD.substring(1)));

        UpstreamFinding finding = find(Map.of());

        assertThat(finding.upstream()).isEmpty();
        assertThat(finding.explanation()).contains("server near", "Maven 4").doesNotContain("settings-security");
    }

    private static String headers(String content) {
        return "<servers><server><id>near</id>" + content + "</server></servers>";
    }

    private static String header(String name, String value) {
        return "<property><name>" + name + "</name><value>" + value + "</value></property>";
    }

    @Test
    void headerOfTheServerIsItsCredentials() throws IOException {
        settings(mirror("near", "*", "https://near.example.org/")
                + headers("<configuration><timeout>1</timeout><httpHeaders>"
                        + header("Job-Token", "${env.CI_JOB_TOKEN}") + "</httpHeaders></configuration>"));

        UpstreamFinding finding = find(Map.of("CI_JOB_TOKEN", "geheim"));

        assertThat(finding.upstream().orElseThrow().authentication())
                .contains(Credentials.header("Job-Token", Secret.of("geheim")));
        assertThat(finding.explanation()).contains("HTTP header of the server near");
        assertThat(finding.toString()).doesNotContain("geheim");
    }

    @Test
    void allHeadersOfTheServerAreShownAlsoBesideAPassword() throws IOException {
        String start = mirror("near", "*", "https://near.example.org/");
        String headers = "<configuration><httpHeaders>" + header("X-B", "geheim") + header("A", "geheim2")
                + "</httpHeaders></configuration>";
        settings(start + headers(headers));
        UpstreamFinding several = find(Map.of());
        settings(start + headers("<username>ci</username><password>geheim</password>" + headers));
        UpstreamFinding both = find(Map.of());

        assertThat(several.upstream().orElseThrow().authentication())
                .contains(Credentials.header("X-B", Secret.of("geheim")).and("A", Secret.of("geheim2")));
        assertThat(several.explanation()).contains("the HTTP headers of the server near");
        assertThat(both.upstream().orElseThrow().authentication().orElseThrow().headers())
                .isEqualTo(Map.of("Authorization", "Basic Y2k6Z2VoZWlt", "X-B", "geheim", "A", "geheim2"));
        assertThat(both.explanation()).contains("the credentials and the HTTP headers of the server near");
        assertThat(several.toString() + both).doesNotContain("geheim");
    }

    @Test
    void headersInWhichMavenTellsOfItselfAreLeftOut() throws IOException {
        String start = mirror("near", "*", "https://near.example.org/");
        String agent =
                "<configuration><httpHeaders>" + header("User-Agent", "build 7") + "</httpHeaders></configuration>";
        settings(start + headers("<username>ci</username><password>geheim</password>" + agent));
        UpstreamFinding known = find(Map.of());
        settings(start + headers(agent));
        UpstreamFinding unknown = find(Map.of());

        assertThat(known.upstream().orElseThrow().credentials())
                .isEqualTo(Credentials.basic("ci", Secret.of("geheim")));
        assertThat(known.explanation()).contains("with the credentials of the server near, without", "(User-Agent)");
        assertThat(unknown.upstream().orElseThrow().credentials()).isNull();
        assertThat(unknown.explanation()).contains("(User-Agent)").doesNotContain(" of the server");
    }

    @Test
    void unsupportedHeadersAreReported() throws IOException {
        String start = mirror("near", "*", "https://near.example.org/");
        settings(start
                + headers(
                        "<configuration><httpHeaders>" + header("Host", "geheim") + "</httpHeaders></configuration>"));
        UpstreamFinding none = find(Map.of());
        settings(start
                + headers("<username>ci</username><password>geheim</password><configuration><httpHeaders>"
                        + header("authorization", "geheim") + "</httpHeaders></configuration>"));
        UpstreamFinding twice = find(Map.of());

        assertThat(none.upstream()).isEmpty();
        assertThat(none.explanation()).contains("server near", "Host").doesNotContain("geheim");
        assertThat(twice.upstream()).isEmpty();
        assertThat(twice.explanation()).contains("server near", "once").doesNotContain("geheim");
    }

    @Test
    void proxyOfTheSettingsIsTheUpstreamsUnlessItsHostIsLeftOut() throws IOException {
        security("<master>" + MASTER + "</master>");
        String proxies = "<proxies><proxy><id>off</id><active>false</active><host>off.example.org</host></proxy>"
                + "<proxy><id>gate</id><protocol>http</protocol><host>gate.example.org</host><port>3128</port>"
                + "<username>me</username><password>" + PASSWORD + "</password>"
                + "<nonProxyHosts>localhost|*.inside.example.org</nonProxyHosts></proxy></proxies>";
        settings(mirror("near", "*", "https://near.example.org/") + proxies);

        UpstreamFinding outside = find(Map.of());
        settings(mirror("near", "*", "https://near.INSIDE.example.org/") + proxies);
        UpstreamFinding inside = find(Map.of());

        assertThat(outside.explanation()).contains("through the proxy gate", "disabledSchemes");
        assertThat(outside.upstream().orElseThrow().through())
                .contains(ForwardProxy.at("gate.example.org", 3128)
                        .withCredentials(Credentials.basic("me", Secret.of("gehe}im"))));
        assertThat(inside.upstream()).isPresent();
        assertThat(inside.upstream().orElseThrow().through()).isEmpty();
    }

    @Test
    void proxyForTheProtocolGoesFirst() throws IOException {
        settings(mirror("near", "*", "https://near.example.org/")
                + "<proxies><proxy><id>a</id><host>a.example.org</host></proxy>"
                + "<proxy><id>b</id><protocol>https</protocol><host>b.example.org</host></proxy></proxies>");

        assertThat(find(Map.of()).upstream().orElseThrow().through()).contains(ForwardProxy.at("b.example.org", 8080));
    }

    @Test
    void proxyWithAnInvalidPortIsReported() throws IOException {
        settings(mirror("near", "*", "https://near.example.org/")
                + "<proxies><proxy><id>a</id><host>a.example.org</host><port>no</port></proxy></proxies>");

        UpstreamFinding finding = find(Map.of());

        assertThat(finding.upstream()).isEmpty();
        assertThat(finding.explanation()).contains("the proxy a", "port");
    }

    private static String server(String id, String password) {
        return "<servers><server><id>" + id + "</id><username>ci</username><password>" + password
                + "</password></server></servers>";
    }

    private void security(String content) throws IOException {
        Files.writeString(
                Files.createDirectories(directory.resolve("home/.m2")).resolve("settings-security.xml"),
                "<settingsSecurity>" + content + "</settingsSecurity>");
    }

    @Test
    void encryptedPasswordsCannotBeUsedWithoutTheMasterPasswordAndAreReported() throws IOException {
        settings(mirror("near", "*", "https://near.example.org/")
                + "<servers><server><id>near</id><username>ci</username>"
                + "<password>{COQLCE6DU6GtcS5PCOQLCE6DU6GtcS5P=}</password></server></servers>");

        UpstreamFinding finding = find(Map.of());

        assertThat(finding.upstream()).isEmpty();
        assertThat(finding.explanation()).contains("encrypted").doesNotContain("COQLCE6DU6");
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

    private UpstreamFinding find(Map<String, String> environment) {
        return MavenUpstreams.of(environment, directory.resolve("home")).find();
    }

    private void settings(String content) throws IOException {
        Path m2 = Files.createDirectories(directory.resolve("home").resolve(".m2"));
        Files.writeString(m2.resolve("settings.xml"), document(content.replace("</mirrors><mirrors>", "")));
    }

    private static String document(String content) {
        return "<settings xmlns=\"http://maven.apache.org/SETTINGS/1.2.0\">" + content + "</settings>";
    }

    private static String mirror(String id, String mirrorOf, String url) {
        return "<mirrors><mirror><id>" + id + "</id><mirrorOf>" + mirrorOf + "</mirrorOf><url>" + url
                + "</url></mirror></mirrors>";
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
