package io.artispace.format.npm;

import static org.assertj.core.api.Assertions.assertThat;

import io.artispace.Group;
import io.artispace.Hosted;
import io.artispace.format.npm.json.Json;
import io.artispace.format.npm.tarball.Tarballs;
import io.artispace.policy.Policies;
import java.io.InputStream;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PackumentTest {
    private static final String ABBREVIATED =
            "application/vnd.npm.install-v1+json; q=1.0, application/json; q=0.8, */*";

    /** Compression differs between platforms, and the digests of tarballs with it. */
    private static final Pattern DIGEST = Pattern.compile("(\"(?:integrity|shasum)\" : \")[^\"]+\"");

    private final NpmFixture fixture = new NpmFixture();

    @AfterEach
    void close() {
        fixture.close();
    }

    /** The expected documents follow what the public registry answers. */
    @Test
    void bothFormsAreAsExpected() {
        publishTheExample();

        assertThat(pretty(fixture.get("@s%2fapp"))).isEqualTo(pretty(resource("packument-full.json")));
        assertThat(pretty(abbreviated("@s%2fapp"))).isEqualTo(pretty(resource("packument-abbreviated.json")));
    }

    @Test
    void hiddenVersionDoesNotSpeakThroughThePackage() {
        fixture.publish("lib", "1.0.0");
        byte[] second = Tarballs.begin()
                .file(
                        "package/package.json",
                        "{\"name\":\"lib\",\"version\":\"2.0.0\",\"description\":\"Evil\",\"keywords\":[\"evil\"]}")
                .file("package/README.md", "# Evil")
                .gzip();
        fixture.put("lib", new PublishBody("lib", "2.0.0").tarball(second).json());
        assertThat(fixture.get("lib").text()).contains("\"description\":\"Evil\"", "# Evil", "\"evil\"");

        Hosted npm = Hosted.named("npm").format("npm");
        fixture.registry().update(npm.policies(Policies.none().block("lib@2.0.0", "No.")));

        Reply left = fixture.get("lib");
        assertThat(left.text()).doesNotContain("Evil", "evil");
        assertThat(left.json().path("dist-tags").path("latest").asText()).isEqualTo("1.0.0");
        assertThat(fixture.get("-/v1/search?text=lib").text()).doesNotContain("Evil", "evil");
    }

    @Test
    void blockedVersionsAreNamedInTheNotice() {
        fixture.publish("lib", "1.0.0");
        fixture.publish("lib", "2.0.0");
        fixture.publish("free", "1.0.0");
        Hosted npm = Hosted.named("npm").format("npm");
        fixture.registry()
                .update(npm.policies(
                        Policies.none().block("lib@2.0.0", "It is harmful.").block("**@9.9.9", "No.")));
        fixture.registry().create(Group.named("all").format("npm").members("npm"));

        for (String repository : List.of("npm", "all")) {
            assertThat(fixture.call("GET", "lib").in(repository).send().header("npm-notice"))
                    .isEqualTo("Version \"2.0.0\" of \"lib\" is blocked: It is harmful.");
            assertThat(npm("lib", repository).header("Cache-Control"))
                    .as("npm shows no notice of what it keeps")
                    .isEqualTo("no-store");
            assertThat(npm("free", repository).header("Cache-Control")).contains("no-cache");
            assertThat(fixture.call("GET", "lib").in(repository).send().header("Cache-Control"))
                    .contains("no-cache");
            Reply version = fixture.call("GET", "lib/2.0.0").in(repository).send();
            assertThat(version.status()).isEqualTo(403);
            assertThat(version.text()).contains("It is harmful.");
            assertThat(fixture.call("GET", "free").in(repository).send().header("npm-notice"))
                    .isEmpty();
            assertThat(fixture.call("GET", "lib/3.0.0").in(repository).send().status())
                    .isEqualTo(404);
        }

        fixture.registry().update(npm.policies(Policies.none().block("l*", "Use free.")));
        for (String repository : List.of("npm", "all")) {
            Reply all = fixture.call("GET", "lib").in(repository).send();
            assertThat(all.status()).isEqualTo(403);
            assertThat(all.text()).contains("Every version", "Use free.");
        }
    }

    private Reply npm(String path, String repository) {
        return fixture.call("GET", path)
                .header("User-Agent", "npm/11.0.0 node/v24.0.0 linux x64")
                .in(repository)
                .send();
    }

    private void publishTheExample() {
        byte[] first = Tarballs.begin()
                .file(
                        "package/package.json",
                        "{\"name\":\"@s/app\",\"version\":\"1.0.0\",\"description\":\"An app, f\u00fcr alle\","
                                + "\"license\":\"MIT\",\"keywords\":[\"a\",\"b\"],\"author\":\"Ann <ann@example.com> (https://ann.example)\","
                                + "\"repository\":\"https://git.example/app\",\"bugs\":\"https://bugs.example\",\"homepage\":\"https://app.example\","
                                + "\"dependencies\":{\"left\":\"^1.0.0\"},\"devDependencies\":{\"test\":\"*\"},\"scripts\":{\"test\":\"t\"},"
                                + "\"bin\":{\"app\":\"./cli.js\"},\"engines\":{\"node\":\">=18\"},\"os\":[\"linux\"],\"main\":\"index.js\"}")
                .file("package/README.md", "# App")
                .gzip();
        fixture.put(
                "@s%2fapp", new PublishBody("@s/app", "1.0.0").tarball(first).json());
        fixture.clock().advance(Duration.ofSeconds(1));
        byte[] second =
                Tarballs.of("{\"name\":\"@s/app\",\"version\":\"2.0.0-rc.1\",\"scripts\":{\"postinstall\":\"x\"}}");
        fixture.put(
                "@s%2fapp",
                new PublishBody("@s/app", "2.0.0-rc.1")
                        .tarball(second)
                        .tag("next")
                        .json());
        fixture.clock().advance(Duration.ofSeconds(1));
        fixture.npm().deprecate("@s/app", "2.0.0-rc.1", "too early");
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(strings = {"@s/app", "@s%2fapp", "@s%2Fapp", "%40s%2fapp", "%40s/app"})
    void scopedNamesComeInEverySpelling(String path) {
        fixture.publish("@s/app", "1.0.0");

        assertThat(fixture.get(path).json().path("name").asText()).isEqualTo("@s/app");
        assertThat(fixture.get(path + "/1.0.0").status()).isEqualTo(200);
        assertThat(fixture.get(path + "/-/app-1.0.0.tgz").status()).isEqualTo(200);
        assertThat(fixture.get(path + "/-/@s/app-1.0.0.tgz").status()).isEqualTo(200);
        assertThat(fixture.get("-/package/" + path + "/dist-tags").status()).isEqualTo(200);
    }

    @Test
    void bothFormsLiveAtOneUrl() {
        fixture.publish("app", "1.0.0");
        Reply full = fixture.get("app");
        Reply abbreviated = abbreviated("app");

        assertThat(full.header("Content-Type")).isEqualTo("application/json");
        assertThat(abbreviated.header("Content-Type")).isEqualTo("application/vnd.npm.install-v1+json");
        assertThat(full.header("ETag")).isNotEqualTo(abbreviated.header("ETag"));
        assertThat(full.header("Vary")).isEqualTo("Accept, Accept-Encoding");
        assertThat(abbreviated.header("Vary")).isEqualTo("Accept, Accept-Encoding");
    }

    @Test
    void clientsRevalidateBothForms() {
        fixture.publish("app", "1.0.0");
        String full = fixture.get("app").header("ETag");
        String abbreviated = abbreviated("app").header("ETag");

        Reply unchanged = fixture.call("GET", "app?write=true")
                .header("If-None-Match", full)
                .send();
        assertThat(unchanged.status()).isEqualTo(304);
        assertThat(unchanged.header("Vary")).contains("Accept,");
        assertThat(fixture.call("GET", "app")
                        .header("If-None-Match", abbreviated)
                        .send()
                        .status())
                .isEqualTo(200);

        fixture.publish("app", "1.0.1");
        assertThat(fixture.call("GET", "app")
                        .header("If-None-Match", full)
                        .send()
                        .status())
                .isEqualTo(200);
    }

    @Test
    void headIsGetWithoutBody() {
        fixture.publish("app", "1.0.0");

        for (String path : new String[] {"app", "app/-/app-1.0.0.tgz"}) {
            Reply get = fixture.get(path);
            Reply head = fixture.call("HEAD", path).send();
            assertThat(head.status()).isEqualTo(200);
            assertThat(head.text()).isEmpty();
            assertThat(head.header("Content-Length")).isEqualTo(Integer.toString(get.bytes().length));
            assertThat(head.header("ETag")).isEqualTo(get.header("ETag"));
        }
    }

    @Test
    void versionsAndTagsCanBeAskedFor() {
        fixture.publish("app", "1.0.0");
        fixture.publish("app", "2.0.0-rc", "next");

        assertThat(fixture.get("app/1.0.0").json().path("version").asText()).isEqualTo("1.0.0");
        assertThat(fixture.get("app/latest").json().path("version").asText()).isEqualTo("1.0.0");
        assertThat(fixture.get("app/next").json().path("version").asText()).isEqualTo("2.0.0-rc");
        assertThat(fixture.get("app/3.0.0").status()).isEqualTo(404);
        assertThat(fixture.get("app/unknown").error()).contains("\"unknown\"");
        assertThat(fixture.get("none/latest").status()).isEqualTo(404);
    }

    @Test
    void absenceIsAnsweredInJson() {
        Reply packument = fixture.get("none");
        Reply tarball = fixture.get("none/-/none-1.0.0.tgz");

        assertThat(packument.status()).isEqualTo(404);
        assertThat(packument.error()).contains("\"none\"").contains("\"npm\"");
        assertThat(packument.header("Content-Type")).isEqualTo("application/json");
        assertThat(tarball.status()).isEqualTo(404);
        assertThat(tarball.error()).isNotEmpty();
    }

    @Test
    void largePackumentsAreCompressed() {
        for (int i = 0; i < 10; i++) {
            fixture.publish("app", "1.0." + i);
        }

        Reply reply = fixture.call("GET", "app")
                .header("Accept-Encoding", "gzip,deflate")
                .send();

        assertThat(reply.header("Content-Encoding")).isEqualTo("gzip");
        assertThat(reply.bytes().length).isLessThan(fixture.get("app").bytes().length / 2);
    }

    private Reply abbreviated(String path) {
        return fixture.call("GET", path).header("Accept", ABBREVIATED).send();
    }

    private static String pretty(Reply reply) {
        return DIGEST.matcher(reply.json().toPrettyString()).replaceAll(match -> match.group(1) + "…\"");
    }

    private static String pretty(InputStream expected) {
        return Json.readObject(expected, "the expected document").toPrettyString();
    }

    private static InputStream resource(String name) {
        return Objects.requireNonNull(PackumentTest.class.getResourceAsStream(name), name);
    }
}
