package io.artispace.format.maven;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.artispace.Group;
import io.artispace.Hosted;
import io.artispace.InvalidInputException;
import io.artispace.Registry;
import io.artispace.exchange.UrlText;
import io.artispace.metadata.jdbc.JdbcMetadataStore;
import io.artispace.policy.Policies;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class BrowseAndDeleteTest {
    private final MavenClient client = new MavenClient();

    @BeforeEach
    void deploy() {
        client.put("com/acme/app/1.0/app-1.0.jar", "jar").is(201);
        client.put("com/acme/app/1.0/app-1.0.pom", MavenClient.pom("com.acme", "app", "1.0"))
                .is(201);
        client.put("com/acme/app/1.1/app-1.1.jar", "jar").is(201);
    }

    @AfterEach
    void close() {
        client.close();
    }

    @Test
    void directoriesAreListedForPeople() {
        var page = client.get("com/acme/app/1.0/").is(200);

        assertThat(page.header("Content-Type")).isEqualTo("text/html; charset=utf-8");
        assertThat(page.text())
                .contains(
                        "<title>maven: /com/acme/app/1.0</title>",
                        "<a href=\"../\">../</a>",
                        "<h1><a href=\"../../../../\">maven</a>: /<a href=\"../../../\">com</a>/<a href=\"../../\">acme</a>"
                                + "/<a href=\"../\">app</a>/1.0</h1>",
                        "<a href=\"app-1.0.jar\">app-1.0.jar</a> <span>3 B</span> <span>2026-01-02 03:04 UTC</span>");
        assertThat(client.get("").is(200).text())
                .contains("<a href=\"com/\">com/</a>")
                .doesNotContain("../");
    }

    @Test
    void anEmptyRepositoryIsSaidToBeEmpty() {
        try (MavenClient empty = new MavenClient()) {
            assertThat(empty.get("").is(200).text()).contains("Nothing is here yet.");
        }
        assertThat(client.get("").text()).doesNotContain("Nothing");
    }

    @Test
    void whatADirectoryListsCanBeDownloadedByAClick() {
        // Browsers save no file for a page in a sandbox.
        assertThat(client.get("com/acme/app/1.0/").is(200).header("Content-Security-Policy"))
                .startsWith("default-src 'none'; style-src 'sha256-")
                .doesNotContain("sandbox");
    }

    @Test
    void directoriesAreListedForPrograms() {
        String expected = "{\"path\":\"com/acme/app\",\"directories\":[\"1.0\",\"1.1\"],\"files\":[]}";

        assertThat(client.get("com/acme/app/?format=json").is(200).text()).isEqualTo(expected);
        var negotiated =
                client.get("com/acme/app/", "Accept", "application/json").is(200);
        assertThat(negotiated.text()).isEqualTo(expected);
        assertThat(negotiated.header("Content-Type")).isEqualTo("application/json");
        assertThat(negotiated.header("Vary")).isEqualTo("Accept");
        assertThat(client.get("com/acme/app/1.1/?format=json").text())
                .contains("\"name\":\"app-1.1.jar\",\"size\":3", "\"sha1\":\"" + MavenClient.hash("SHA-1", "jar"));
    }

    @Test
    void directoriesAreRedirectedToTheirUrl() {
        for (String path : List.of("com", "com/acme", "com/acme/app", "com/acme/app/1.0")) {
            assertThat(client.get(path).is(302).header("Location"))
                    .isEqualTo("http://localhost:8080/maven/" + path + "/");
        }
        assertThat(client.get("com/acme?format=json").is(302).header("Location"))
                .endsWith("com/acme/?format=json");
        for (String path :
                List.of("org", "org/", "com/acme/app/2.0", "com/acme/app/2.0/", "com/acme/app/1.0/app-1.0.jar/")) {
            client.get(path).is(404);
        }
    }

    @Test
    void whetherADirectoryIsThereTakesOneNameOfIt() {
        CountedRows rows = new CountedRows(JdbcMetadataStore.openInMemory());
        try (MavenClient large = new MavenClient(
                Hosted.named("maven").format("maven"),
                Registry.builder().metadata(rows).blobs(URI.create("memory:/")))) {
            for (int i = 0; i < 100; i++) {
                large.put("com/acme/app/" + i + "/app-" + i + ".jar", "x").is(201);
            }
            rows.count();

            for (String path : List.of("com", "com/acme", "com/acme/app", "com/acme/app/7")) {
                large.get(path).is(302);
                assertThat(rows.count()).as(path).isBetween(1, 6);
            }
            for (String path : List.of("robots.txt", "org/acme", "com/acme/ap", "com/acme/app/1000")) {
                large.get(path).is(404);
                assertThat(rows.count()).as(path).isZero();
            }
        }
    }

    @Test
    void longDirectoriesAreListedInPages() {
        for (int i = 0; i < 25; i++) {
            client.put("com/acme/app/1.0/app-1.0-" + i + ".zip", "x").is(201);
            client.put("com/acme/app/2." + i + "/app-2." + i + ".jar", "x").is(201);
        }

        assertThat(names("com/acme/app/", "\"(\\d[^\"]*)\"[,\\]]")).hasSize(27).doesNotHaveDuplicates();
        assertThat(names("com/acme/app/1.0/", "\"name\":\"([^\"]*)\""))
                .hasSize(27)
                .doesNotHaveDuplicates();
        assertThat(client.get("com/acme/app/?limit=2").text())
                .contains("<a href=\"?after=1.1%2F&amp;limit=2\">More</a>");
        client.get("com/?limit=0").is(400);
        client.get("com/?limit=x").is(400);
    }

    private List<String> names(String directory, String pattern) {
        List<String> names = new ArrayList<>();
        String after = "";
        while (true) {
            String page = client.get(directory + "?format=json&limit=4&after=" + UrlText.encode(after))
                    .is(200)
                    .text();
            Matcher name = Pattern.compile(pattern).matcher(page);
            while (name.find()) {
                names.add(name.group(1));
            }
            Matcher next = Pattern.compile("\"after\":\"([^\"]*)\"").matcher(page);
            if (!next.find()) {
                return names;
            }
            after = next.group(1);
        }
    }

    @Test
    void namesAreEscaped() {
        String odd = "x&'%3Cscript%3E.txt";
        client.put("com/acme/app/1.0/" + odd, "x").is(201);

        String page = client.get("com/acme/app/1.0/").is(200).text();

        assertThat(page)
                .contains("x&amp;&#39;&lt;script&gt;.txt", "\"x%26%27%3Cscript%3E.txt\"")
                .doesNotContain("<script>");
    }

    @Test
    void aFileIsDeletedAndWithTheLastOneItsVersion() {
        client.delete("com/acme/app/1.0/app-1.0.pom.sha1").is(204);
        client.get("com/acme/app/1.0/app-1.0.pom").is(200);
        client.delete("com/acme/app/1.0/app-1.0.pom").is(204);
        client.get("com/acme/app/1.0/app-1.0.pom").is(404);
        assertThat(client.get("com/acme/app/maven-metadata.xml").text()).contains("<version>1.0</version>");

        client.delete("com/acme/app/1.0/app-1.0.jar").is(204);

        assertThat(client.get("com/acme/app/maven-metadata.xml").text()).doesNotContain("<version>1.0</version>");
        client.delete("com/acme/app/1.0/app-1.0.jar").is(404);
    }

    @Test
    void aFileIsDeletedWhereThePathOfAPomWouldBeTooLong() {
        String directory = "com/" + "a".repeat(150) + "/1." + "0".repeat(150) + "/";
        client.put(directory + "NOTICE", "x").is(201);
        client.put(directory + "LICENSE", "x").is(201);

        client.delete(directory + "NOTICE").is(204);

        client.get(directory + "NOTICE").is(404);
        client.get(directory + "LICENSE").is(200);
    }

    @Test
    void versionsAndArtifactsAreDeletedByTheirDirectories() {
        client.delete("com/acme/app/1.0").is(204);
        client.get("com/acme/app/1.0/app-1.0.jar").is(404);
        client.get("com/acme/app/1.1/app-1.1.jar").is(200);

        client.delete("com/acme/app/").is(204);

        client.get("com/acme/app/1.1/app-1.1.jar").is(404);
        client.get("com/acme/app/maven-metadata.xml").is(404);
        client.delete("com/acme/app/").is(404);
        client.get("com/acme/").is(404);
    }

    @Test
    void aGroupIsNotDeletedByMistake() {
        assertThat(client.delete("com/acme/").is(400).text())
                .contains("neither a file nor the directory of a version or an artifact");
        client.delete("").is(400);
        client.get("com/acme/app/1.1/app-1.1.jar").is(200);
    }

    @Test
    void theNameOfADeletedFileStaysUsed() {
        client.delete("com/acme/app/1.1/").is(204);

        client.put("com/acme/app/1.1/app-1.1.jar", "other").is(409);
        client.put("com/acme/app/1.1/app-1.1.jar", "jar").is(201);
        assertThat(client.get("com/acme/app/maven-metadata.xml").text()).contains("<version>1.1</version>");
    }

    @Test
    void checksumsThatWaitAreForgottenWithTheirVersion() {
        String late = "com/acme/app/1.1/app-1.1-sources.jar";
        client.put(late + ".sha1", "0".repeat(40)).is(201);

        client.delete("com/acme/app/1.1/").is(204);

        client.put(late, "sources").is(201);
    }

    @Test
    void absenceIsNeverAProblemDocument() {
        for (String path : List.of(
                "com/acme/app/9/app-9.jar",
                "com/acme/app/9/app-9.jar.sha1",
                "org/x/maven-metadata.xml",
                "nothing",
                "com/acme/app/9-SNAPSHOT/maven-metadata.xml",
                ".index/nexus-maven-repository-index.gz",
                ".meta/prefixes.txt",
                "archetype-catalog.xml")) {
            var answer =
                    client.get(path, "Accept", "application/problem+json,*/*").is(404);
            assertThat(answer.header("Content-Type")).isEqualTo("text/plain; charset=utf-8");
        }
    }

    @Test
    void settingsAreChecked() {
        org.assertj.core.api.Assertions.assertThatThrownBy(() -> client.registry()
                        .create(Hosted.named("a").format("maven").setting("versions", "both")))
                .hasMessage("The setting versions cannot be \"both\"; use one of release, snapshot, mixed.");
        org.assertj.core.api.Assertions.assertThatThrownBy(() -> client.registry()
                        .create(Hosted.named("a").format("maven").setting("color", "red")))
                .hasMessageContaining("there are versions and prefixes");
    }

    /** The version of its files is the snapshot, so such a rule would never count, and nobody would be told. */
    @Test
    void aRuleForOneBuildOfASnapshotIsRefused() {
        String build = "com.acme:app@1.0-20240101.120000-3";
        for (Policies rules : List.of(
                Policies.none().block(build, "Broken."),
                Policies.none().exempt(build).minimumAge(Duration.ofDays(1)))) {
            assertThatThrownBy(() -> client.registry()
                            .create(Group.named("g")
                                    .format("maven")
                                    .members("maven")
                                    .policies(rules)))
                    .isInstanceOf(InvalidInputException.class)
                    .hasMessageContaining("one build of a snapshot")
                    .hasMessageContaining("\"com.acme:app@1.0-SNAPSHOT\"");
        }
    }
}
