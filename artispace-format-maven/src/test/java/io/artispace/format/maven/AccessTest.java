package io.artispace.format.maven;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.artispace.DeniedException;
import io.artispace.Hosted;
import io.artispace.Hosted.Deletion;
import io.artispace.PackageName;
import io.artispace.Registry;
import io.artispace.Repository;
import io.artispace.ViewScope;
import io.artispace.access.AccessPolicy;
import io.artispace.access.Caller;
import io.artispace.access.Role;
import io.artispace.access.TokenScope;
import io.artispace.event.RegistryEvent;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.jar.JarOutputStream;
import java.util.zip.ZipEntry;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AccessTest {
    private static final String JAR = "com/acme/app/1.0/app-1.0.jar";

    private final MavenClient client = new MavenClient(
            Hosted.named("maven").format("maven").setting("versions", "mixed").deletion(Deletion.PUBLISHERS));

    @AfterEach
    void close() {
        client.close();
    }

    @ParameterizedTest(name = "{0} {1} with a token for com.acme:app: {2}")
    @CsvSource({
        "PUT, com/acme/app/2.0/app-2.0.jar, 201",
        "PUT, com/acme/app/2.0/app-2.0.jar.asc, 201",
        "PUT, com/acme/app/maven-metadata.xml, 201",
        "PUT, com/acme/app/maven-metadata.xml.sha1, 201",
        "PUT, com/acme/app/2.0-SNAPSHOT/maven-metadata.xml, 201",
        "PUT, com/acme/maven-metadata.xml, 201",
        "PUT, com/acme/maven-metadata.xml.sha1, 201",
        "PUT, com/maven-metadata.xml, 404",
        "PUT, com/acme/app/more/maven-metadata.xml, 404",
        "PUT, org/acme/maven-metadata.xml, 404",
        "GET, com/acme/maven-metadata.xml, 404",
        "GET, com/acme/app/1.0/app-1.0.jar, 200",
        "GET, com/acme/app/1.0/app-1.0.jar.sha1, 200",
        "GET, com/acme/app/maven-metadata.xml, 200",
        "DELETE, com/acme/app/1.0/app-1.0.jar, 204",
        "PUT, com/acme/other/2.0/other-2.0.jar, 404",
        "PUT, com/acme/other/2.0/other-2.0.jar.sha1, 404",
        "PUT, com/acme/other/maven-metadata.xml, 404",
        "GET, com/acme/other/1.0/other-1.0.jar, 404",
        "GET, com/acme/other/maven-metadata.xml, 404",
        "GET, com/acme/, 404",
        "GET, '', 404",
        "GET, archetype-catalog.xml, 404",
        "DELETE, com/acme/other/1.0/other-1.0.jar, 404",
        "DELETE, com/acme/other/, 404",
        "DELETE, com/acme/other/1.0, 404",
        "DELETE, com/acme/app/, 404",
        "DELETE, com/acme/app/1.0, 404",
    })
    void aTokenForOnePackageReachesNoOther(String method, String path, int status) {
        client.put(JAR, "x").is(201);
        client.put("com/acme/other/1.0/other-1.0.jar", "x").is(201);
        TokenScope scope = new TokenScope(Role.WRITE, Set.of(), Set.of("com.acme:app"));
        Caller caller = new Caller("ci", Caller.Kind.USER, Role.WRITE, scope, Map.of());

        client.send(caller, method, path, Map.of(), body("0".repeat(40))).is(status);

        client.get("com/acme/other/1.0/other-1.0.jar").is(200);
    }

    @Test
    void aTokenForOnePackageReadsNoPluginsAtThatPackagesAddress() throws IOException {
        client.put(JAR, "x").is(201);
        byte[] plugin = PluginMetadataTest.plugin("com.acme.app", "hidden-maven-plugin", "hidden", "");
        Maven.in(client.repository())
                .deployment()
                .add("com.acme.app:hidden-maven-plugin:1.0", plugin)
                .publish();
        TokenScope scope = new TokenScope(Role.READ, Set.of(), Set.of("com.acme:app"));
        Caller limited = new Caller("ci", Caller.Kind.USER, Role.READ, scope, Map.of());
        String metadata = "com/acme/app/maven-metadata.xml";

        assertThat(client.get(metadata).is(200).text()).contains("hidden");
        assertThat(client.send(limited, "GET", metadata, Map.of(), body(""))
                        .is(200)
                        .text())
                .contains("<version>1.0</version>")
                .doesNotContain("hidden");
    }

    @Test
    void aTokenForAGroupDeploysAPlugin() throws IOException {
        TokenScope scope = new TokenScope(Role.WRITE, Set.of(), Set.of("com.acme:*"));
        Caller caller = new Caller("ci", Caller.Kind.USER, Role.WRITE, scope, Map.of());
        String jar = "com/acme/greeting-maven-plugin/1.0/greeting-maven-plugin-1.0.jar";

        for (String path :
                List.of(jar, "com/acme/greeting-maven-plugin/maven-metadata.xml", "com/acme/maven-metadata.xml")) {
            client.send(caller, "PUT", path, Map.of(), new ByteArrayInputStream(plugin()))
                    .is(201);
        }

        assertThat(client.get("com/acme/maven-metadata.xml").is(200).text())
                .contains("<prefix>greeting</prefix>", "<artifactId>greeting-maven-plugin</artifactId>");
    }

    @Test
    void notesAreReadFromJavaOnlyByWhoMayReadAPackageThatTheyAreAbout() throws IOException {
        Maven.in(client.repository())
                .deployment()
                .add("com.acme:greeting-maven-plugin:1.0", plugin())
                .publish();
        PackageName group = PackageName.of("com.acme");

        for (String readable : List.of("com.acme:greeting-maven-plugin", "com.acme:other")) {
            TokenScope scope = new TokenScope(Role.READ, Set.of(), Set.of(readable));
            Repository read = client.repository().as(new Caller("ci", Caller.Kind.USER, Role.READ, scope, Map.of()));
            boolean told = readable.endsWith("plugin");
            assertThat(read.view(group, ViewScope.versions()).isPresent()).isEqualTo(told);
            assertThat(read.revision(group).isPresent()).isEqualTo(told);
        }
    }

    /** As over HTTP: a document of notes is cached for all, so it cannot leave some out. */
    @Test
    void documentOfNotesIsReadOnlyByWhoMayReadTheRepositoryAsAWhole() {
        AccessPolicy allButOne = request -> request.packageName()
                .filter(name -> !name.value().equals("com.acme:start"))
                .isPresent();
        Hosted definition = Hosted.named("maven").format("maven");
        Caller caller = Caller.user("ann", Role.READ);
        try (MavenClient guarded =
                new MavenClient(definition, Registry.builder().access(allButOne))) {
            Maven.in(guarded.repository())
                    .deployment()
                    .add("com.acme:start:pom:1.0", archetype("start"))
                    .publish();
            Repository read = guarded.repository().as(caller);

            guarded.send(caller, "GET", "archetype-catalog.xml", Map.of(), body(""))
                    .is(404);
            assertThatThrownBy(() -> read.document(ArchetypeCatalog.PACKAGE, ArchetypeCatalog.RENDERING))
                    .isInstanceOf(DeniedException.class);
            assertThat(read.view(ArchetypeCatalog.PACKAGE, ViewScope.versions()))
                    .isEmpty();
        }
    }

    /** What is noted of it under the names of its group and of the archetypes comes and goes with it. */
    @Test
    void whoMayChangeOnePackageDeploysAndDeletesItFromJavaWithAllThatIsNotedOfIt() throws IOException {
        client.put("com/acme/start/1.0/start-1.0.pom", archetype("start")).is(201);
        TokenScope scope =
                new TokenScope(Role.WRITE, Set.of(), Set.of("com.acme:greeting-maven-plugin", "com.acme:begin"));
        Maven maven = Maven.in(client.repository().as(new Caller("ci", Caller.Kind.USER, Role.WRITE, scope, Map.of())));

        for (String version : List.of("1.0", "1.1-SNAPSHOT", "1.1-SNAPSHOT")) {
            maven.deployment()
                    .add("com.acme:greeting-maven-plugin:" + version, plugin())
                    .add("com.acme:begin:pom:" + version, archetype("begin", version))
                    .publish();
        }
        assertThat(client.get("com/acme/maven-metadata.xml").is(200).text()).contains("<prefix>greeting</prefix>");
        assertThat(client.get("archetype-catalog.xml").is(200).text()).contains("begin", "start");
        assertThat(client.registry().events().after(0, 1_000))
                .filteredOn(event -> "com.acme".equals(event.packageName()))
                .extracting(RegistryEvent::caller)
                .containsOnly("ci");

        assertThat(maven.delete("com.acme:greeting-maven-plugin")).isTrue();
        assertThat(maven.delete("com.acme:begin")).isTrue();
        client.get("com/acme/maven-metadata.xml").is(404);
        assertThat(client.get("archetype-catalog.xml").is(200).text())
                .contains("start")
                .doesNotContain("begin");
        assertThatThrownBy(() -> maven.delete("com.acme:start")).isInstanceOf(DeniedException.class);
    }

    private static byte[] archetype(String artifactId) {
        return archetype(artifactId, "1.0");
    }

    private static byte[] archetype(String artifactId, String version) {
        return ("<project><modelVersion>4.0.0</modelVersion><groupId>com.acme</groupId><artifactId>" + artifactId
                        + "</artifactId><version>" + version
                        + "</version><packaging>maven-archetype</packaging></project>")
                .getBytes(UTF_8);
    }

    private static byte[] plugin() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (JarOutputStream jar = new JarOutputStream(bytes)) {
            jar.putNextEntry(new ZipEntry("META-INF/maven/plugin.xml"));
            jar.write("""
                    <plugin><groupId>com.acme</groupId><artifactId>greeting-maven-plugin</artifactId>
                    <goalPrefix>greeting</goalPrefix></plugin>""".getBytes(UTF_8));
        }
        return bytes.toByteArray();
    }

    @Test
    void refusalsAreToldInTheFormThatMavenShows() {
        var unknown =
                client.send(Caller.anonymous(), "PUT", JAR, Map.of(), body("x")).is(401);
        assertThat(unknown.header("WWW-Authenticate")).startsWith("Basic realm=");
        var reader = client.send(Caller.user("reader", Role.READ), "PUT", JAR, Map.of(), body("x"))
                .is(403);
        assertThat(reader.header("Content-Type")).isEqualTo("application/problem+json");
        assertThat(reader.text()).contains("\"status\":403", "\\\"reader\\\" may not publish");
    }

    @Test
    void anUploadThatBreaksOffLeavesNothing() {
        InputStream broken = new SequenceInputStream(body("half of a "), new InputStream() {
            @Override
            public int read() throws IOException {
                throw new IOException("connection reset");
            }

            @Override
            public int read(byte[] buffer, int offset, int length) throws IOException {
                return read();
            }
        });

        client.send(Caller.host(), "PUT", JAR, Map.of(), broken).is(400);

        client.get(JAR).is(404);
        client.get("com/acme/app/maven-metadata.xml").is(404);
        client.put(JAR, "whole").is(201);
    }

    private static InputStream body(String text) {
        return new ByteArrayInputStream(text.getBytes(UTF_8));
    }
}
