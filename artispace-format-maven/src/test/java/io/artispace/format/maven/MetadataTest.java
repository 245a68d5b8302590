package io.artispace.format.maven;

import static io.artispace.format.maven.MavenClient.pom;
import static org.assertj.core.api.Assertions.assertThat;

import io.artispace.FilePath;
import io.artispace.Hosted;
import io.artispace.Overwrite;
import io.artispace.PackageChanges;
import io.artispace.PackageName;
import io.artispace.Publication;
import io.artispace.Repository;
import io.artispace.StagedBlob;
import io.artispace.format.Rendering;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

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

    /** The end of a jar is read, more of it where the directory is larger than usual, or a comment longer. */
    @Test
    void pluginIsFoundInJarWithManyEntriesAndLongComment() throws Exception {
        String descriptor =
                "<plugin><groupId>com.acme</groupId><artifactId>%s</artifactId><goalPrefix>%s</goalPrefix></plugin>";
        for (Map.Entry<String, byte[]> jar : Map.of(
                        "entries", zip("META-INF/maven/plugin.xml", descriptor.formatted("entries", "e"), 200, ""),
                        "comment",
                                zip(
                                        "META-INF/maven/plugin.xml",
                                        descriptor.formatted("comment", "c"),
                                        0,
                                        "c".repeat(5_000)),
                        "both",
                                zip(
                                        "META-INF/maven/plugin.xml",
                                        descriptor.formatted("both", "b"),
                                        200,
                                        "c".repeat(0xffff)))
                .entrySet()) {
            client.put("com/acme/" + jar.getKey() + "/1.0/" + jar.getKey() + "-1.0.jar", jar.getValue())
                    .is(201);
        }

        assertThat(client.get("com/acme/maven-metadata.xml").is(200).text())
                .contains("<prefix>e</prefix>", "<prefix>c</prefix>", "<prefix>b</prefix>");
    }

    @Test
    void pluginsAreListedUnderTheirPrefixesWhateverComesFirst() throws Exception {
        String one = "com/acme/tools/one-maven-plugin/1.0/one-maven-plugin-1.0";
        client.put(one + ".jar", plugin("com.acme.tools", "one-maven-plugin", "one", "Tool &amp; One"))
                .is(201);
        client.put(
                        one + ".pom",
                        pom("com.acme.tools", "one-maven-plugin", "1.0", "<packaging>maven-plugin</packaging>"))
                .is(201);
        String two = "com/acme/tools/two-maven-plugin/1.0/two-maven-plugin-1.0";
        client.put(
                        two + ".pom",
                        pom("com.acme.tools", "two-maven-plugin", "1.0", "<packaging>maven-plugin</packaging>"))
                .is(201);
        client.put(two + ".jar", plugin("com.acme.tools", "two-maven-plugin", "two", ""))
                .is(201);
        client.put("com/acme/tools/shaded/1.0/shaded-1.0.jar", plugin("com.acme.tools", "other", "no", ""))
                .is(201);
        client.put("com/acme/tools/broken/1.0/broken-1.0.jar", zip("META-INF/maven/plugin.xml", "<plugin>"))
                .is(201);

        assertThat(client.get("com/acme/tools/maven-metadata.xml").is(200).text())
                .isEqualTo("""
                        <?xml version="1.0" encoding="UTF-8"?>
                        <metadata>
                          <plugins>
                            <plugin>
                              <name>Tool &amp; One</name>
                              <prefix>one</prefix>
                              <artifactId>one-maven-plugin</artifactId>
                            </plugin>
                            <plugin>
                              <name>two-maven-plugin</name>
                              <prefix>two</prefix>
                              <artifactId>two-maven-plugin</artifactId>
                            </plugin>
                          </plugins>
                        </metadata>
                        """);
    }

    @Test
    void aPluginGoesWithItsLastVersion() throws Exception {
        for (String version : List.of("1.0", "1.1")) {
            client.put(
                            "com/acme/tools/one/" + version + "/one-" + version + ".jar",
                            plugin("com.acme.tools", "one", "one", ""))
                    .is(201);
        }

        client.delete("com/acme/tools/one/1.0/").is(204);
        client.get("com/acme/tools/maven-metadata.xml").is(200);
        client.delete("com/acme/tools/one/1.1/one-1.1.jar").is(204);
        client.get("com/acme/tools/maven-metadata.xml").is(404);
    }

    @ParameterizedTest(name = "{0}")
    @EnumSource
    void aJarWhosePluginDescriptorCannotBeReadIsAJarLikeAnyOther(PluginDamage damage) throws Exception {
        byte[] jar = damage.jar();

        client.put("com/acme/tools/one/1.0/one-1.0.jar", jar).is(201);

        assertThat(client.get("com/acme/tools/one/1.0/one-1.0.jar").is(200).bytes())
                .isEqualTo(jar);
        client.get("com/acme/tools/maven-metadata.xml").is(404);
    }

    @Test
    void anArtifactAndAGroupOfPluginsMayShareADirectory() throws Exception {
        client.put("com/acme/tools/1.0/tools-1.0.jar", "x").is(201);
        client.put("com/acme/tools/one/1.0/one-1.0.jar", plugin("com.acme.tools", "one", "one", ""))
                .is(201);

        String both = client.get("com/acme/tools/maven-metadata.xml").is(200).text();

        assertThat(both).contains("<version>1.0</version>", "<prefix>one</prefix>");
        assertThat(client.get("com/acme/tools/maven-metadata.xml.sha1").text())
                .isEqualTo(MavenClient.hash("SHA-1", both));
        client.get(
                        "com/acme/tools/maven-metadata.xml",
                        "If-None-Match",
                        client.get("com/acme/tools/maven-metadata.xml").header("ETag"))
                .is(304);
    }

    @Test
    void archetypesAreListedInTheirCatalog() {
        client.get("archetype-catalog.xml").is(404);
        client.put(
                        "com/acme/start/1.0/start-1.0.pom",
                        pom(
                                "com.acme",
                                "start",
                                "1.0",
                                "<packaging>maven-archetype</packaging><description>A &lt;start></description>"))
                .is(201);

        assertThat(client.get("archetype-catalog.xml").is(200).text()).isEqualTo("""
                        <?xml version="1.0" encoding="UTF-8"?>
                        <archetype-catalog>
                          <archetypes>
                            <archetype>
                              <groupId>com.acme</groupId>
                              <artifactId>start</artifactId>
                              <version>1.0</version>
                              <description>A &lt;start&gt;</description>
                            </archetype>
                          </archetypes>
                        </archetype-catalog>
                        """);
        client.get("archetype-catalog.xml.md5").is(200);
        client.delete("com/acme/start/").is(204);
        client.get("archetype-catalog.xml").is(404);
    }

    @Test
    void artifactThatIsNoArchetypeAnyMoreLeavesTheCatalog() {
        String build = "com/acme/start/1.0-SNAPSHOT/start-1.0-20260102.030405-";
        String archetype = "<packaging>maven-archetype</packaging>";
        client.put("com/acme/other/1.0/other-1.0.pom", pom("com.acme", "other", "1.0", archetype))
                .is(201);
        client.put(build + "1.pom", pom("com.acme", "start", "1.0-SNAPSHOT", archetype))
                .is(201);
        assertThat(client.get("archetype-catalog.xml").text()).contains("<version>1.0-SNAPSHOT</version>");

        client.put(build + "2.pom", pom("com.acme", "start", "1.0-SNAPSHOT")).is(201);
        assertThat(client.get("archetype-catalog.xml").text())
                .contains("<artifactId>other</artifactId>")
                .doesNotContain("start");

        client.put(build + "3.pom", pom("com.acme", "start", "1.0-SNAPSHOT", archetype))
                .is(201);
        client.delete("com/acme/other/1.0/").is(204);
        assertThat(client.get("archetype-catalog.xml").text()).contains("start").doesNotContain("other");
    }

    @Test
    void packagesForPluginsAndArchetypesAreHiddenFromUsers() throws Exception {
        client.put("com/acme/tools/one/1.0/one-1.0.jar", plugin("com.acme.tools", "one", "one", ""))
                .is(201);
        client.put(
                        "com/acme/start/1.0/start-1.0.pom",
                        pom("com.acme", "start", "1.0", "<packaging>maven-archetype</packaging>"))
                .is(201);
        client.get("com/acme/tools/maven-metadata.xml").is(200);
        client.get("archetype-catalog.xml").is(200);

        assertThat(client.repository().packages("", "", 10))
                .extracting(hit -> hit.name().value())
                .containsExactly("com.acme.tools:one", "com.acme:start");
        for (String text : List.of("", "acme")) {
            assertThat(client.repository().search(text, 0, 10))
                    .extracting(hit -> hit.name().value())
                    .containsExactlyInAnyOrder("com.acme.tools:one", "com.acme:start");
        }
        assertThat(client.repository().search("archetypes", 0, 10)).isEmpty();
    }

    @Test
    void pluginsAndArchetypesAreListedAsOfAMomentAtWhichTheyWereThere() throws Exception {
        client.put("com/acme/tools/one/1.0/one-1.0.jar", plugin("com.acme.tools", "one", "one", ""))
                .is(201);
        String archetype = "<packaging>maven-archetype</packaging>";
        client.put("com/acme/start/1.0/start-1.0.pom", pom("com.acme", "start", "1.0", archetype))
                .is(201);
        client.pass(Duration.ofDays(30));
        client.put("com/acme/tools/two/1.0/two-1.0.jar", plugin("com.acme.tools", "two", "two", ""))
                .is(201);
        client.put("com/acme/start/1.1/start-1.1.pom", pom("com.acme", "start", "1.1", archetype))
                .is(201);
        client.put("org/acme/three/1.0/three-1.0.jar", plugin("org.acme", "three", "three", ""))
                .is(201);
        Repository past = client.repository().asOf(MavenClient.START.plus(Duration.ofDays(1)));

        assertThat(text(past, "com.acme.tools", PluginMetadata.RENDERING))
                .contains("<prefix>one</prefix>")
                .doesNotContain("two");
        assertThat(text(past, ".archetypes", ArchetypeCatalog.RENDERING))
                .contains("<version>1.0</version>")
                .doesNotContain("1.1");
        assertThat(text(past, "org.acme", PluginMetadata.RENDERING)).isEqualTo("none");
        Repository before = client.repository().asOf(MavenClient.START.minus(Duration.ofDays(1)));
        assertThat(text(before, "com.acme.tools", PluginMetadata.RENDERING)).isEqualTo("none");
        assertThat(past.search("", 0, 10))
                .extracting(hit -> hit.name().value())
                .containsExactlyInAnyOrder("com.acme.tools:one", "com.acme:start");
    }

    private static String text(Repository repository, String packageName, Rendering rendering) {
        return repository
                .document(PackageName.of(packageName), rendering)
                .map(document -> new String(document.bytes(), StandardCharsets.UTF_8))
                .orElse("none");
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

    static byte[] plugin(String group, String artifact, String prefix, String name) throws IOException {
        return zip(
                "META-INF/maven/plugin.xml",
                "<?xml version=\"1.0\"?><plugin><name>" + name + "</name><groupId>" + group + "</groupId><artifactId>"
                        + artifact + "</artifactId><goalPrefix>" + prefix
                        + "</goalPrefix><mojos><mojo><goal>x</goal></mojo></mojos></plugin>");
    }

    static byte[] zip(String entry, String content) throws IOException {
        return zip(entry, content, 0, "a comment");
    }

    private static byte[] zip(String entry, String content, int others, String comment) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(out)) {
            zip.putNextEntry(new ZipEntry("first.txt"));
            zip.write(new byte[100_000]);
            zip.closeEntry();
            zip.putNextEntry(new ZipEntry(entry));
            zip.write(content.getBytes(StandardCharsets.UTF_8));
            zip.closeEntry();
            for (int i = 0; i < others; i++) {
                zip.putNextEntry(new ZipEntry("com/acme/tools/with/a/longer/name/Content" + i + ".class"));
                zip.closeEntry();
            }
            zip.setComment(comment);
        }
        return out.toByteArray();
    }
}
