package io.artispace.format.npm;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.artispace.format.npm.tarball.Tarballs;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Malformed publishes: each is answered with 4xx and an error that every client shows, and publishes nothing. */
class HostilePublishTest {
    private final NpmFixture fixture = new NpmFixture();

    @AfterEach
    void close() {
        fixture.close();
    }

    static List<Map.Entry<String, Consumer<ObjectNode>>> lies() {
        return List.of(
                Map.entry("another name", body -> body.put("name", "other")),
                Map.entry("another id", body -> body.put("_id", "other")),
                Map.entry("another id", body -> body.put("_id", 5)),
                Map.entry("another name in the manifest", body -> manifest(body).put("name", "other")),
                Map.entry("no name in the manifest", body -> manifest(body).remove("name")),
                Map.entry(
                        "another version in the manifest",
                        body -> manifest(body).put("version", "2.0.0")),
                Map.entry("another id in the manifest", body -> manifest(body).put("_id", "other@1.0.0")),
                Map.entry("no version", body -> body.putObject("versions")),
                Map.entry("a list of versions", body -> body.putArray("versions")),
                Map.entry("no versions at all", body -> body.remove("versions")),
                Map.entry(
                        "two versions",
                        body -> ((ObjectNode) body.get("versions"))
                                .putObject("2.0.0")
                                .put("name", "app")
                                .put("version", "2.0.0")),
                Map.entry("two tags", body -> ((ObjectNode) body.get("dist-tags")).put("next", "1.0.0")),
                Map.entry(
                        "a tag of another version",
                        body -> body.putObject("dist-tags").put("latest", "2.0.0")),
                Map.entry(
                        "a tag that is no text",
                        body -> body.putObject("dist-tags").put("latest", 1)),
                Map.entry(
                        "a tag that is a version",
                        body -> body.putObject("dist-tags").put("1.0.0", "1.0.0")),
                Map.entry(
                        "a tag that is a range",
                        body -> body.putObject("dist-tags").put("^1", "1.0.0")),
                Map.entry("no base64", body -> attachment(body).put("data", "!!!")),
                Map.entry("another length", body -> attachment(body).put("length", 5)),
                Map.entry("no data", body -> attachment(body).remove("data")),
                Map.entry("data that is no text", body -> attachment(body).put("data", 5)),
                Map.entry("empty data", body -> attachment(body).put("data", "").put("length", 0)),
                Map.entry(
                        "an attachment that is no object",
                        body -> ((ObjectNode) body.get("_attachments")).put("app-1.0.0.tgz", "x")),
                Map.entry(
                        "two tarballs",
                        body -> ((ObjectNode) body.get("_attachments"))
                                .putObject("other.tgz")
                                .put("data", "")),
                Map.entry(
                        "only provenance",
                        body -> body.putObject("_attachments")
                                .putObject("app-1.0.0.sigstore")
                                .put("data", "{}")));
    }

    private static ObjectNode manifest(ObjectNode body) {
        return (ObjectNode) body.get("versions").get("1.0.0");
    }

    private static ObjectNode attachment(ObjectNode body) {
        return (ObjectNode) body.get("_attachments").get("app-1.0.0.tgz");
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("lies")
    void refusesDocumentsThatContradictThemselves(Map.Entry<String, Consumer<ObjectNode>> lie) {
        ObjectNode body = new PublishBody("app", "1.0.0").json();
        lie.getValue().accept(body);

        assertRefused(fixture.put("app", body));
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(
            strings = {
                "{\"name\":\"other\",\"version\":\"1.0.0\"}",
                "{\"name\":\"app\",\"version\":\"2.0.0\"}",
                "{\"name\":\"app\"}",
                "{\"version\":\"1.0.0\"}",
                "{\"name\":\"app\",\"name\":\"app\",\"version\":\"1.0.0\"}",
                "{\"name\":\"APP\",\"version\":\"1.0.0\"}",
                "{\"name\":[\"app\"],\"version\":\"1.0.0\"}",
                "{\"name\":\"app\",\"version\":\"1.0.0\",\"dependencies\":[\"a\"]}",
                "{\"name\":\"app\",\"version\":\"1.0.0\",\"dependencies\":{\"a\":1}}",
                "{\"name\":\"app\",\"version\":\"1.0.0\",\"scripts\":\"rm\"}",
                "not json",
                "[]"
            })
    void refusesTarballsThatSayTheyAreSomethingElse(String packageJson) {
        assertRefused(fixture.put(
                "app",
                new PublishBody("app", "1.0.0")
                        .tarball(Tarballs.of(packageJson))
                        .json()));
    }

    @ParameterizedTest(name = "version {0}")
    @ValueSource(
            strings = {"1", "1.0", "v1.0.0", "01.0.0", "1.0.0-01", "latest", "../1.0.0", "1.0.0 ", "", "1.0.0/../../x"})
    void refusesMalformedVersions(String version) {
        assertRefused(fixture.put("app", new PublishBody("app", version).json()));
    }

    @ParameterizedTest(name = "name {0}")
    @ValueSource(strings = {"App", ".app", "_app", "node_modules", "a%20b", "@S%2fapp", "%24%7Bx%7D", "a%3Cb%3E"})
    void refusesNamesThatNpmRefuses(String path) {
        String name = path.replace("%2f", "/")
                .replace("%20", " ")
                .replace("%24", "$")
                .replace("%7B", "{")
                .replace("%7D", "}")
                .replace("%3C", "<")
                .replace("%3E", ">");
        Reply reply = fixture.put(path, new PublishBody(name, "1.0.0").json());

        assertThat(reply.status()).isEqualTo(400);
        assertThat(reply.error()).isNotEmpty();
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(
            strings = {
                "",
                "null",
                "[]",
                "\"x\"",
                "{",
                "{\"_id\":\"app\",\"_id\":\"app\"}",
                "{\"versions\":{\"1.0.0\":{},\"1.0.0\":{}}}",
                "{\"versions\":{\"1.0.0\":1}}",
                "{}x",
                "{}",
                "{\"_attachments\":{}}",
                "{\"a\":[[[[[[1}"
            })
    void refusesMalformedDocuments(String body) {
        fixture.publish("there", "1.0.0");

        Reply reply = fixture.put("there", body);

        assertThat(reply.status()).isEqualTo(400);
        assertThat(reply.error()).isNotEmpty();
    }

    @Test
    void refusesDocumentsThatExhaust() {
        String deep = "[".repeat(1_000_000);
        assertRefused(fixture.put("app", "{\"unknown\":" + deep));
        assertRefused(fixture.put("app", "{\"users\":" + deep));
        assertRefused(fixture.put("app", "{\"readme\":\"" + "a".repeat(5_000_000) + "\"}"));
        assertRefused(fixture.put("app", "{\"" + "a".repeat(5_000_000) + "\":1}"));
        assertRefused(fixture.put("app", "{\"versions\":{\"1.0.0\":{\"a\":[" + "0,".repeat(100_000) + "0]}}}"));
        assertRefused(fixture.put("app", "{\"maintainers\":" + "9".repeat(10_000) + "}"));
        StringBuilder members = new StringBuilder();
        for (int i = 0; i < 11_000; i++) {
            members.append("\"").append(i).append("\":0,");
        }
        Reply manyNames = fixture.put("app", "{" + members + "\"name\":\"app\"}");
        assertRefused(manyNames);
        assertThat(manyNames.status()).as("each of them is held").isEqualTo(413);
    }

    @Test
    void refusesBodiesThatAreCutOff() {
        String whole = new PublishBody("app", "1.0.0").json().toString();
        for (int length = 0; length < whole.length(); length += 16) {
            assertRefused(fixture.put("app", whole.substring(0, length)));
        }
    }

    @Test
    void markupInWhatIsPublishedIsOnlyEverJson() {
        byte[] tarball = Tarballs.of(
                "{\"name\":\"app\",\"version\":\"1.0.0\",\"description\":\"<script>alert(1)</script>\\r\\nX-Evil: 1\"}");
        fixture.put("app", new PublishBody("app", "1.0.0").tarball(tarball).json());

        Reply reply = fixture.get("app");

        assertThat(reply.header("Content-Type")).isEqualTo("application/json");
        assertThat(reply.header("X-Content-Type-Options")).isEqualTo("nosniff");
    }

    private void assertRefused(Reply reply) {
        assertThat(reply.status()).as(reply.text()).isIn(400, 404, 409, 413);
        assertThat(reply.error()).isNotEmpty();
        assertThat(fixture.get("app").status()).isEqualTo(404);
        assertThat(fixture.get("app/-/app-1.0.0.tgz").status()).isEqualTo(404);
    }
}
