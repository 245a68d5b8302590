package io.artispace.format.npm;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.artispace.format.npm.tarball.Tarballs;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PublishTest {
    private final NpmFixture fixture = new NpmFixture();

    @AfterEach
    void close() {
        fixture.close();
    }

    @Test
    void aPublishedVersionCanBeInstalled() throws Exception {
        byte[] tarball = Tarballs.of("app", "1.0.0");

        Reply published = fixture.put(
                "app", new PublishBody("app", "1.0.0").tarball(tarball).json());

        assertThat(published.status()).isEqualTo(201);
        JsonNode dist = fixture.get("app").json().path("versions").path("1.0.0").path("dist");
        assertThat(dist.path("tarball").asText()).isEqualTo(NpmFixture.URL + "app/-/app-1.0.0.tgz");
        assertThat(dist.path("shasum").asText()).isEqualTo(HexFormat.of().formatHex(digest("SHA-1", tarball)));
        assertThat(dist.path("integrity").asText())
                .isEqualTo("sha512-" + Base64.getEncoder().encodeToString(digest("SHA-512", tarball)));
        Reply downloaded = fixture.get("app/-/app-1.0.0.tgz");
        assertThat(downloaded.hasBytes(tarball)).isTrue();
        assertThat(downloaded.response().body().length()).isEqualTo(tarball.length);
        assertThat(downloaded.header("Content-Encoding")).isEmpty();
    }

    @Test
    void theTarballDecidesWhatIsInstalled() {
        ObjectNode lie = PublishBody.object();
        lie.putObject("dependencies").put("evil", "1.0.0");
        lie.putObject("scripts").put("postinstall", "evil");
        lie.putObject("bin").put("sh", "evil.js");
        lie.put("_hasShrinkwrap", false)
                .put("hasInstallScript", false)
                .put("gitHead", "abc")
                .put("_custom", "kept");
        lie.putObject("_npmUser").put("name", "mallory");
        byte[] tarball = Tarballs.of("{\"name\":\"app\",\"version\":\"1.0.0\",\"dependencies\":{\"good\":\"^2.0.0\"},"
                + "\"scripts\":{\"install\":\"node build\"},\"bin\":\"./cli.js\",\"custom\":[1]}");

        fixture.put(
                "app",
                new PublishBody("app", "1.0.0").tarball(tarball).manifest(lie).json());

        JsonNode version = fixture.get("app/1.0.0").json();
        assertThat(version.path("dependencies")).hasToString("{\"good\":\"^2.0.0\"}");
        assertThat(version.path("scripts")).hasToString("{\"install\":\"node build\"}");
        assertThat(version.path("bin")).hasToString("{\"app\":\"cli.js\"}");
        assertThat(version.path("hasInstallScript").asBoolean()).isTrue();
        assertThat(version.path("custom")).hasToString("[1]");
        assertThat(version.path("gitHead").asText()).isEqualTo("abc");
        assertThat(version.path("_custom").asText()).isEqualTo("kept");
        assertThat(version.path("_npmVersion").asText()).isEqualTo("10.9.0");
        assertThat(version.path("_id").asText()).isEqualTo("app@1.0.0");
        assertThat(version.path("_npmUser").path("name").asText()).isEqualTo("alice");
    }

    @Test
    void nativeSourcesImplyAnInstallScript() {
        byte[] tarball = Tarballs.begin()
                .file("package/package.json", "{\"name\":\"app\",\"version\":\"1.0.0\"}")
                .file("package/binding.gyp", "{}")
                .file("package/npm-shrinkwrap.json", "{}")
                .gzip();

        fixture.put("app", new PublishBody("app", "1.0.0").tarball(tarball).json());

        JsonNode version = fixture.get("app/latest").json();
        assertThat(version.path("scripts").path("install").asText()).isEqualTo("node-gyp rebuild");
        assertThat(version.path("hasInstallScript").asBoolean()).isTrue();
        assertThat(version.path("_hasShrinkwrap").asBoolean()).isTrue();
    }

    @Test
    void whatMayBeSpeltInSeveralWaysIsShownInTheOneThatClientsRead() {
        byte[] tarball = Tarballs.of("{\"name\":\"app\",\"version\":\"1.0.0\",\"dependencies\":{\"a\":\"1\"},"
                + "\"bundledDependencies\":true,\"keywords\":\"one, two\",\"bin\":{\"@s/app\":\"./x/../../cli.js\"},"
                + "\"bugs\":\"bugs@acme.example\"}");

        fixture.put("app", new PublishBody("app", "1.0.0").tarball(tarball).json());

        JsonNode version = fixture.get("app/1.0.0").json();
        assertThat(version.path("bundleDependencies")).hasToString("[\"a\"]");
        assertThat(version.has("bundledDependencies")).isFalse();
        assertThat(version.path("keywords")).hasToString("[\"one\",\"two\"]");
        assertThat(version.path("bin")).hasToString("{\"app\":\"cli.js\"}");
        assertThat(version.path("bugs")).hasToString("{\"email\":\"bugs@acme.example\"}");
    }

    @Test
    void membersMayComeInAnyOrder() {
        ObjectNode body = new PublishBody("@s/app", "1.0.0").json();
        ObjectNode reversed = PublishBody.object();
        reversed.set("_attachments", body.get("_attachments"));
        reversed.set("versions", body.get("versions"));
        reversed.put("unknown", "x");
        reversed.set("dist-tags", body.get("dist-tags"));
        reversed.set("name", body.get("name"));

        assertThat(fixture.put("@s%2fapp", reversed).status()).isEqualTo(201);
        assertThat(fixture.get("@s%2Fapp").status()).isEqualTo(200);
    }

    @Test
    void theFirstPublishUnderAnotherTagSetsLatestToo() {
        Reply first = fixture.put(
                "app", new PublishBody("app", "1.0.0-beta").tag("beta").json());
        Reply second = fixture.put(
                "app", new PublishBody("app", "1.0.0-rc").tag("next").json());

        assertThat(first.header("npm-notice")).contains("latest");
        assertThat(second.header("npm-notice")).isEmpty();
        assertThat(fixture.get("-/package/app/dist-tags").text())
                .isEqualTo("{\"beta\":\"1.0.0-beta\",\"latest\":\"1.0.0-beta\",\"next\":\"1.0.0-rc\"}");
    }

    @Test
    void aPublishedVersionIsNeverReplaced() {
        fixture.publish("app", "1.0.0");
        byte[] other = Tarballs.of("{\"name\":\"app\",\"version\":\"1.0.0\",\"description\":\"other\"}");

        Reply same = fixture.put("app", new PublishBody("app", "1.0.0").json());
        Reply different = fixture.put(
                "app", new PublishBody("app", "1.0.0").tarball(other).json());

        assertThat(same.status()).isEqualTo(409);
        assertThat(same.error())
                .startsWith("cannot publish over existing version app@1.0.0")
                .endsWith("Choose a new version.");
        assertThat(different.status()).isEqualTo(409);
        assertThat(fixture.get("app/-/app-1.0.0.tgz").hasBytes(Tarballs.of("app", "1.0.0")))
                .isTrue();
    }

    @Test
    void theReadmeIsKeptOnceWhereverItComesFrom() {
        ObjectNode inManifest = new PublishBody("one", "1.0.0")
                .manifest(PublishBody.object().put("readme", "# one ü").put("readmeFilename", "README.md"))
                .json();
        ObjectNode inDocument = new PublishBody("two", "1.0.0").json().put("readme", "# two");
        byte[] withReadme = Tarballs.begin()
                .file("package/package.json", "{\"name\":\"three\",\"version\":\"1.0.0\"}")
                .file("package/Readme.md", "# three")
                .gzip();
        fixture.put("one", inManifest);
        fixture.put("two", inDocument);
        fixture.put(
                "three", new PublishBody("three", "1.0.0").tarball(withReadme).json());

        assertThat(fixture.get("one").json().path("readme").asText()).isEqualTo("# one ü");
        assertThat(fixture.get("one").json().path("readmeFilename").asText()).isEqualTo("README.md");
        assertThat(fixture.get("one/1.0.0").json().has("readme")).isFalse();
        assertThat(fixture.get("two").json().path("readme").asText()).isEqualTo("# two");
        assertThat(fixture.get("three").json().path("readme").asText()).isEqualTo("# three");
        assertThat(fixture.get("three").json().path("readmeFilename").asText()).isEqualTo("Readme.md");
    }

    @Test
    void aReadmeOfMegabytesIsCutLikeThatOfThePublicRegistryAndOneBeyondIsNamedInTheRefusal() {
        String megabytes = "# ü😀".repeat(400_000);
        ObjectNode large = PublishBody.object().put("description", "d".repeat(1_000_000));
        ObjectNode inManifest = new PublishBody("one", "1.0.0")
                .manifest(large.deepCopy().put("readme", "xx" + megabytes))
                .json();
        ObjectNode inDocument = new PublishBody("two", "1.0.0").json().put("readme", megabytes);
        ObjectNode beyond = new PublishBody("three", "1.0.0")
                .manifest(PublishBody.object().put("readme", megabytes + megabytes))
                .json();

        assertThat(fixture.put("one", inManifest).status()).isEqualTo(201);
        assertThat(fixture.put("two", inDocument).status()).isEqualTo(201);
        Reply refusal = fixture.put("three", beyond);

        assertThat(fixture.get("one").json().path("readme").asText())
                .as("without the half of the character at its end")
                .isEqualTo(("xx" + megabytes).substring(0, 65_535));
        assertThat(fixture.get("two").json().path("readme").asText()).isEqualTo(megabytes.substring(0, 65_536));
        assertThat(refusal.status()).isEqualTo(413);
        assertThat(refusal.error()).contains("the readme takes more than 4194304 bytes. Shorten it");
    }

    @Test
    void aStatementOfProvenanceIsKeptBesideTheTarball() {
        ObjectNode body = new PublishBody("app", "1.0.0").json();
        ((ObjectNode) body.get("_attachments"))
                .putObject("app-1.0.0.sigstore")
                .put("content_type", "application/vnd.dev.sigstore.bundle+json")
                .put("data", "{\"mediaType\":\"ü\"}")
                .put("length", 17);

        assertThat(fixture.put("app", body).status()).isEqualTo(201);
        assertThat(fixture.get("app/-/app-1.0.0.sigstore").text()).isEqualTo("{\"mediaType\":\"ü\"}");
        assertThat(fixture.get("app/1.0.0").json().path("dist").path("tarball").asText())
                .endsWith("app-1.0.0.tgz");
    }

    @Test
    void rightDigestsAreAcceptedAndWrongOnesRefused() throws Exception {
        byte[] tarball = Tarballs.of("app", "1.0.0");
        String sha1 = HexFormat.of().formatHex(digest("SHA-1", tarball));
        String sha512 = "sha512-" + Base64.getEncoder().encodeToString(digest("SHA-512", tarball));
        String wrong = "sha512-" + Base64.getEncoder().encodeToString(new byte[64]);

        assertThat(publishWith(tarball, "x", sha512).status()).isEqualTo(400);
        assertThat(publishWith(tarball, "0".repeat(40), sha512).error()).contains("shasum");
        assertThat(publishWith(tarball, sha1, wrong).error()).contains("integrity");
        assertThat(publishWith(tarball, sha1, sha512 + " " + wrong).status()).isEqualTo(400);
        assertThat(fixture.get("app").status()).isEqualTo(404);
        assertThat(publishWith(tarball, sha1.toUpperCase(Locale.ROOT), "sha384-unknown " + sha512 + "?option")
                        .status())
                .isEqualTo(201);
    }

    private Reply publishWith(byte[] tarball, String shasum, String integrity) {
        ObjectNode dist = PublishBody.object();
        dist.putObject("dist").put("shasum", shasum).put("integrity", integrity);
        return fixture.put(
                "app",
                new PublishBody("app", "1.0.0").tarball(tarball).manifest(dist).json());
    }

    @Test
    void accessIsKeptUnlessAPublishSetsIt() {
        fixture.put("app", new PublishBody("app", "1.0.0").json().put("access", "public"));
        fixture.put("app", new PublishBody("app", "1.0.1").json().putNull("access"));
        ObjectNode without = new PublishBody("app", "1.0.2").json();
        without.remove("access");
        fixture.put("app", without);

        assertThat(fixture.get("-/package/app/visibility").text()).isEqualTo("{\"public\":true}");
        assertThat(fixture.put("app", new PublishBody("app", "1.0.3").json().put("access", "whatever"))
                        .status())
                .isEqualTo(400);
    }

    @ParameterizedTest(name = "{0} is published as {1}")
    @CsvSource({"v1.0.0+5, 1.0.0", "1.2.3beta, 1.2.3-beta"})
    void aVersionThatOnlyNpmUnderstandsIsPublishedAsNpmNamesIt(String packed, String published) {
        byte[] tarball = Tarballs.of("app", packed);

        assertThat(fixture.put(
                                "app",
                                new PublishBody("app", published)
                                        .tarball(tarball)
                                        .json())
                        .status())
                .isEqualTo(201);
        assertThat(fixture.get("app/" + published).json().path("version").asText())
                .isEqualTo(published);
    }

    @Test
    void aVersionThatIsNotTheOneInTheTarballIsRefused() {
        Reply reply = fixture.put(
                "app",
                new PublishBody("app", "1.0.0")
                        .tarball(Tarballs.of("app", "1.0"))
                        .json());

        assertThat(reply.status()).isEqualTo(400);
        assertThat(reply.error())
                .isEqualTo("Cannot publish \"app@1.0.0\": the package.json in its tarball says it is \"app@1.0\". "
                        + "Set its \"version\" to \"1.0.0\", and pack it again.");
    }

    @Test
    void valuesStoredBesideTheTarballHaveLimits() {
        ObjectNode named = PublishBody.object().put("readme", "# app").put("readmeFilename", "x".repeat(256));
        Reply fileName = fixture.put(
                "app", new PublishBody("app", "1.0.0").manifest(named).json());
        Reply deprecated = publishPacked("\"deprecated\":\"" + "x".repeat(5000) + "\"");
        Reply escaped = publishPacked("\"exotic\":\"" + "\u007f".repeat(1024 * 1024) + "\"");

        assertThat(fileName.status()).isEqualTo(400);
        assertThat(fileName.error()).contains("255");
        assertThat(deprecated.status()).isEqualTo(400);
        assertThat(escaped.status()).isEqualTo(413);
        assertThat(escaped.error()).contains("Make its package.json smaller");
        assertThat(fixture.get("app").status()).isEqualTo(404);
    }

    private Reply publishPacked(String members) {
        byte[] tarball = Tarballs.of("{\"name\":\"app\",\"version\":\"1.0.0\"," + members + "}");
        return fixture.put(
                "app", new PublishBody("app", "1.0.0").tarball(tarball).json());
    }

    @Test
    void buildMetadataMakesNoOtherVersion() {
        fixture.publish("app", "1.0.0");

        Reply reply = fixture.put("app", new PublishBody("app", "1.0.0+fix").json());

        assertThat(reply.status()).isEqualTo(400);
        assertThat(reply.error()).contains("Publish it as \"1.0.0\"");
        assertThat(fixture.npm().versions("app")).containsExactly("1.0.0");
    }

    @Test
    void aVersionWithoutItsTarballIsNotTakenForPublished() {
        fixture.publish("app", "1.0.0");
        ObjectNode none = new PublishBody("app", "2.0.0").json();
        none.remove("_attachments");
        ObjectNode empty = new PublishBody("app", "2.0.0").json();
        empty.putObject("_attachments");
        ObjectNode known = new PublishBody("app", "1.0.0").json();
        known.putObject("_attachments");

        for (ObjectNode document : List.of(none, empty, known)) {
            Reply reply = fixture.put("app", document);

            assertThat(reply.status()).as(document.toString()).isEqualTo(400);
            assertThat(reply.error()).contains("no tarball");
        }
    }

    @Test
    void theFirstPublisherOwnsThePackage() {
        fixture.publish("app", "1.0.0");
        fixture.call("PUT", "app")
                .as(NpmFixture.ROOT)
                .body(new PublishBody("app", "1.0.1").json().toString())
                .send();

        assertThat(fixture.get("app").json().path("maintainers"))
                .hasToString("[{\"name\":\"alice\",\"email\":\"alice@example.com\"}]");
    }

    @Test
    void publishNeedsTheRightToPublish() {
        String body = new PublishBody("app", "1.0.0").json().toString();

        assertThat(fixture.call("PUT", "app")
                        .as(NpmFixture.RENE)
                        .body(body)
                        .send()
                        .status())
                .isEqualTo(403);
        Reply anonymous = fixture.call("PUT", "app").anonymously().body(body).send();
        assertThat(anonymous.status()).isEqualTo(401);
        assertThat(anonymous.header("WWW-Authenticate")).isNotEmpty();
        assertThat(fixture.get("app").status()).isEqualTo(404);
    }

    private static byte[] digest(String algorithm, byte[] bytes) throws Exception {
        return MessageDigest.getInstance(algorithm).digest(bytes);
    }
}
