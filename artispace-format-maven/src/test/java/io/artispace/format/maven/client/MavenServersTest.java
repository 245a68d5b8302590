package io.artispace.format.maven.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.artispace.access.Secret;
import io.artispace.upstream.Credentials;
import io.artispace.upstream.ForwardProxy;
import io.artispace.upstream.Upstream;
import io.artispace.upstream.UpstreamFinding;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** With which credentials and headers, and through which proxy, the settings of a user make Maven ask. */
class MavenServersTest extends UserSettings {
    /** What Maven 3.8.7 made of {@code master-word}. */
    private static final String MASTER = "{c/gzvSRWs/4HhK3Vi/cLKaWu3sEC9Gu73bs/al/GUWU=}";

    /** What it made of {@code gehe}im} with that master password. */
    private static final String PASSWORD = "{HZyJ6jnj5k4HY/p/+Cgi3580P5wLzYb1fvdDHx+4QiU=}";

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
}
