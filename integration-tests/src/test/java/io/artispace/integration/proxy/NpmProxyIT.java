package io.artispace.integration.proxy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.artispace.DeniedException;
import io.artispace.FilePath;
import io.artispace.Group;
import io.artispace.Hosted;
import io.artispace.Proxy;
import io.artispace.Registry;
import io.artispace.StoredFile;
import io.artispace.UpstreamFailedException;
import io.artispace.exchange.Request;
import io.artispace.exchange.Response;
import io.artispace.format.npm.Npm;
import io.artispace.integration.run.SamplePackage;
import io.artispace.policy.Policies;
import io.artispace.upstream.Upstream;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What an npm proxy accepts from an odd upstream, and what it reveals to a curious one. */
class NpmProxyIT {
    /** The SHA-1 of {@code tarball}. */
    private static final String SHASUM = "e10f6e70661d167ef514ab6e6d98607438c6a8c6";

    private ScriptedNpm upstream;
    private Registry registry;

    @BeforeEach
    void open() throws IOException {
        upstream = new ScriptedNpm();
        registry = Registry.builder().open();
        registry.create(Hosted.named("hosted").format("npm").readableByAnyone());
        registry.create(Proxy.named("npmjs")
                .format("npm")
                .of(Upstream.at(upstream.url()).atAnyAddress().retrying(0))
                .readableByAnyone());
        registry.create(Group.named("npm")
                .format("npm")
                .members("hosted", "npmjs")
                .owning("@acme/*", "hosted")
                .readableByAnyone());
        byte[] tarball =
                SamplePackage.tarball(Map.of("package/package.json", "{\"name\":\"held\",\"version\":\"1.0.0\"}"));
        Npm.in(registry.repository("hosted")).publish(new ByteArrayInputStream(tarball), "latest");
    }

    @AfterEach
    void close() {
        registry.close();
        upstream.close();
    }

    private void upstreamHas(String tarballUrl, String shasum) {
        upstream.answer("/lib", """
                {"name": "lib", "dist-tags": {"latest": "1.0.0"}, "time": {"1.0.0": "2020-01-01T00:00:00.000Z"},
                 "versions": {"1.0.0": {"name": "lib", "version": "1.0.0",
                   "dist": {"tarball": "%s", "shasum": "%s"}}}}""".formatted(tarballUrl, shasum));
    }

    private String text(String path) throws IOException {
        StoredFile file = registry.repository("npm").file(FilePath.of(path)).orElseThrow();
        try (InputStream in = file.open()) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private Response send(String method, String path, String query, String body) {
        InputStream in = new ByteArrayInputStream(body.getBytes(StandardCharsets.UTF_8));
        return registry.handle(new Request(
                method, "/npm/" + path, query, header -> null, in, URI.create("http://here.example/"), null));
    }

    private String ask(String method, String path, String query, String body) throws IOException {
        Response response = send(method, path, query, body);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        response.body().writeTo(out);
        assertThat(response.status()).as(out::toString).isEqualTo(200);
        return out.toString(StandardCharsets.UTF_8);
    }

    @Test
    void tarballIsFetchedFromWhereverTheUpstreamHasIt() throws IOException {
        upstreamHas(upstream.url() + "cdn/odd_1.tar.gz", SHASUM);
        upstream.answer("/cdn/odd_1.tar.gz", "tarball");

        assertThat(text("lib/-/odd_1.tar.gz")).isEqualTo("tarball");
        assertThat(text("lib/-/lib-1.0.0.tgz")).isEqualTo("tarball");
    }

    @Test
    void tarballOfAMirrorIsAskedForAtTheMirror() throws IOException {
        upstreamHas("https://origin.example/lib/-/lib-1.0.0.tgz", SHASUM);
        upstream.answer("/lib/-/lib-1.0.0.tgz", "tarball");

        assertThat(text("lib/-/lib-1.0.0.tgz")).isEqualTo("tarball");
    }

    @Test
    void tarballWithAnotherDigestIsNotServed() {
        upstreamHas(upstream.url() + "lib/-/lib-1.0.0.tgz", SHASUM);
        upstream.answer("/lib/-/lib-1.0.0.tgz", "altered");

        assertThatThrownBy(() -> text("lib/-/lib-1.0.0.tgz")).isInstanceOf(UpstreamFailedException.class);
    }

    @Test
    void blockHoldsForFilesWhoseNameDoesNotTellTheirVersion() throws IOException {
        upstreamHas(upstream.url() + "cdn/odd_1.tar.gz", SHASUM);
        upstream.answer("/cdn/odd_1.tar.gz", "tarball");
        text("lib/-/odd_1.tar.gz");
        Proxy npmjs = (Proxy) registry.repository("npmjs").definition();

        registry.update(npmjs.policies(Policies.none().block("lib@1.0.0", "it is harmful")));

        assertThatThrownBy(() -> text("lib/-/odd_1.tar.gz"))
                .isInstanceOf(DeniedException.class)
                .hasMessageContaining("it is harmful");
    }

    @Test
    void auditTellsTheUpstreamNoNamesOfInside() throws IOException {
        upstream.answer("/-/npm/v1/security/advisories/bulk", """
                {"lib": [{"id": 1, "title": "bad"}], "held": [{"id": 2, "title": "outsider's word"}]}""");

        String answer = ask(
                "POST",
                "-/npm/v1/security/advisories/bulk",
                null,
                "{\"lib\":[\"1.0.0\"],\"held\":[\"1.0.0\"],\"@acme/secret\":[\"1.0.0\"]}");

        assertThat(answer).isEqualTo("{\"lib\":[{\"id\":1,\"title\":\"bad\"}]}");
        assertThat(upstream.asked()).contains("lib").doesNotContain("held", "secret");
    }

    @Test
    void auditOfATreeTellsTheUpstreamNoNamesOfInside() throws IOException {
        upstream.answer("/-/npm/v1/security/audits/quick", """
                {"actions": [], "advisories": {"7": {"module_name": "lib"}, "8": {"module_name": "held"}}, "muted": [],
                 "metadata": {"vulnerabilities": {"high": 1}, "dependencies": 2}}""");

        String answer = ask("POST", "-/npm/v1/security/audits/quick", null, """
                {"name": "secret-project", "version": "1.0.0", "requires": {"lib": "^1.0.0", "held": "*", "alias": "npm:@acme/secret@1"}, "dependencies": {
                  "alias": {"version": "npm:@acme/secret@1.0.0"}, "forked": {"version": "git+ssh://git@git.acme.example/secret.git#0a1b2c"},
                  "tool": {"version": "file:../secret-tool"},
                  "lib": {"version": "1.0.0", "requires": {"@acme/secret": "*", "fork": "acme-secret/lib"}, "dependencies": {"held": {"version": "1.0.0"}}},
                  "@acme/secret": {"version": "1.0.0"}}}""");

        assertThat(answer).contains("\"7\"", "\"high\":1").doesNotContain("\"8\"");
        assertThat(upstream.asked()).contains("lib").doesNotContain("held", "secret");
    }

    @Test
    void searchGoesOnWithoutAnUpstreamThatFailsAndNamesIt() throws IOException {
        upstream.close();

        assertThat(ask("GET", "-/v1/search", "text=held", "")).contains("\"name\":\"held\"");
        assertThat(send("GET", "-/v1/search", "text=other", "").header("npm-notice"))
                .hasValueSatisfying(notice -> assertThat(notice).contains("npmjs", "does not answer"));
    }

    @Test
    void searchTellsTheUpstreamNoNamesOfInsideAndTakesNoneFromIt() throws IOException {
        upstream.answer("/-/v1/search", """
                {"objects": [{"package": {"name": "held", "version": "9.9.9"}}, {"package": {"name": "@acme/new", "version": "9.9.9"}},
                             {"package": {"name": "lib", "version": "1.0.0"}}], "total": 3}""");

        String answer = ask("GET", "-/v1/search", "text=anything", "");
        for (String secret : List.of(
                "held",
                "@acme/secret",
                "scope:acme",
                "@acme",
                "\"held\"",
                "keywords:cli,held",
                "(@acme/secret)",
                "scope:\"acme\"",
                "@ACME/Secret",
                "HELD")) {
            ask("GET", "-/v1/search", "text=" + URLEncoder.encode(secret, StandardCharsets.UTF_8), "");
        }

        assertThat(answer).contains("\"lib\"").doesNotContain("9.9.9");
        assertThat(upstream.asked()).contains("text=anything").doesNotContainIgnoringCase("held", "acme");
    }

    @Test
    void searchShowsNoVersionThatIsTooYoungOfUnknownAgeOrBlocked() throws IOException {
        upstream.answer("/-/v1/search", """
                {"objects": [{"package": {"name": "old", "version": "1.0.0", "date": "2020-01-01T00:00:00.000Z"}},
                             {"package": {"name": "young", "version": "2.0.0", "date": "%1$s"}},
                             {"package": {"name": "ageless", "version": "3.0.0"}},
                             {"package": {"name": "odd", "version": "3.1.0", "date": "+1000000000-12-31T23:59:59Z"}},
                             {"package": {"name": "exempt", "version": "4.0.0", "date": "%1$s"}},
                             {"package": {"name": "bad", "version": "5.0.0", "date": "2020-01-01T00:00:00.000Z"}},
                             {"package": {"name": "worse", "version": "6.0.0", "date": "2020-01-01T00:00:00.000Z"}}],
                 "total": 7}""".formatted(Instant.now()));
        Proxy npmjs = (Proxy) registry.repository("npmjs").definition();
        registry.update(npmjs.policies(
                Policies.none().minimumAge(Duration.ofDays(7)).exempt("exempt").block("bad@5.0.0", "it is harmful")));
        Group npm = (Group) registry.repository("npm").definition();
        registry.update(npm.policies(Policies.none().block("worse", "it is worse")));

        String answer = ask("GET", "-/v1/search", "text=anything", "");

        assertThat(answer).contains("\"old\"", "\"exempt\"").doesNotContain("young", "ageless", "odd", "bad", "worse");
    }
}
