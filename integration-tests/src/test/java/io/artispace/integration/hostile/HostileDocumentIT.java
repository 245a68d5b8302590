package io.artispace.integration.hostile;

import static org.assertj.core.api.Assertions.assertThat;

import io.artispace.integration.run.SamplePackage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Documents and archives that are not what they claim to be. */
class HostileDocumentIT extends HostileInputContract {
    private static final String DOCTYPE =
            "<?xml version=\"1.0\"?><!DOCTYPE project [<!ENTITY x SYSTEM \"file:///etc/passwd\">]>";

    @ParameterizedTest(name = "{0}")
    @MethodSource
    void refusesJson(String what, String body) throws Exception {
        assertRefused(client().put("/npm-hosted/evil", body));
        assertThat(client().get("/npm-hosted/evil").status()).isEqualTo(404);
    }

    static Stream<Arguments> refusesJson() {
        String sound = SamplePackage.of("evil", "1.0.0", "x").document();
        return Stream.of(
                Arguments.of("nothing", ""),
                Arguments.of("no JSON", "publish, please"),
                Arguments.of("half a document", sound.substring(0, sound.length() / 2)),
                Arguments.of("more than a document", sound + "{}"),
                Arguments.of("an array", "[" + sound + "]"),
                Arguments.of("null", "null"),
                Arguments.of("a number", "1e999999999"),
                Arguments.of("deep arrays", nested("[", "]", 100_000)),
                Arguments.of("deep objects", "{\"a\":".repeat(50_000) + "1" + "}".repeat(50_000)),
                Arguments.of(
                        "deep manifest",
                        SamplePackage.of("evil", "1.0.0", "x")
                                .manifest(",\"a\":" + nested("[", "]", 20_000))
                                .document()),
                Arguments.of("a name twice", "{\"name\":\"other\"," + sound.substring(1)),
                Arguments.of(
                        "a long number",
                        SamplePackage.of("evil", "1.0.0", "x")
                                .manifest(",\"a\":" + "9".repeat(100_000))
                                .document()),
                Arguments.of("bytes that are no UTF-8", sound.replace("\"access\"", "\"acc\u00ff\u00feess\"")),
                Arguments.of("NaN", sound.replace("null", "NaN")),
                Arguments.of("a comment", "/* */" + sound));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource
    void refusesPackagesThatContradictThemselves(String what, String body) throws Exception {
        assertRefused(client().put("/npm-hosted/evil", body));
        assertThat(client().get("/npm-hosted/evil").status()).isEqualTo(404);
    }

    static Stream<Arguments> refusesPackagesThatContradictThemselves() {
        SamplePackage sound = SamplePackage.of("evil", "1.0.0", "x");
        byte[] other = SamplePackage.of("other", "1.0.0", "x").tarball();
        byte[] otherVersion = SamplePackage.of("evil", "2.0.0", "x").tarball();
        return Stream.of(
                Arguments.of("another name in the document", sound.document("other")),
                Arguments.of(
                        "another name in the tarball",
                        SamplePackage.withTarball("evil", "1.0.0", other).document()),
                Arguments.of(
                        "another version in the tarball",
                        SamplePackage.withTarball("evil", "1.0.0", otherVersion).document()),
                Arguments.of("a version that is none", sound.document().replace("1.0.0", "../../1")),
                Arguments.of("a version that is huge", sound.document().replace("1.0.0", "1.0." + "9".repeat(400))),
                Arguments.of(
                        "another integrity",
                        sound.integrity("sha512-" + "A".repeat(86) + "==").document()),
                Arguments.of("another sum", sound.shasum("0".repeat(40)).document()),
                Arguments.of(
                        "integrity that is none", sound.integrity("sha512-!!!").document()),
                Arguments.of("no Base64", sound.attachment("***").document()),
                Arguments.of(
                        "a cut tarball",
                        sound.attachment(sound.attachment().substring(0, 40)).document()),
                Arguments.of("another length", sound.document().replaceFirst("\"length\":\\d+", "\"length\":1")),
                Arguments.of(
                        "a tag to nowhere",
                        sound.document().replace("{\"latest\":\"1.0.0\"}", "{\"latest\":\"9.9.9\"}")),
                Arguments.of("a tag that is a range", sound.document().replace("\"latest\"", "\"1.x\"")));
    }

    @Test
    void saysOfPackagesOnlyWhatTheirTarballsSay() throws Exception {
        String confusion = ",\"scripts\":{\"postinstall\":\"rm -rf /\"},\"bin\":{\"sh\":\"evil.js\"},"
                + "\"dependencies\":{\"evil\":\"1.0.0\"},\"hasInstallScript\":true";
        SamplePackage published = SamplePackage.of("confused", "1.0.0", "x").manifest(confusion);

        assertHarmless(client().put("/npm-hosted/confused", published.document()));

        RawAnswer packument = client().get("/npm-hosted/confused");
        assertThat(packument.status()).isEqualTo(200);
        assertThat(packument.text()).doesNotContain("scripts", "rm -rf", "bin", "dependencies", "hasInstallScript");
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource
    void refusesArchives(String what, byte[] tarball) throws Exception {
        assertRefused(client().put(
                        "/npm-hosted/evil",
                        SamplePackage.withTarball("evil", "1.0.0", tarball).document()));
        assertThat(client().get("/npm-hosted/evil").status()).isEqualTo(404);
    }

    static Stream<Arguments> refusesArchives() throws IOException {
        String manifest = "{\"name\":\"evil\",\"version\":\"1.0.0\"}";
        Map<String, String> twoManifests = new LinkedHashMap<>();
        twoManifests.put("package/package.json", manifest);
        twoManifests.put("package/./package.json", manifest.replace("evil", "other"));
        return Stream.of(
                Arguments.of("nothing", new byte[0]),
                Arguments.of("no gzip", "just text".getBytes(StandardCharsets.UTF_8)),
                Arguments.of("gzip of no tar", gzip("just text".getBytes(StandardCharsets.UTF_8))),
                Arguments.of("no manifest", SamplePackage.tarball(Map.of("package/index.js", "x"))),
                Arguments.of(
                        "a manifest that is no JSON", SamplePackage.tarball(Map.of("package/package.json", "evil"))),
                Arguments.of(
                        "a manifest of deep arrays",
                        SamplePackage.tarball(Map.of("package/package.json", nested("[", "]", 50_000)))),
                Arguments.of("two manifests", SamplePackage.tarball(twoManifests)),
                Arguments.of("a bomb", gzip(new byte[600_000_000])));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource
    void readsPomsWithoutFollowingThem(String what, String pom) throws Exception {
        RawAnswer answer = client().put("/maven-releases/it/evil/lib/1.0/lib-1.0.pom", pom);

        assertRefused(answer);
        assertThat(client().get("/maven-releases/it/evil/lib/1.0/lib-1.0.pom").status())
                .isEqualTo(404);
    }

    static Stream<Arguments> readsPomsWithoutFollowingThem() {
        String project = "<project><groupId>it.evil</groupId><artifactId>lib</artifactId><version>1.0</version>";
        return Stream.of(
                Arguments.of("external entity", DOCTYPE + project + "<name>&x;</name></project>"),
                Arguments.of("laughs", laughs() + project + "<name>&l9;</name></project>"),
                Arguments.of("not well-formed", project),
                Arguments.of("deep", project + nested("<a>", "</a>", 100_000) + "</project>"),
                Arguments.of("other coordinates", project.replace("lib", "other") + "</project>"));
    }

    private static String laughs() {
        StringBuilder text = new StringBuilder("<?xml version=\"1.0\"?><!DOCTYPE project [<!ENTITY l0 \"ha\">");
        for (int i = 1; i < 10; i++) {
            text.append("<!ENTITY l")
                    .append(i)
                    .append(" \"")
                    .append(("&l" + (i - 1) + ";").repeat(10))
                    .append("\">");
        }
        return text.append("]>").toString();
    }

    @Test
    void refusesChecksumLies() throws Exception {
        assertRefused(client().put(KNOWN_JAR + ".sha1", "0".repeat(40)));
        assertRefused(client().put(KNOWN_JAR + ".md5", "no sum at all"));
        assertRefused(client().request(
                        "PUT",
                        "/maven-releases/it/lie/lib/1.0/lib-1.0.jar",
                        "X-Checksum-Sha1: " + "0".repeat(40) + "\r\n",
                        "x"));
        assertThat(client().get("/maven-releases/it/lie/lib/1.0/lib-1.0.jar").status())
                .isEqualTo(404);
    }

    @Test
    void refusesToChangeWhatIsPublished() throws Exception {
        assertRefused(client().put(KNOWN_JAR, "other bytes"));
        assertRefused(client().put(
                        KNOWN_PACKAGE,
                        SamplePackage.of("known", "1.0.0", "other").document()));
    }

    @Test
    void inflatesRequestsOnlyUpToALimit() throws Exception {
        String bomb = latin1(gzip(new byte[300_000_000]));
        String document = SamplePackage.of("evil", "1.0.0", "x").document();
        String largeDocument = latin1(gzip((document + " ".repeat(100_000_000)).getBytes(StandardCharsets.UTF_8)));

        for (String body : new String[] {bomb, largeDocument, "no gzip"}) {
            assertRefused(client().request("PUT", "/npm-hosted/evil", "Content-Encoding: gzip\r\n", body));
        }
        assertRefused(client().request("PUT", "/npm-hosted/evil", "Content-Encoding: br\r\n", "{}"));
        assertThat(client().get("/npm-hosted/evil").status()).isEqualTo(404);
    }

    @Test
    void doesNotEvenReadWhatIsAudited() throws Exception {
        String bomb = latin1(gzip(new byte[300_000_000]));

        RawAnswer answer = client().request(
                        "POST", "/npm-hosted/-/npm/v1/security/advisories/bulk", "Content-Encoding: gzip\r\n", bomb);

        assertThat(answer.text()).endsWith("\r\n\r\n{}");
        assertHarmless(answer);
    }

    private static String latin1(byte[] bytes) {
        return new String(bytes, StandardCharsets.ISO_8859_1);
    }

    private static byte[] gzip(byte[] content) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
            gzip.write(content);
        }
        return bytes.toByteArray();
    }
}
