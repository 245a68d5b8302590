package io.artispace.format.npm.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.artispace.access.Secret;
import io.artispace.upstream.Credentials;
import io.artispace.upstream.ForwardProxy;
import io.artispace.upstream.Upstream;
import io.artispace.upstream.UpstreamFinding;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NpmUpstreamsTest {
    private final Map<String, String> environment = new HashMap<>();

    @TempDir
    Path home;

    @TempDir
    Path project;

    @BeforeEach
    void hideTheInstalledNpm() {
        environment.put("PATH", home.resolve("bin").toString());
    }

    @Test
    void theProjectGoesBeforeTheUserAndTheEnvironmentBeforeBoth() throws IOException {
        user("registry=https://user.example.org/npm");
        assertThat(url()).isEqualTo(URI.create("https://user.example.org/npm/"));

        project("; a comment\nregistry = \"https://project.example.org/\"");
        assertThat(url()).isEqualTo(URI.create("https://project.example.org/"));

        environment.put("NPM_CONFIG_REGISTRY", "http://localhost:1/environment/");
        assertThat(url()).isEqualTo(URI.create("http://localhost:1/environment/"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "registry=https://user.example.org/a/ ; the one of our team",
                "registry=https://user.example.org/a/#the one of our team",
                "registry = 'https://user.example.org/a/'\n# registry=https://no.example.org/",
                "registry=https://user.example.org/a/\n[other]\nregistry=https://no.example.org/",
            })
    void commentsAndSectionsAreIgnored(String file) throws IOException {
        user(file);

        assertThat(url()).isEqualTo(URI.create("https://user.example.org/a/"));
    }

    @Test
    void escapedCharacterBeginsNoComment() throws IOException {
        user("registry=https://user.example.org/a\\;b\\#c\\d\\\\;e");

        NpmConfiguration configuration = new NpmConfiguration(environment);
        configuration.addFile(home.resolve(".npmrc"), "the user's");

        assertThat(configuration.get("registry").orElseThrow().value())
                .isEqualTo("https://user.example.org/a;b#c\\d\\");
    }

    @ParameterizedTest(name = "{0} is read as {1}")
    @CsvSource({
        "a${SET}b${SET}, a1b1",
        "\\${SET}, ${SET}",
        "\\\\${SET}, ${SET}",
        "\\\\\\${SET}, \\1",
        "\\${UNSET?}${UNSET?}, ${UNSET?}",
        "\\${UNSET}, ${UNSET}",
        "${SET, ${SET",
    })
    void backslashKeepsAVariable(String written, String read) throws IOException {
        environment.put("SET", "1");
        user("//user.example.org/:_authToken=" + written);

        NpmConfiguration configuration = new NpmConfiguration(environment);
        configuration.addFile(home.resolve(".npmrc"), "the user's");

        NpmConfiguration.Setting token =
                configuration.get("//user.example.org/:_authToken").orElseThrow();
        assertThat(token.value()).isEqualTo(read);
        assertThat(token.hasUnknownVariable()).isFalse();
    }

    @Test
    void variablesAreReplacedInTheEnvironmentToo() {
        environment.put("WHERE", "user.example.org");
        environment.put("npm_config_registry", "https://${WHERE}/");

        assertThat(url()).isEqualTo(URI.create("https://user.example.org/"));
    }

    @Test
    void theUsersFileMayBeElsewhere() throws IOException {
        Path file = Files.writeString(project.resolve("elsewhere"), "registry=https://elsewhere.example.org/");
        environment.put("npm_config_userconfig", file.toString());

        assertThat(url()).isEqualTo(URI.create("https://elsewhere.example.org/"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "//npm.example.org/a/b/:_authToken=${TOKEN}",
                "//npm.example.org/a/:_authToken=geheim",
                "//npm.example.org/:_authToken=geheim",
                "//npm.example.org/a/b:_authToken=geheim"
            })
    void tokensAreFoundByTheAddressOrAPathAboveIt(String line) throws IOException {
        environment.put("TOKEN", "geheim");
        user("registry=https://npm.example.org/a/b/\n" + line);

        UpstreamFinding finding = find();

        assertThat(finding.upstream()
                        .orElseThrow()
                        .authentication()
                        .orElseThrow()
                        .headerValue())
                .isEqualTo("Bearer geheim");
        assertThat(finding.toString()).doesNotContain("geheim");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "//npm.example.org/:_auth=Y2k6Z2VoZWlt",
                "//npm.example.org/:username=ci\n//npm.example.org/:_password=Z2VoZWlt"
            })
    void usersAndPasswordsAreDecoded(String lines) throws IOException {
        user("registry=https://npm.example.org/\n" + lines);

        assertThat(find().upstream()
                        .orElseThrow()
                        .authentication()
                        .orElseThrow()
                        .headerValue())
                .isEqualTo("Basic Y2k6Z2VoZWlt");
    }

    @ParameterizedTest
    @CsvSource({"https://NPM.Example.org:443/a/,//npm.example.org/a/", "http://npm.example.org:80/,//npm.example.org/"})
    void credentialsAreNamedByTheAddressAsNpmWritesIt(String registry, String place) throws IOException {
        user("registry=" + registry + "\n" + place + ":_authToken=geheim");

        assertThat(find().upstream().orElseThrow().authentication()).isPresent();
    }

    @ParameterizedTest
    @CsvSource({
        "https-proxy=http://near.example.org:3128,near.example.org,3128",
        "proxy=http://near.example.org/,near.example.org,80",
        "https-proxy=http://near.example.org:1|proxy=http://no.example.org:2,near.example.org,1",
        "proxy=http://near.example.org:1|noproxy=ample.org,near.example.org,1",
        "https-proxy=null,env.example.org,8080",
        "noproxy=example.com,env.example.org,8080"
    })
    void proxyOfNpmIsTheUpstreams(String lines, String host, int port) throws IOException {
        environment.put("HTTPS_PROXY", "http://env.example.org:8080");
        environment.put("no_proxy", "npm.example.org.not");
        user("registry=https://npm.example.org/\n" + lines.replace('|', '\n'));

        assertThat(find().upstream().orElseThrow().through()).contains(ForwardProxy.at(host, port));
        assertThat(find().explanation()).contains("through the HTTP proxy " + host);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "noproxy=npm.example.org",
                "noproxy=a.org, .example.org",
                "noproxy=org",
                "noproxy=.example.org.",
                "noproxy[]=a.org|noproxy[]=example.org|noproxy[]=b.org"
            })
    void registryThatNpmAsksDirectlyHasNoProxy(String left) throws IOException {
        user("registry=https://NPM.example.org/\nproxy=http://near.example.org:3128\n" + left.replace('|', '\n'));

        assertThat(find().upstream().orElseThrow().through()).isEmpty();
    }

    @Test
    void passwordOfTheProxyIsDecodedAndNotTold() throws IOException {
        environment.put("npm_config_https_proxy", "http://ci:ge%40heim@near.example.org:3128");
        user("registry=https://npm.example.org/");

        ForwardProxy proxy = find().upstream().orElseThrow().through().orElseThrow();
        assertThat(proxy.authentication()).contains(Credentials.basic("ci", Secret.of("ge@heim")));
        assertThat(find().explanation()).doesNotContain("heim");
    }

    @ParameterizedTest
    @ValueSource(strings = {"socks5://near.example.org:1080", "http://near.example.org:x", "near example"})
    void proxyOfAnotherKindIsLeftOutAndReported(String proxy) throws IOException {
        user("registry=https://npm.example.org/\nproxy=" + proxy);

        assertThat(find().upstream().orElseThrow().through()).isEmpty();
        assertThat(find().explanation())
                .contains("without npm's proxy, whose address is malformed, or not of plain HTTP");
    }

    @Test
    void anotherRegistrysTokenIsNotUsed() throws IOException {
        user("registry=https://npm.example.org/\n//other.example.org/:_authToken=geheim");

        assertThat(find().upstream().orElseThrow().authentication()).isEmpty();
    }

    @Test
    void markOfTheEncodingIsNoPartOfTheFirstSetting() throws IOException {
        user("\ufeff//npm.example.org/:_authToken=geheim\nregistry=https://npm.example.org/");

        assertThat(find().upstream().orElseThrow().authentication()).isPresent();
    }

    @Test
    void tokenInAVariableThatIsNotSetIsLeftOutAndReported() throws IOException {
        user("registry=https://npm.example.org/\n//npm.example.org/:_authToken=${NOT_SET}");

        assertThat(find().upstream()).map(Upstream::credentials).isEmpty();
        assertThat(find().explanation()).contains("variable that is not set");
    }

    @Test
    void scopesAreReportedWithTheirOwnRegistries() throws IOException {
        user("@acme:registry=https://acme.example.org/\n//acme.example.org/:_authToken=geheim");

        Map<String, UpstreamFinding> scopes =
                NpmUpstreams.of(environment, home, project).findScopes();

        assertThat(scopes).containsOnlyKeys("@acme");
        assertThat(scopes.get("@acme").upstream()).map(Upstream::url).contains(URI.create("https://acme.example.org/"));
    }

    @Test
    void withoutFilesNpmItselfIsAsked() throws IOException {
        Path npm = Files.writeString(
                Files.createDirectories(home.resolve("bin")).resolve("npm"),
                "#!/bin/sh\n[ \"$*\" = \"config get registry\" ] && echo https://asked.example.org/\n");
        assertThat(npm.toFile().setExecutable(true)).isTrue();

        UpstreamFinding finding = find();

        assertThat(finding.upstream()).map(Upstream::url).contains(URI.create("https://asked.example.org/"));
        assertThat(finding.explanation()).contains("npm says");
    }

    @Test
    void withoutFilesAndNpmNothingIsFound() {
        assertThat(find().upstream()).isEmpty();
        assertThat(find().explanation()).contains(".npmrc");
    }

    @Test
    void malformedUrlIsReportedAndNotRepeated() throws IOException {
        user("registry=https://ci:geheim@npm example/");

        assertThat(find().upstream()).isEmpty();
        assertThat(find().explanation()).contains("user's .npmrc").doesNotContain("geheim");
    }

    private UpstreamFinding find() {
        return NpmUpstreams.of(environment, home, project).find();
    }

    private URI url() {
        return find().upstream().orElseThrow().url();
    }

    private void user(String content) throws IOException {
        Files.writeString(home.resolve(".npmrc"), content);
    }

    private void project(String content) throws IOException {
        Files.writeString(project.resolve(".npmrc"), content);
    }
}
