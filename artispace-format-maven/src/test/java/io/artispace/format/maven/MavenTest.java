package io.artispace.format.maven;

import static io.artispace.format.maven.MavenClient.pom;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.artispace.ConflictException;
import io.artispace.Group;
import io.artispace.Hosted;
import io.artispace.InvalidInputException;
import io.artispace.NotFoundException;
import io.artispace.Repository;
import io.artispace.format.maven.artifact.Coordinates;
import io.artispace.format.maven.layout.Artifact;
import io.artispace.format.maven.layout.FileName;
import io.artispace.format.maven.layout.Layout;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MavenTest {
    private final MavenClient client = new MavenClient();
    private final Maven maven = Maven.in(client.repository());

    @TempDir
    private Path folder;

    @AfterEach
    void close() {
        client.close();
    }

    @Test
    void gradlesNotationOfAnExtensionIsNotTakenForAVersion() {
        assertThatThrownBy(() -> maven.resolve("com.acme:app:1.0@zip"))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("Write group:artifact:extension:version");
    }

    @Test
    void fileThatIsNotThereAndDirectoryAreNamed() throws IOException {
        Path pom = Files.writeString(folder.resolve("pom.xml"), pom("com.acme", "app", "1.0", ""));
        Path absent = folder.resolve("app.jar");
        InputStream closed = InputStream.nullInputStream();
        closed.close();

        assertThatThrownBy(() -> maven.deploy("com.acme:app:1.0", absent, pom))
                .isInstanceOf(InvalidInputException.class)
                .hasMessage("Cannot deploy \"com.acme:app:jar:1.0\": there is no file \"" + absent
                        + "\". Build it first, or correct the path.");
        assertThatThrownBy(() -> maven.deploy("com.acme:app:1.0", folder, pom))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("\"" + folder + "\" is a directory");
        assertThatThrownBy(() -> maven.deployment()
                        .add(Coordinates.parse("com.acme:app:1.0"), () -> closed)
                        .publish())
                .isInstanceOf(InvalidInputException.class)
                .hasMessage("Cannot deploy \"com.acme:app:jar:1.0\": its content cannot be read.");
        assertThat(maven.versions("com.acme:app")).isEmpty();
    }

    @Test
    void clientsReadTheFilesThatWereDeployed() throws IOException {
        Coordinates deployed = deploy("1.0");

        assertThat(deployed).isEqualTo(Coordinates.parse("com.acme:app:1.0"));
        assertThat(client.get("com/acme/app/1.0/app-1.0.jar").is(200).text()).isEqualTo("jar 1.0");
        assertThat(client.get("com/acme/app/maven-metadata.xml").is(200).text()).contains("<release>1.0</release>");
        assertThat(maven.pom("com.acme:app:1.0").orElseThrow().name()).isEqualTo("App");
        assertThat(maven.files("com.acme:app:1.0"))
                .extracting(f -> f.path().fileName())
                .containsExactly("app-1.0.jar", "app-1.0.pom");
    }

    @Test
    void aDeploymentIsVisibleWholeOrNotAtAll() throws IOException {
        Deployment broken =
                maven.deployment().add("com.acme:one:1.0", file("one")).add("com.acme:two:pom:1.0", file("<project>"));

        assertThatThrownBy(broken::publish)
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("two-1.0.pom");
        assertThat(maven.find("com.acme:one:1.0")).isEmpty();

        maven.deployment()
                .add("com.acme:one:1.0", file("one"))
                .add("com.acme:one:jar:sources:1.0", file("sources"))
                .add(Coordinates.parse("com.acme:two:tar.gz:bin:2.0"), () -> new ByteArrayInputStream(new byte[] {1}))
                .publish();
        assertThat(read("com.acme:one:jar:sources:1.0")).isEqualTo("sources");
        assertThat(maven.resolve("com.acme:two:tar.gz:bin:2.0").file().view().size())
                .isEqualTo(1);
    }

    @Test
    void versionsAreResolvedAsMavenDoesIt() throws IOException {
        for (String version : List.of("1.10", "1.2", "2.0", "2.1-SNAPSHOT")) {
            deploy(version);
        }

        assertThat(maven.versions("com.acme:app")).containsExactly("1.2", "1.10", "2.0", "2.1-SNAPSHOT");
        assertThat(read("com.acme:app:[1.0,2.0)")).isEqualTo("jar 1.10");
        assertThat(read("com.acme:app:RELEASE")).isEqualTo("jar 2.0");
        assertThat(read("com.acme:app:LATEST")).isEqualTo("jar 2.1-SNAPSHOT");
        assertThat(maven.find("com.acme:app:[3,)")).isEmpty();
        assertThat(maven.find("com.acme:none:LATEST")).isEmpty();
        assertThatThrownBy(() -> maven.resolve("com.acme:app:3.0"))
                .isInstanceOf(NotFoundException.class)
                .hasMessage(
                        "There is no \"com.acme:app:3.0\" in \"maven\"; the newest versions of com.acme:app there are"
                                + " [1.2, 1.10, 2.0, 2.1-SNAPSHOT].");
        assertThatThrownBy(() -> maven.resolve("com.acme:app:jar:sources:2.0"))
                .isInstanceOf(NotFoundException.class)
                .hasMessageEndingWith(
                        "; of this version there are [app-2.0.jar, app-2.0.pom]. Check extension and" + " classifier.");
        assertThatThrownBy(() -> maven.resolve("com.acme:none:LATEST"))
                .isInstanceOf(NotFoundException.class)
                .hasMessageEndingWith("; nothing of com.acme:none is there. Check the coordinates, and whether this is"
                        + " the repository.");
    }

    @Test
    void artifactWhoseVersionsAreAllRemovedIsNotSaidToBeUnknown() throws IOException {
        deploy("1.0");
        maven.delete("com.acme:app:1.0");

        assertThatThrownBy(() -> maven.resolve("com.acme:app:1.0"))
                .isInstanceOf(NotFoundException.class)
                .hasMessage(
                        "There is no \"com.acme:app:1.0\" in \"maven\"; none of the versions of com.acme:app are shown"
                                + " there: they were removed, or are left out by a rule, an instant or a session.");
    }

    @Test
    void eachDeployOfASnapshotIsABuildOfItsOwn() throws IOException {
        Coordinates first = deploy("1.1-SNAPSHOT");
        client.pass(Duration.ofMinutes(1));
        Coordinates second = deploy("1.1-SNAPSHOT");

        assertThat(first.version()).isEqualTo("1.1-20260102.030405-1");
        assertThat(second.version()).isEqualTo("1.1-20260102.030505-2");
        assertThat(maven.resolve("com.acme:app:1.1-SNAPSHOT").coordinates()).isEqualTo(second);
        assertThat(maven.resolve(first.toString()).coordinates()).isEqualTo(first);
        assertThat(client.get("com/acme/app/1.1-SNAPSHOT/maven-metadata.xml").text())
                .contains("<buildNumber>2</buildNumber>");
        assertThat(maven.versions("com.acme:app")).containsExactly("1.1-SNAPSHOT");
    }

    @Test
    void snapshotsDeployedAtOnceGetDifferentNumbers() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(8);
        try {
            List<Future<List<Coordinates>>> builds = new ArrayList<>();
            for (int i = 0; i < 16; i++) {
                byte[] content = {(byte) i};
                builds.add(threads.submit(() -> maven.deployment()
                        .add(Coordinates.parse("com.acme:app:1.1-SNAPSHOT"), () -> new ByteArrayInputStream(content))
                        .publish()));
            }
            List<String> versions = new ArrayList<>();
            for (Future<List<Coordinates>> build : builds) {
                versions.add(build.get().get(0).version());
            }
            assertThat(versions).doesNotHaveDuplicates().contains("1.1-20260102.030405-16");
        } finally {
            threads.shutdown();
        }
    }

    @Test
    void aReleaseIsNotReplaced() throws IOException {
        deploy("1.0");
        deploy("1.0");

        assertThatThrownBy(() -> maven.deployment()
                        .add("com.acme:app:1.0", file("other"))
                        .publish())
                .isInstanceOf(ConflictException.class)
                .hasMessageContaining("app-1.0.jar");
    }

    @Test
    void lastDeployedBuildIsTheNewestEvenIfTheClockWasSetBack() throws IOException {
        deploy("1.0-SNAPSHOT");
        client.pass(Duration.ofHours(-1));

        Coordinates back = maven.deployment()
                .add("com.acme:app:1.0-SNAPSHOT", "later".getBytes(StandardCharsets.UTF_8))
                .publish()
                .get(0);

        assertThat(back.version()).isEqualTo("1.0-20260102.030405-2");
        try (InputStream newest = maven.resolve("com.acme:app:1.0-SNAPSHOT").open()) {
            assertThat(newest.readAllBytes()).asString(StandardCharsets.UTF_8).isEqualTo("later");
        }
    }

    @Test
    void throughAGroupTheRulesAndRevisionsAreThoseOfItsTarget() throws IOException {
        Maven snapshots = Maven.in(client.registry()
                .create(Hosted.named("snapshots")
                        .format("maven")
                        .setting("versions", "mixed")
                        .redeploy(Hosted.Redeploy.ALLOWED)));
        Maven group = Maven.in(client.registry()
                .create(Group.named("all")
                        .format("maven")
                        .members("maven", "snapshots")
                        .publishingTo("snapshots")));
        deploy("1.0-SNAPSHOT");
        Path pom = file(pom("com.acme", "app", "1.0-SNAPSHOT"));

        Coordinates first = group.deploy("com.acme:app:1.0-SNAPSHOT", file("one"), pom);
        Coordinates second = group.deploy("com.acme:app:1.0-SNAPSHOT", file("two"), pom);
        assertThat(List.of(first.version(), second.version()))
                .containsExactly("1.0-20260102.030405-1", "1.0-20260102.030405-2");

        group.deployment().add("com.acme:app:1.0", file("old")).publish();
        group.deployment().add("com.acme:app:1.0", file("replaced")).publish();
        assertThat(snapshots.files("com.acme:app:1.0").get(0).size()).isEqualTo(8);
        assertThat(group.delete("com.acme:app:jar:1.0")).isTrue();
        assertThat(group.delete("com.acme:app:1.0")).isFalse();
        assertThat(group.delete("com.acme:app")).isTrue();
        assertThat(snapshots.versions("com.acme:app")).isEmpty();
        assertThat(group.versions("com.acme:app")).containsExactly("1.0-SNAPSHOT");
    }

    @Test
    void nothingIsDeletedWhereNothingCanBeDeployed() throws IOException {
        Maven group = Maven.in(
                client.registry().create(Group.named("all").format("maven").members("maven")));
        deploy("1.0");

        assertThatThrownBy(() -> group.delete("com.acme:app"))
                .isInstanceOf(ConflictException.class)
                .hasMessageContaining("a group without a target");
        assertThatThrownBy(() ->
                        group.deployment().add("com.acme:app:2.0", file("x")).publish())
                .isInstanceOf(ConflictException.class);
    }

    @Test
    void filesVersionsAndArtifactsAreDeleted() throws IOException {
        deploy("1.0");
        deploy("2.0");

        assertThat(maven.delete("com.acme:app:pom:1.0")).isTrue();
        assertThat(maven.delete("com.acme:app:pom:1.0")).isFalse();
        assertThat(maven.delete("com.acme:app:1.0")).isTrue();
        assertThat(maven.versions("com.acme:app")).containsExactly("2.0");
        assertThat(maven.delete("com.acme:app")).isTrue();
        assertThat(maven.versions("com.acme:app")).isEmpty();
        assertThat(maven.delete("com.acme:app")).isFalse();
    }

    @Test
    void oldBuildsOfSnapshotsGoAndNothingElse() throws IOException {
        deploy("1.0");
        client.put("com/acme/app/1.1-SNAPSHOT/app-1.1-SNAPSHOT.jar", "without a timestamp")
                .is(201);
        deployBuild("com.acme:app", "1.1-SNAPSHOT", "jar", "pom", "jar:docs");
        deployBuild("com.acme:app", "1.1-SNAPSHOT", "jar", "pom");
        deployBuild("com.acme:app", "1.1-SNAPSHOT", "jar", "pom");
        deployBuild("com.acme:app", "0.9-SNAPSHOT", "jar");
        deployBuild("com.acme.tools:cli", "1.1-SNAPSHOT", "jar");
        Instant then = client.instant();
        deployBuild("com.acme:app", "1.1-SNAPSHOT", "jar", "pom");

        assertThat(maven.deleteOldBuilds("com.acme:app", 9, client.instant())).isZero();
        assertThat(maven.deleteOldBuilds("com.other:*", 0, client.instant())).isZero();
        assertThat(maven.deleteOldBuilds("com.acme:app", 2, then))
                .as("jar and POM of two builds")
                .isEqualTo(4);
        assertThat(names("com.acme:app:1.1-SNAPSHOT"))
                .as("the docs of the first build are the newest there are")
                .containsExactly(
                        "app-1.1-20260102.030405-1-docs.jar",
                        "app-1.1-20260102.030605-3.jar",
                        "app-1.1-20260102.030605-3.pom",
                        "app-1.1-20260102.030905-4.jar",
                        "app-1.1-20260102.030905-4.pom",
                        "app-1.1-SNAPSHOT.jar");
        assertThat(client.get("com/acme/app/1.1-SNAPSHOT/maven-metadata.xml").text())
                .contains("<value>1.1-20260102.030905-4</value>")
                .contains("<value>1.1-20260102.030405-1</value>");

        assertThat(maven.deleteOldBuilds("**", 0, then)).isEqualTo(5);
        assertThat(maven.versions("com.acme:app")).containsExactly("1.0", "1.1-SNAPSHOT");
        assertThat(maven.versions("com.acme.tools:cli")).isEmpty();
        assertThat(names("com.acme:app:1.1-SNAPSHOT")).hasSize(3);
        assertThatThrownBy(() -> maven.deleteOldBuilds("**", -1, then))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("-1");
    }

    private void deployBuild(String artifact, String version, String... kinds) {
        Deployment deployment = maven.deployment();
        for (String kind : kinds) {
            String[] parts = artifact.split(":");
            String content = kind.equals("pom") ? pom(parts[0], parts[1], version) : version + client.instant();
            deployment.add(artifact + ":" + kind + ":" + version, content.getBytes(StandardCharsets.UTF_8));
        }
        deployment.publish();
        client.pass(Duration.ofMinutes(1));
    }

    private List<String> names(String coordinates) {
        return maven.files(coordinates).stream()
                .map(file -> file.path().fileName())
                .toList();
    }

    @Test
    void oneBuildOfASnapshotIsDeletedWithAllItsFiles() {
        deployBuild("com.acme:app", "1.1-SNAPSHOT", "jar", "pom");
        deployBuild("com.acme:app", "1.1-SNAPSHOT", "jar", "pom");

        assertThat(maven.delete("com.acme:app:1.1-20260102.030405-1")).isTrue();
        assertThat(maven.delete("com.acme:app:1.1-20260102.030405-1")).isFalse();
        assertThat(names("com.acme:app:1.1-SNAPSHOT"))
                .containsExactly("app-1.1-20260102.030505-2.jar", "app-1.1-20260102.030505-2.pom");
        assertThat(maven.delete("com.acme:app:1.1-20260102.030505-2")).isTrue();
        assertThat(maven.versions("com.acme:app")).isEmpty();
    }

    @Test
    void aVersionThatGetsAnotherFileWhileItsLastOneIsDeletedStays() {
        byte[] content = {1};
        maven.deployment().add("com.acme:app:1.0", content).publish();
        AtomicInteger views = new AtomicInteger();
        Repository raced = (Repository) Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {Repository.class}, (proxy, method, arguments) -> {
                    if (method.getName().equals("view") && views.incrementAndGet() == 2) {
                        maven.deployment()
                                .add("com.acme:app:jar:sources:1.0", content)
                                .publish();
                    }
                    return method.invoke(client.repository(), arguments);
                });
        Artifact app = Artifact.parse("com.acme:app");

        new Removal(raced).file(Layout.file(app, "1.0", new FileName("1.0", "", "jar")));

        assertThat(names("com.acme:app:1.0")).containsExactly("app-1.0-sources.jar");
    }

    @Test
    void refusedDeploymentSaysWhy() {
        Maven releases =
                Maven.in(client.registry().create(Hosted.named("releases").format("maven")));

        assertThatThrownBy(() -> maven.deployment().publish()).hasMessage("Cannot deploy nothing; add a file first.");
        assertThatThrownBy(() -> releases.deployment()
                        .add("com.acme:app:1.0-SNAPSHOT", file("x"))
                        .publish())
                .hasMessageContaining("it is a snapshot and the repository takes releases only");
        assertThatThrownBy(() ->
                        maven.deployment().add("com.acme:app:[1.0]", file("x")).publish())
                .isInstanceOf(InvalidInputException.class);
        for (String malformed :
                List.of("", "a", "a:b", "a:b:", "a b:c:1", "a:b:jar:x/y:1", "a:b:c:d:e:f", "a:b:[1", "a:../b:1")) {
            assertThatThrownBy(() -> maven.find(malformed)).as(malformed).isInstanceOf(InvalidInputException.class);
        }
    }

    private Coordinates deploy(String version) throws IOException {
        return maven.deploy(
                "com.acme:app:" + version,
                file("jar " + version),
                file(pom("com.acme", "app", version, "<name>App</name>")));
    }

    private Path file(String content) throws IOException {
        return Files.writeString(Files.createTempFile(folder, "file", ""), content);
    }

    private String read(String coordinates) throws IOException {
        try (InputStream in = maven.resolve(coordinates).open()) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
