package io.artispace.format.maven;

import static io.artispace.format.maven.MavenClient.hash;
import static io.artispace.format.maven.MavenClient.pom;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.artispace.Hosted;
import io.artispace.Hosted.Redeploy;
import io.artispace.InvalidInputException;
import io.artispace.PackageName;
import io.artispace.ViewScope;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DeployTest {
    private static final String APP = "com/acme/app/1.0/app-1.0";

    private final MavenClient client = new MavenClient();

    @AfterEach
    void close() {
        client.close();
    }

    @Test
    void aReleaseIsDeployedAsMavenDoesIt() {
        client.get("com/acme/app/maven-metadata.xml").is(404);
        client.deploy(APP + ".jar", "the jar");
        client.deploy(
                APP + ".pom", pom("com.acme", "app", "1.0", "<name>App</name><description>Does things.</description>"));
        client.deploy("com/acme/app/maven-metadata.xml", "<metadata/>");

        assertThat(client.get(APP + ".jar").is(200).text()).isEqualTo("the jar");
        assertThat(client.get("com/acme/app/maven-metadata.xml").is(200).text()).contains("<version>1.0</version>");
        var view = client.repository()
                .view(PackageName.of("com.acme:app"), ViewScope.everything())
                .orElseThrow();
        assertThat(view.attributes())
                .containsEntry("description", "Does things.")
                .containsEntry("name", "App");
        assertThat(view.versions().get(0).attributes()).containsEntry("packaging", "jar");
        assertThat(view.versions().get(0).manifest()).startsWith("{\"groupId\":\"com.acme\"");
        assertThat(client.repository().search("things", 0, 10)).hasSize(1);
    }

    @Test
    void anArtifactIsFoundByItsNameWhetherItHasADescriptionOrNot() {
        client.put(
                        "com/acme/x1/1.0/x1-1.0.pom",
                        MavenClient.pom(
                                "com.acme", "x1", "1.0", "<name>Rocket Skates</name><description>Fast.</description>"))
                .is(201);
        client.put("com/acme/x2/1.0/x2-1.0.pom", MavenClient.pom("com.acme", "x2", "1.0", "<name>Rocket Sledge</name>"))
                .is(201);

        assertThat(client.repository().search("rocket", 0, 10))
                .extracting(hit -> hit.name().value())
                .containsExactlyInAnyOrder("com.acme:x1", "com.acme:x2");
        assertThat(client.repository().search("fast skates", 0, 10)).hasSize(1);
    }

    @Test
    void filesOfEveryKindAreKept() {
        for (String name : new String[] {
            ".module", "-build.pom", "-sources.jar", "-bin.tar.gz", ".jar.asc", "-build.pom.asc", "-x.anything"
        }) {
            client.put(APP + name, "content of " + name).is(201);
            assertThat(client.get(APP + name).is(200).text()).isEqualTo("content of " + name);
            assertThat(client.get(APP + name + ".sha1").is(200).text()).isEqualTo(hash("SHA-1", "content of " + name));
        }
        client.put("com/acme/app/1.0/named-by-module.txt", "x").is(201);
        client.get("com/acme/app/1.0/named-by-module.txt").is(200);
    }

    @Test
    void aPlusInAVersionIsAPlus() {
        client.put("com/acme/app/1.0+b5/app-1.0+b5.jar", "x").is(201);

        client.get("com/acme/app/1.0%2Bb5/app-1.0%2Bb5.jar").is(200);
        assertThat(client.get("com/acme/app/maven-metadata.xml").text()).contains("<version>1.0+b5</version>");
    }

    @Test
    void theSameBytesAreAcceptedAgainAndOthersRefusedWithATextThatTheUserSees() {
        client.put(APP + ".jar", "one").is(201);
        client.put(APP + ".jar", "one").is(201);

        var refusal = client.put(APP + ".jar", "other").is(409);

        assertThat(refusal.header("Content-Type")).isEqualTo("application/problem+json");
        assertThat(refusal.text())
                .contains("\"title\":\"Conflict\"", "\"status\":409", "app-1.0.jar", "other bytes")
                .doesNotContain("snapshot")
                .contains("\"instance\":\"/maven/com/acme/app/1.0/app-1.0.jar\"");
        assertThat(client.get(APP + ".jar").text()).isEqualTo("one");
    }

    @Test
    void timestampedFilesOfASnapshotAreNotReplacedAndOldFashionedOnesAre() {
        String snapshot = "com/acme/app/1.1-SNAPSHOT/app-1.1-";
        client.put(snapshot + "20260102.030405-1.jar", "one").is(201);
        assertThat(client.put(snapshot + "20260102.030405-1.jar", "other")
                        .is(409)
                        .text())
                .contains("begin in the same second", "deploy again");

        client.put(snapshot + "SNAPSHOT.jar", "one").is(201);
        client.put(snapshot + "SNAPSHOT.jar", "other").is(201);
        assertThat(client.get(snapshot + "SNAPSHOT.jar").text()).isEqualTo("other");
    }

    @ParameterizedTest
    @ValueSource(strings = {"20269999.999999", "20260230.010203", "20260102.240000", "20260102.036005"})
    void buildWithAnImpossibleTimestampIsRefused(String time) {
        String file = "com/acme/app/1.1-SNAPSHOT/app-1.1-" + time + "-1.jar";

        assertThat(client.put(file, "one").is(400).text()).contains(time, "is no date and time of day", "in UTC");
        client.put(file + ".sha1", hash("SHA-1", "one")).is(400);
        client.get(file).is(404);
    }

    @Test
    void buildOfTimesToComeIsRefusedSinceNoLaterOneWouldBeNewer() {
        String file = "com/acme/app/1.1-SNAPSHOT/app-1.1-29991231.235959-1.jar";

        assertThat(client.put(file, "one").is(400).text())
                .contains("29991231.235959", "more than a day ahead", "Correct the clock");
        client.put(file + ".sha1", hash("SHA-1", "one")).is(400);
        client.get(file).is(404);
    }

    @Test
    void whereItIsAllowedOtherBytesReplaceTheOldOnes() {
        try (MavenClient lax =
                new MavenClient(Hosted.named("lax").format("maven").redeploy(Redeploy.ALLOWED))) {
            lax.put(APP + ".pom", pom("com.acme", "app", "1.0", "<name>Old</name>"))
                    .is(201);
            lax.put(APP + ".pom", pom("com.acme", "app", "1.0", "<name>New</name>"))
                    .is(201);

            assertThat(lax.get(APP + ".pom").text()).contains("New");
            assertThat(lax.repository()
                            .view(PackageName.of("com.acme:app"), ViewScope.version("1.0"))
                            .orElseThrow()
                            .versions()
                            .get(0)
                            .manifest())
                    .contains("New");
        }
    }

    @Test
    void aReleaseRepositoryRefusesSnapshotsAndTheReverse() {
        try (MavenClient releases = new MavenClient(Hosted.named("releases").format("maven"));
                MavenClient snapshots = new MavenClient(
                        Hosted.named("snapshots").format("maven").setting("versions", "snapshot"))) {
            assertThat(releases.put("com/acme/app/1.1-SNAPSHOT/app-1.1-20260102.030405-1.jar", "x")
                            .is(400)
                            .text())
                    .contains("it is a snapshot and the repository takes releases only");
            assertThat(snapshots.put(APP + ".jar", "x").is(400).text())
                    .contains("it is a release and the repository takes snapshots only");
            releases.put("com/acme/app/1.1-SNAPSHOT/app-1.1-20260102.030405-1.jar.sha1", hash("SHA-1", "x"))
                    .is(400);
            releases.put(APP + ".jar", "x").is(201);
            snapshots
                    .put("com/acme/app/1.1-SNAPSHOT/app-1.1-20260102.030405-1.jar", "x")
                    .is(201);
        }
        assertThat(client.put("com/acme/app/1.1-20260102.030405-1/app-1.1-20260102.030405-1.jar", "x")
                        .is(400)
                        .text())
                .contains("belongs to \\\"1.1-SNAPSHOT\\\"");
    }

    @Test
    void aPomMustBeOfItsPath() {
        assertThat(client.put(APP + ".pom", pom("com.acme", "other", "1.0"))
                        .is(400)
                        .text())
                .contains("its artifact id is \\\"other\\\" and the path says \\\"app\\\"");
        client.put(APP + ".pom", pom("org.acme", "app", "1.0")).is(400);
        client.put(APP + ".pom", pom("com.acme", "app", "1.1")).is(400);
        client.put(APP + ".pom", "<project><artifactId>app</artifactId>").is(400);
        client.put(APP + ".pom", "<!DOCTYPE project [<!ENTITY x SYSTEM 'file:///etc/passwd'>]><project>&x;</project>")
                .is(400);
        client.get(APP + ".pom").is(404);
        assertThat(client.get("com/acme/app/maven-metadata.xml").is(404).text()).doesNotContain("1.0");

        client.put(APP + ".pom", pom("${g}", "app", "${revision}")).is(201);
        client.put(
                        "com/acme/app/2.0/app-2.0.pom",
                        "<project><parent><groupId>com.acme</groupId><artifactId>p</artifactId><version>2.0</version></parent><artifactId>app</artifactId></project>")
                .is(201);
        client.put("com/acme/app/3-SNAPSHOT/app-3-20260102.030405-1.pom", pom("com.acme", "app", "3-SNAPSHOT"))
                .is(201);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "file.txt",
                "com/file.txt",
                "com/acme/file.txt",
                "com.acme/app/1.0/app-1.0.jar",
                "c%20m/acme/app/1.0/app-1.0.jar",
                "com/acme/a%C3%A4/1.0/app-1.0.jar",
                "com/acme/a:b/1.0/app-1.0.jar",
                "com/acme/app/1%2C0/app-1.0.jar",
                "com/acme/app/%5B1.0%5D/x.jar",
                "com/acme/app/1.0/",
                "com/acme/app/$%7Bversion%7D/app.jar",
                ""
            })
    void pathsThatMavenCouldNotResolveAreRefused(String path) {
        var refusal = client.put(path, "x").is(400);

        assertThat(refusal.header("Content-Type")).isEqualTo("application/problem+json");
        client.get(path.isEmpty() ? "x" : path).is(404);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "com/acme/app/site/index.html",
                "com/acme/app/notes.txt",
                "com/acme/app/app-1.0.jar",
                "com/acme/app/apidocs/com/acme/App.html",
                "com/acme/app/maven-metadata.xml.bak"
            })
    void fileOfNoVersionIsRefused(String path) {
        client.put(APP + ".jar", "jar").is(201);

        assertThat(client.put(path, "x").is(400).text()).contains("would make", "a version of");
        client.put(path + ".sha1", hash("SHA-1", "x")).is(400);

        client.get(path).is(404);
        assertThat(Maven.in(client.repository()).versions("com.acme:app")).containsExactly("1.0");
        assertThat(Maven.in(client.repository()).versions("com:acme")).isEmpty();
    }

    @Test
    void versionsMayBeCalledAnythingAndHaveFilesOfAnyName() {
        client.put("com/acme/app/site/app-site.jar", "jar").is(201);
        client.put("com/acme/app/site/LICENSE.txt", "x").is(201);
        client.put("com/acme/app_2.12_1.0/1.0/app-1.0.jar", "what sbt makes of a plugin")
                .is(201);

        assertThat(Maven.in(client.repository()).versions("com.acme:app")).containsExactly("site");
    }

    @ParameterizedTest
    @ValueSource(strings = {"LATEST", "RELEASE"})
    void wordsForTheNewestVersionAreNoVersions(String word) {
        Maven maven = Maven.in(client.repository());

        assertThat(client.put("com/acme/app/" + word + "/app-" + word + ".jar", "x")
                        .is(400)
                        .text())
                .contains("clients ask for the newest version");
        assertThatThrownBy(() -> maven.deployment()
                        .add("com.acme:app:" + word, new byte[1])
                        .publish())
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("clients ask for the newest version");

        assertThat(maven.versions("com.acme:app")).isEmpty();
    }

    @Test
    void generatedDocumentsCannotBePut() {
        assertThat(client.put("archetype-catalog.xml", "x").is(405).header("Allow"))
                .isEqualTo("GET, HEAD");
        client.put(".meta/prefixes.txt", "x").is(405);
        client.send("POST", APP + ".jar", java.util.Map.of(), new byte[0]).is(405);
    }

    @Test
    void theNewestBuildOfASnapshotSpeaksForTheVersion() {
        client.put(
                        "com/acme/app/2-SNAPSHOT/app-2-20260102.030405-1.pom",
                        pom("com.acme", "app", "2-SNAPSHOT", "<name>One</name>"))
                .is(201);
        client.put(
                        "com/acme/app/2-SNAPSHOT/app-2-20260102.030405-2.pom",
                        pom("com.acme", "app", "2-SNAPSHOT", "<name>Two</name>"))
                .is(201);

        var view = client.repository()
                .view(PackageName.of("com.acme:app"), ViewScope.everything())
                .orElseThrow();
        assertThat(view.versions()).hasSize(1);
        assertThat(view.versions().get(0).manifest()).contains("Two");
        assertThat(view.versions().get(0).files()).hasSize(2);
    }
}
