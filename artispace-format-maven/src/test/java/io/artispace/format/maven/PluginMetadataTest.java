package io.artispace.format.maven;

import static io.artispace.format.maven.MavenClient.pom;
import static org.assertj.core.api.Assertions.assertThat;

import io.artispace.PackageName;
import io.artispace.Repository;
import io.artispace.format.Rendering;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Metadata about several artifacts: the plugins of a group, and the catalog of archetypes. */
class PluginMetadataTest {
    private final MavenClient client = new MavenClient();

    @AfterEach
    void close() {
        client.close();
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
    void anArchetypeWhosePomIsDeletedLeavesTheCatalog() {
        client.put(
                        "com/acme/start/1.0/start-1.0.pom",
                        pom("com.acme", "start", "1.0", "<packaging>maven-archetype</packaging>"))
                .is(201);
        client.put("com/acme/start/1.0/start-1.0.jar", "jar").is(201);
        client.get("archetype-catalog.xml").is(200);

        client.delete("com/acme/start/1.0/start-1.0.pom").is(204);

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
