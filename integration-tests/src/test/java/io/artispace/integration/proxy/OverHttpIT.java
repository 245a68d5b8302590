package io.artispace.integration.proxy;

import static io.artispace.integration.proxy.ServedDownstream.text;
import static org.assertj.core.api.Assertions.assertThat;

import io.artispace.Group;
import io.artispace.Hosted;
import io.artispace.integration.run.HttpUser;
import io.artispace.integration.run.SamplePackage;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HexFormat;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What proxies and groups of both formats answer over HTTP: statuses, headers, and the reasons that users see. */
class OverHttpIT {
    private static final String MAVEN_DOCUMENT = "maven/org/other/lib/maven-metadata.xml";
    private static final String MAVEN_FILE = "maven/org/other/lib/1.0.0/lib-1.0.0.jar";
    private static final String NPM_DOCUMENT = "npm/lib";
    private static final String NPM_FILE = "npm/lib/-/lib-1.0.0.tgz";

    private ServedDownstream served;

    @BeforeEach
    void open() throws IOException {
        served = new ServedDownstream();
        served.publishOutside("org.other", "lib", "1.0.0");
    }

    @AfterEach
    void close() {
        served.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {MAVEN_DOCUMENT, MAVEN_DOCUMENT + ".sha1", NPM_DOCUMENT})
    void documentSaysHowOldItIsAndWarnsWhileTheUpstreamIsDown(String path) throws Exception {
        HttpResponse<byte[]> fresh = served.get(path);
        served.pass(Duration.ofMinutes(10));
        HttpResponse<byte[]> kept = served.get(path);
        served.stopUpstream();
        served.pass(Duration.ofMinutes(50));
        HttpResponse<byte[]> stale = served.get(path);
        served.goOffline();
        HttpResponse<byte[]> offline = served.get(path);

        assertThat(fresh.statusCode()).isEqualTo(200);
        assertThat(fresh.headers().firstValue("Age")).contains("0");
        assertThat(kept.headers().firstValue("Age")).contains("600");
        assertThat(kept.headers().firstValue("Warning")).isEmpty();
        assertThat(stale.statusCode()).isEqualTo(200);
        assertThat(stale.body()).isEqualTo(fresh.body());
        assertThat(stale.headers().firstValue("Age")).contains("3600");
        assertThat(stale.headers().firstValue("Warning"))
                .hasValueSatisfying(warning -> assertThat(warning).startsWith("110 "));
        assertThat(offline.body()).isEqualTo(fresh.body());
        assertThat(offline.headers().firstValue("Age")).contains("3600");
        assertThat(offline.headers().firstValue("Warning"))
                .hasValueSatisfying(warning -> assertThat(warning).startsWith("112 "));
    }

    @Test
    void hostedDocumentHasNoAge() throws Exception {
        served.publishInside("com.acme", "app", "1.0.0");

        assertThat(served.get("maven/com/acme/app/maven-metadata.xml").headers().firstValue("Age"))
                .isEmpty();
        assertThat(served.get("npm/app").headers().firstValue("Age")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "maven, maven/org/other/none/maven-metadata.xml",
        "maven, maven/org/other/none/1.0.0/none-1.0.0.jar",
        "maven, maven/org/other/none/1.0.0/none-1.0.0.jar.sha1",
        "npm, npm/none",
        "npm, npm/none/-/none-1.0.0.tgz"
    })
    void unknownNameIsNotFoundUnlessTheUpstreamFails(String group, String path) throws Exception {
        assertThat(served.get(path).statusCode()).isEqualTo(404);
        served.stopUpstream();
        served.registry().proxy(group + "-proxy").resetUpstream();

        HttpResponse<byte[]> failed = served.get(path);

        assertThat(failed.statusCode()).isEqualTo(502);
        assertThat(text(failed)).contains(group + "-proxy").doesNotContain("127.0.0.1");
        assertThat(failed.headers().firstValue("X-Correlation-Id")).isPresent();
    }

    @ParameterizedTest
    @ValueSource(strings = {MAVEN_FILE, NPM_FILE})
    void fileThatWasServedIsServedWhileTheUpstreamIsDown(String path) throws Exception {
        HttpResponse<byte[]> first = served.get(path);
        served.stopUpstream();
        served.pass(Duration.ofDays(30));

        assertThat(first.statusCode()).isEqualTo(200);
        assertThat(served.get(path).body()).isEqualTo(first.body());
    }

    @Test
    void writesThroughAGroupGoToItsTargetAndAreSeenAtOnce() throws Exception {
        HttpUser writer = served.user("writer");
        byte[] jar = "jar".getBytes(StandardCharsets.UTF_8);
        SamplePackage tool = SamplePackage.of("tool", "1.0.0", "tool");
        assertThat(served.get("npm/tool").statusCode()).isEqualTo(404);

        assertThat(writer.put("maven/com/acme/tool/1/tool-1.jar", jar).statusCode())
                .isEqualTo(201);
        assertThat(writer.put("npm/tool", tool.document().getBytes(StandardCharsets.UTF_8))
                        .statusCode())
                .isEqualTo(201);

        for (String repository : new String[] {"maven", "maven-hosted"}) {
            assertThat(served.get(repository + "/com/acme/tool/1/tool-1.jar").body())
                    .isEqualTo(jar);
            assertThat(text(served.get(repository + "/com/acme/tool/maven-metadata.xml")))
                    .contains("<version>1</version>");
        }
        for (String repository : new String[] {"npm", "npm-hosted"}) {
            assertThat(served.get(repository + "/tool/-/tool-1.0.0.tgz").body()).isEqualTo(tool.tarball());
            assertThat(text(served.get(repository + "/tool"))).contains("/" + repository + "/tool/-/tool-1.0.0.tgz");
        }
    }

    @Test
    void publishThroughTheGroupNeedsTheRightToPublishInTheTarget() throws Exception {
        HttpUser reader = served.user("reader");
        byte[] tool = SamplePackage.of("tool", "1.0.0", "tool").document().getBytes(StandardCharsets.UTF_8);

        HttpResponse<byte[]> maven = reader.put("maven/com/acme/tool/1/tool-1.jar", tool);
        HttpResponse<byte[]> npm = reader.put("npm/tool", tool);

        assertThat(maven.statusCode()).isEqualTo(403);
        assertThat(npm.statusCode()).isEqualTo(403);
        assertThat(served.get("maven/com/acme/tool/1/tool-1.jar").statusCode()).isEqualTo(404);
        assertThat(served.get("npm/tool").statusCode()).isEqualTo(404);
    }

    @Test
    void groupWithoutATargetAndAProxyTakeNoPublications() throws Exception {
        for (String format : new String[] {"maven", "npm"}) {
            Group group = (Group) served.registry().repository(format).definition();
            served.registry()
                    .create(Group.named(format + "-all")
                            .format(format)
                            .members(group.members().toArray(String[]::new)));
        }
        HttpUser writer = served.user("writer");
        byte[] tool = SamplePackage.of("tool", "1.0.0", "tool").document().getBytes(StandardCharsets.UTF_8);

        for (String repository : new String[] {"-all", "-proxy"}) {
            assertThat(writer.put("maven" + repository + "/com/acme/tool/1/tool-1.jar", tool)
                            .statusCode())
                    .isEqualTo(405);
            assertThat(writer.put("npm" + repository + "/tool", tool).statusCode())
                    .isEqualTo(405);
        }
    }

    @Test
    void callerSeesOfAGroupTheMembersThatItMayReadAndNoOutsidersInTheirPlace() throws Exception {
        served.publishInside("com.acme", "app", "1.0.0");
        served.publishOutside("com.acme", "app", "9.9.9");
        HttpUser all = served.readerOf("maven", "maven-hosted", "maven-proxy", "npm", "npm-hosted", "npm-proxy");
        HttpUser outsider = served.readerOf("maven", "maven-proxy", "npm", "npm-proxy");
        HttpUser insider = served.readerOf("maven", "maven-hosted", "npm", "npm-hosted");
        String[] inside = {
            "maven/com/acme/app/maven-metadata.xml",
            "maven/com/acme/app/1.0.0/app-1.0.0.jar",
            "npm/app",
            "npm/app/-/app-1.0.0.tgz"
        };
        String[] widened = {"maven/com/acme/app/9.9.9/app-9.9.9.jar", "npm/app/-/app-9.9.9.tgz"};

        // The order must not matter: what one caller was shown must not be shown to another.
        for (int i = 0; i < 2; i++) {
            for (String path : inside) {
                assertThat(all.get(path).statusCode()).as(path).isEqualTo(200);
                assertThat(outsider.get(path).statusCode()).as(path).isEqualTo(404);
                assertThat(insider.get(path).statusCode()).as(path).isEqualTo(200);
            }
            for (String path : widened) {
                assertThat(all.get(path).statusCode()).as(path).isEqualTo(404);
                assertThat(outsider.get(path).statusCode()).as(path).isEqualTo(404);
            }
            assertThat(outsider.get(MAVEN_FILE).statusCode()).isEqualTo(200);
            assertThat(outsider.get(NPM_FILE).statusCode()).isEqualTo(200);
            assertThat(insider.get(MAVEN_FILE).statusCode()).isEqualTo(404);
            assertThat(insider.get(NPM_DOCUMENT).statusCode()).isEqualTo(404);
        }
        assertThat(text(outsider.get("npm/-/v1/search?text=app"))).doesNotContain("\"app\"");
        assertThat(text(all.get("npm/-/v1/search?text=app")))
                .contains("\"1.0.0\"")
                .doesNotContain("9.9.9");
        assertThat(outsider.get("npm-hosted/app").statusCode()).isEqualTo(404);

        var session = served.registry().session("build-42");
        for (String path : inside) {
            String recorded = path.replaceFirst("/", "~build-42/");
            assertThat(insider.get(recorded).statusCode()).as(recorded).isEqualTo(200);
        }
        session.seal();
        for (String path : inside) {
            String replayed = path.replaceFirst("/", "~build-42/");
            assertThat(outsider.get(replayed).statusCode()).as(replayed).isEqualTo(404);
            assertThat(insider.get(replayed).statusCode()).as(replayed).isEqualTo(200);
        }
    }

    @Test
    void repositoryIsReadAsItStoodAtADayOrAMoment() throws Exception {
        served.publishInside("com.acme", "app", "1.0.0");
        served.pass(Duration.ofDays(30));
        served.publishInside("com.acme", "app", "2.0.0");
        served.publishOutside("org.other", "lib", "2.0.0");

        for (String moment : new String[] {"@2026-01-15", "@2026-01-15T12:00:00Z"}) {
            assertThat(text(served.get("maven" + moment + "/org/other/lib/maven-metadata.xml")))
                    .contains("1.0.0")
                    .doesNotContain("2.0.0");
            assertThat(text(served.get("maven" + moment + "/com/acme/app/maven-metadata.xml")))
                    .contains("1.0.0")
                    .doesNotContain("2.0.0");
            assertThat(text(served.get("maven" + moment + "/com/acme/app/")))
                    .contains("1.0.0/")
                    .doesNotContain("2.0.0");
            assertThat(text(served.get("npm" + moment + "/-/v1/search?text=app")))
                    .contains("\"1.0.0\"")
                    .doesNotContain("2.0.0");
            assertThat(text(served.get("npm" + moment + "/-/package/lib/dist-tags")))
                    .contains("\"latest\":\"1.0.0\"");
            assertThat(text(served.get("npm" + moment + "/lib")))
                    .contains("/npm" + moment + "/lib/-/lib-1.0.0.tgz", "\"latest\":\"1.0.0\"")
                    .doesNotContain("2.0.0");
            assertThat(text(served.get("npm" + moment + "/app")))
                    .contains("1.0.0")
                    .doesNotContain("2.0.0");
            assertThat(served.get("npm" + moment + "/lib/-/lib-1.0.0.tgz").statusCode())
                    .isEqualTo(200);
            HttpResponse<byte[]> later = served.get("npm" + moment + "/lib/-/lib-2.0.0.tgz");
            assertThat(later.statusCode()).isEqualTo(403);
            assertThat(text(later)).contains("appeared after");
            assertThat(served.get("maven" + moment + "/com/acme/app/2.0.0/app-2.0.0.jar")
                            .statusCode())
                    .isEqualTo(404);
        }
        assertThat(text(served.get(MAVEN_DOCUMENT))).contains("2.0.0");
        assertThat(text(served.get("npm@2025-12-31/app"))).doesNotContain("1.0.0");
    }

    @Test
    void pluginsOfAGroupAreThoseOfItsMembersWithTheChecksumOfThatDocument() throws Exception {
        served.publishPluginInside("org.other", "one");
        served.publishPluginOutside("org.other", "two");

        HttpResponse<byte[]> document = served.get("maven/org/other/maven-metadata.xml");

        assertThat(text(document)).contains("<prefix>one</prefix>", "<prefix>two</prefix>");
        assertThat(text(served.get("maven/org/other/maven-metadata.xml.sha1")))
                .isEqualTo(HexFormat.of().formatHex(SamplePackage.digest("SHA-1", document.body())));
    }

    @Test
    void groupHasNoPrefixFileAlsoWhereAMemberHasOne() throws Exception {
        served.registry().create(Hosted.named("maven-listed").format("maven").setting("prefixes", "generated"));
        Group group = (Group) served.registry().repository("maven").definition();
        served.registry().update(group.members("maven-listed", "maven-hosted", "maven-proxy"));
        byte[] jar = "jar".getBytes(StandardCharsets.UTF_8);
        assertThat(served.user("writer")
                        .put("maven-listed/com/acme/tool/1/tool-1.jar", jar)
                        .statusCode())
                .isEqualTo(201);

        assertThat(text(served.get("maven-listed/.meta/prefixes.txt"))).contains("/com\n");
        assertThat(served.get("maven/.meta/prefixes.txt").statusCode()).isEqualTo(404);
        assertThat(served.get("maven/com/acme/tool/1/tool-1.jar").statusCode()).isEqualTo(200);
    }

    @Test
    void pastTakesNoPublications() throws Exception {
        byte[] tool = SamplePackage.of("tool", "1.0.0", "tool").document().getBytes(StandardCharsets.UTF_8);
        HttpUser writer = served.user("writer");

        assertThat(writer.put("maven@2026-01-01/com/acme/tool/1/tool-1.jar", tool)
                        .statusCode())
                .isBetween(400, 499);
        assertThat(writer.put("npm@2026-01-01/tool", tool).statusCode()).isBetween(400, 499);
        assertThat(served.get("npm/tool").statusCode()).isEqualTo(404);
        assertThat(served.get("npm@yesterday/lib").statusCode()).isBetween(400, 499);
    }

    @Test
    void sessionIsRecordedAndReplayed() throws Exception {
        var session = served.registry().session("build-42");
        for (String format : new String[] {"maven", "npm"}) {
            String document = (format.equals("maven") ? MAVEN_DOCUMENT : NPM_DOCUMENT)
                    .replace(format + "/", format + "~build-42/");
            String file = (format.equals("maven") ? MAVEN_FILE : NPM_FILE).replace(format + "/", format + "~build-42/");
            assertThat(served.get(document).statusCode()).isEqualTo(200);
            assertThat(served.get(file).statusCode()).isEqualTo(200);
        }
        session.seal();
        served.publishOutside("org.other", "lib", "2.0.0");
        served.pass(Duration.ofHours(1));
        assertThat(text(served.get(MAVEN_DOCUMENT))).contains("2.0.0");
        served.stopUpstream();
        served.pass(Duration.ofHours(1));

        HttpResponse<byte[]> metadata = served.get(MAVEN_DOCUMENT.replace("maven/", "maven~build-42/"));
        HttpResponse<byte[]> packument = served.get(NPM_DOCUMENT.replace("npm/", "npm~build-42/"));

        assertThat(text(metadata)).contains("1.0.0").doesNotContain("2.0.0");
        assertThat(text(packument))
                .contains("/npm~build-42/lib/-/lib-1.0.0.tgz")
                .doesNotContain("2.0.0");
        assertThat(served.get(MAVEN_FILE.replace("maven/", "maven~build-42/")).body())
                .isEqualTo(served.get(MAVEN_FILE).body());
        assertThat(served.get(NPM_FILE.replace("npm/", "npm~build-42/")).body())
                .isEqualTo(served.get(NPM_FILE).body());
        assertThat(served.get("npm~build-42/none").statusCode()).isEqualTo(404);
        assertThat(served.get("npm~nobody/lib").statusCode()).isEqualTo(404);
        assertThat(served.registry().sessions()).containsExactly("build-42");
    }

    @Test
    void hostsOwnRuleRefusesWhatIsFetchedAndWhatIsPublishedWithItsReason() throws Exception {
        served.dislike("org.other:lib");
        served.dislike("lib");
        served.dislike("com.acme:tool");
        served.dislike("tool");
        HttpUser writer = served.user("writer");
        byte[] tool = SamplePackage.of("tool", "1.0.0", "tool").document().getBytes(StandardCharsets.UTF_8);

        HttpResponse<byte[]> mavenFetch = served.get(MAVEN_FILE);
        HttpResponse<byte[]> npmFetch = served.get(NPM_FILE);
        HttpResponse<byte[]> mavenPublish = writer.put("maven/com/acme/tool/1/tool-1.jar", tool);
        HttpResponse<byte[]> npmPublish = writer.put("npm/tool", tool);

        assertRefused(mavenFetch, "The licence of org.other:lib is not on our list.");
        assertRefused(npmFetch, "The licence of lib is not on our list.");
        assertRefused(mavenPublish, "The licence of com.acme:tool is not on our list.");
        assertRefused(npmPublish, "The licence of tool is not on our list.");
        assertThat(served.get("npm/tool").statusCode()).isEqualTo(404);
    }

    private static void assertRefused(HttpResponse<byte[]> answer, String reason) {
        assertThat(answer.statusCode()).as(text(answer)).isEqualTo(403);
        assertThat(text(answer)).contains(reason);
    }
}
