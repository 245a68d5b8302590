package io.artispace.format.maven;

import static io.artispace.format.maven.MavenClient.pom;
import static org.assertj.core.api.Assertions.assertThat;

import io.artispace.FilePath;
import io.artispace.Hosted;
import io.artispace.Overwrite;
import io.artispace.PackageChanges;
import io.artispace.PackageName;
import io.artispace.Publication;
import io.artispace.StagedBlob;
import java.io.ByteArrayInputStream;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class MetadataTest {
    private final MavenClient client = new MavenClient();

    @AfterEach
    void close() {
        client.close();
    }

    @Test
    void versionsAreListedInMavensOrder() {
        for (String version : List.of("1.10", "1.2", "1.3-SNAPSHOT", "1.2-rc1", "2.0-SNAPSHOT")) {
            client.put("com/acme/app/" + version + "/" + file(version), "x").is(201);
        }
        client.pass(Duration.ofSeconds(1));
        client.put("com/acme/app/1.10/app-1.10.pom", pom("com.acme", "app", "1.10"))
                .is(201);

        assertThat(client.get("com/acme/app/maven-metadata.xml").is(200).text()).isEqualTo("""
                        <?xml version="1.0" encoding="UTF-8"?>
                        <metadata>
                          <groupId>com.acme</groupId>
                          <artifactId>app</artifactId>
                          <versioning>
                            <latest>2.0-SNAPSHOT</latest>
                            <release>1.10</release>
                            <versions>
                              <version>1.2-rc1</version>
                              <version>1.2</version>
                              <version>1.3-SNAPSHOT</version>
                              <version>1.10</version>
                              <version>2.0-SNAPSHOT</version>
                            </versions>
                            <lastUpdated>20260102030406</lastUpdated>
                          </versioning>
                        </metadata>
                        """);
    }

    private static String file(String version) {
        return version.endsWith("-SNAPSHOT")
                ? "app-" + version.replace("SNAPSHOT", "20260102.030405-1") + ".jar"
                : "app-" + version + ".jar";
    }

    @Test
    void theNewestFilesOfASnapshotAreListed() {
        String app = "com/acme/app/1.1-SNAPSHOT/app-1.1-";
        for (String name : List.of(
                "20260102.030405-1.jar",
                "20260102.030405-1.pom",
                "20260102.030405-1-sources.jar",
                "20260102.030405-1.jar.asc",
                "20260103.000000-2.jar",
                "20260103.000000-2.pom",
                "20260103.000000-2-build.pom",
                "20260103.000000-10.jar",
                "SNAPSHOT.war")) {
            String content =
                    name.endsWith("2.pom") || name.endsWith("1.pom") ? pom("com.acme", "app", "1.1-SNAPSHOT") : "x";
            client.put(app + name, content).is(201);
        }

        assertThat(client.get("com/acme/app/1.1-SNAPSHOT/maven-metadata.xml")
                        .is(200)
                        .text())
                .isEqualTo("""
                        <?xml version="1.0" encoding="UTF-8"?>
                        <metadata>
                          <groupId>com.acme</groupId>
                          <artifactId>app</artifactId>
                          <version>1.1-SNAPSHOT</version>
                          <versioning>
                            <snapshot>
                              <timestamp>20260103.000000</timestamp>
                              <buildNumber>10</buildNumber>
                            </snapshot>
                            <lastUpdated>20260103000000</lastUpdated>
                            <snapshotVersions>
                              <snapshotVersion>
                                <extension>jar</extension>
                                <value>1.1-20260103.000000-10</value>
                                <updated>20260103000000</updated>
                              </snapshotVersion>
                              <snapshotVersion>
                                <extension>jar.asc</extension>
                                <value>1.1-20260102.030405-1</value>
                                <updated>20260102030405</updated>
                              </snapshotVersion>
                              <snapshotVersion>
                                <extension>pom</extension>
                                <value>1.1-20260103.000000-2</value>
                                <updated>20260103000000</updated>
                              </snapshotVersion>
                              <snapshotVersion>
                                <extension>war</extension>
                                <value>1.1-SNAPSHOT</value>
                                <updated>20260102030405</updated>
                              </snapshotVersion>
                              <snapshotVersion>
                                <classifier>build</classifier>
                                <extension>pom</extension>
                                <value>1.1-20260103.000000-2</value>
                                <updated>20260103000000</updated>
                              </snapshotVersion>
                              <snapshotVersion>
                                <classifier>sources</classifier>
                                <extension>jar</extension>
                                <value>1.1-20260102.030405-1</value>
                                <updated>20260102030405</updated>
                              </snapshotVersion>
                            </snapshotVersions>
                          </versioning>
                        </metadata>
                        """);
        client.get("com/acme/app/1.2-SNAPSHOT/maven-metadata.xml").is(404);
    }

    @Test
    void uploadedMetadataIsAcceptedAndChangesNothing() {
        client.put("com/acme/app/1.0/app-1.0.jar", "x").is(201);
        String before = client.get("com/acme/app/maven-metadata.xml").text();

        client.deploy(
                "com/acme/app/maven-metadata.xml",
                "<metadata><versioning><versions><version>9</version></versions></versioning></metadata>");
        client.deploy("com/acme/app/1.1-SNAPSHOT/maven-metadata.xml", "<metadata/>");
        client.put("com/acme/app/maven-metadata.xml.sha1", "0000000000000000000000000000000000000000")
                .is(201);
        client.put("com/acme/app/maven-metadata.xml", new byte[17 * 1024 * 1024])
                .is(413);

        assertThat(client.get("com/acme/app/maven-metadata.xml").text()).isEqualTo(before);
        client.get("com/acme/app/1.1-SNAPSHOT/maven-metadata.xml").is(404);
    }

    @Test
    void twelveVersionsDeployedAtOnceAreAllListed() throws Exception {
        ExecutorService connections = Executors.newFixedThreadPool(12);
        try {
            List<Future<Integer>> answers = new java.util.ArrayList<>();
            for (int i = 0; i < 12; i++) {
                String version = "1." + i;
                answers.add(
                        connections.submit(() -> client.put("com/acme/app/" + version + "/app-" + version + ".jar", "x")
                                .response()
                                .status()));
            }
            for (Future<Integer> answer : answers) {
                assertThat(answer.get()).isEqualTo(201);
            }
        } finally {
            connections.shutdown();
        }
        for (int i = 0; i < 12; i++) {
            assertThat(client.get("com/acme/app/maven-metadata.xml").text()).contains("<version>1." + i + "</version>");
        }
    }

    @Test
    void prefixesAreListedOnlyWhereTheRepositoryIsSetUpForIt() {
        client.put("com/acme/app/1.0/app-1.0.jar", "x").is(201);
        client.get(".meta/prefixes.txt").is(404);
        try (MavenClient filtering =
                new MavenClient(Hosted.named("maven").format("maven").setting("prefixes", "generated"))) {
            filtering.get(".meta/prefixes.txt").is(404);
            filtering.put("com/acme/app/1.0/app-1.0.jar", "x").is(201);
            filtering.put("org/acme/app/1.0/app-1.0.jar", "x").is(201);

            assertThat(filtering.get(".meta/prefixes.txt").is(200).text())
                    .isEqualTo("## repository-prefixes/2.0\n/com\n/org\n");
            assertThat(filtering.get(".meta/prefixes.txt.sha1").text())
                    .isEqualTo(MavenClient.hash("SHA-1", "## repository-prefixes/2.0\n/com\n/org\n"));
        }
    }

    @Test
    void prefixesAreListedHoweverManyFilesStandBetweenThem() {
        try (MavenClient filtering =
                new MavenClient(Hosted.named("maven").format("maven").setting("prefixes", "generated"))) {
            filtering.put("com/acme/app/1.0/app-1.0.jar", "x").is(201);
            filtering.put("org/acme/app/1.0/app-1.0.jar", "x").is(201);
            try (Publication publication = filtering.repository().publish()) {
                StagedBlob content = publication.stage(new ByteArrayInputStream(new byte[1]));
                PackageChanges files = publication.change(PackageName.of("files"));
                for (int i = 1000; i < 3100; i++) {
                    files.putFile(FilePath.of("file-" + i), content, Overwrite.NEVER);
                }
                publication.commit();
            }

            assertThat(filtering.get(".meta/prefixes.txt").is(200).text())
                    .isEqualTo("## repository-prefixes/2.0\n/com\n/org\n");
        }
    }
}
