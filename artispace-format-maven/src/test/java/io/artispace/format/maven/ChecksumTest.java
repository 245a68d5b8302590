package io.artispace.format.maven;

import static io.artispace.format.maven.MavenClient.hash;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.artispace.Hosted;
import io.artispace.PackageName;
import io.artispace.Registry;
import io.artispace.ViewScope;
import io.artispace.format.maven.checksum.ExpectedChecksums;
import io.artispace.storage.fs.MemoryBlobStore;
import io.artispace.testkit.FaultyBlobStore;
import io.artispace.testkit.FaultyBlobStore.Step;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ChecksumTest {
    private static final String JAR = "com/acme/app/1.0/app-1.0.jar";

    private final MavenClient client = new MavenClient();

    @AfterEach
    void close() {
        client.close();
    }

    @ParameterizedTest
    @CsvSource({"sha1, SHA-1", "md5, MD5", "sha256, SHA-256", "sha512, SHA-512"})
    void everyKindIsServedForFilesAndDocumentsAndCheckedInAnyOrder(String suffix, String algorithm) {
        client.put(JAR, "jar").is(201);
        assertThat(client.get(JAR + "." + suffix).is(200).text()).isEqualTo(hash(algorithm, "jar"));
        assertThat(client.get(JAR + "." + suffix).header("Content-Type")).startsWith("text/plain");
        String metadata = client.get("com/acme/app/maven-metadata.xml").is(200).text();
        assertThat(client.get("com/acme/app/maven-metadata.xml." + suffix)
                        .is(200)
                        .text())
                .isEqualTo(hash(algorithm, metadata));

        client.put(JAR + "." + suffix, hash(algorithm, "jar").toUpperCase(java.util.Locale.ROOT) + "  app-1.0.jar\n")
                .is(201);
        assertThat(client.put(JAR + "." + suffix, hash(algorithm, "other"))
                        .is(400)
                        .text())
                .contains("damaged on its way");

        String late = "com/acme/app/2.0/app-2.0.jar";
        client.put(late + "." + suffix, hash(algorithm, "late")).is(201);
        client.get(late + "." + suffix).is(404);
        assertThat(client.put(late, "damaged").is(400).text()).contains("damaged on its way");
        client.get(late).is(404);
        client.put(late, "late").is(201);
        client.put(late, "late").is(201);
    }

    @ParameterizedTest
    @CsvSource({
        "X-Checksum-Sha1, SHA-1",
        "x-checksum-md5, MD5",
        "X-Checksum-Sha256, SHA-256",
        "X-Checksum-Sha512, SHA-512"
    })
    void everyKindIsCheckedThatComesInAHeaderOfTheFile(String header, String algorithm) {
        assertThat(putWith(header, hash(algorithm, "other")).is(400).text()).contains("damaged on its way");
        putWith(header, "nonsense").is(400);
        client.get(JAR).is(404);

        putWith(header, hash(algorithm, "jar")).is(201);
        assertThat(client.get(JAR).is(200).text()).isEqualTo("jar");
    }

    private MavenClient.Answer putWith(String header, String value) {
        return client.send("PUT", JAR, MavenClient.headers(header, value), "jar".getBytes(UTF_8));
    }

    @Test
    void checksumsThatWaitAreNoVersions() {
        client.put(JAR + ".sha1", hash("SHA-1", "jar")).is(201);

        client.get("com/acme/app/maven-metadata.xml").is(404);
        client.get("com/acme/app/").is(404);
        client.put(JAR, "jar").is(201);
        assertThat(attributes(client)).isEmpty();
    }

    @Test
    void aWrongChecksumCanBeReplacedOrTakenBack() {
        client.put(JAR + ".sha1", hash("SHA-1", "wrong")).is(201);
        client.put(JAR + ".sha1", hash("SHA-1", "jar")).is(201);
        client.put(JAR, "jar").is(201);

        String other = "com/acme/app/2.0/app-2.0.jar";
        client.put(other + ".sha1", hash("SHA-1", "wrong")).is(201);
        client.delete(other + ".sha1").is(204);
        client.put(other, "jar").is(201);
    }

    @ParameterizedTest
    @ValueSource(strings = {JAR, "com/acme/app/1.1-SNAPSHOT/app-1.1-SNAPSHOT.jar"})
    void whereBytesMayBeReplacedTheirChecksumMayComeFirst(String path) {
        Hosted definition = Hosted.named("lax")
                .format("maven")
                .setting("versions", "mixed")
                .redeploy(path.equals(JAR) ? Hosted.Redeploy.ALLOWED : Hosted.Redeploy.SAME_BYTES);
        try (MavenClient lax = new MavenClient(definition)) {
            lax.deploy(path, "old");
            assertThat(lax.put(path + ".sha1", hash("SHA-1", "damaged")).is(400).text())
                    .contains("damaged on its way; deploy again.");
            lax.pass(Duration.ofMinutes(2));

            lax.put(path + ".sha1", hash("SHA-1", "old")).is(201);
            lax.put(path + ".sha1", hash("SHA-1", "new")).is(201);
            assertThat(lax.get(path + ".sha1").text()).isEqualTo(hash("SHA-1", "old"));
            lax.put(path, "new").is(201);
            assertThat(lax.get(path + ".sha1").text()).isEqualTo(hash("SHA-1", "new"));
            assertThat(attributes(lax)).isEmpty();

            lax.pass(Duration.ofMinutes(2));
            lax.put(path + ".sha1", hash("SHA-1", "newest")).is(201);
            lax.put(path, "damaged").is(400);
            assertThat(lax.get(path).text()).isEqualTo("new");
        }
    }

    @Test
    void aReleaseStaysEvenIfItsOwnChecksumContradictsIt() {
        client.put(JAR, "reviewed").is(201);

        assertThat(client.put(JAR + ".sha1", hash("SHA-1", "swapped")).is(400).text())
                .contains("if it was the file, it stays as it is: deploy another version");

        client.put(JAR, "swapped").is(409);
        assertThat(client.get(JAR).text()).isEqualTo("reviewed");
    }

    @Test
    void leftoverChecksumOfABrokenDeployRefusesOneFileOfTheNext() {
        client.put(JAR + ".sha1", hash("SHA-1", "first build")).is(201);

        client.put(JAR, "second build").is(400);
        client.put(JAR, "second build").is(201);

        assertThat(attributes(client)).isEmpty();
    }

    @Test
    void checksumsWaitForAnHour() {
        for (int i = 0; i < ExpectedChecksums.MAX_WAITING; i++) {
            client.put("com/acme/app/1.0/app-1.0-" + i + ".jar.sha1", hash("SHA-1", "jar"))
                    .is(201);
        }
        client.pass(ExpectedChecksums.TIME);
        client.put("com/acme/app/1.0/app-1.0-7.jar", "other").is(400);
        client.put("com/acme/app/1.0/app-1.0-x.jar.sha1", hash("SHA-1", "jar")).is(201);
        client.put(JAR + ".sha1", hash("SHA-1", "jar")).is(400);

        client.pass(Duration.ofSeconds(1));
        client.put(JAR + ".sha1", hash("SHA-1", "jar")).is(201);
        assertThat(attributes(client)).hasSize(2);
        client.pass(ExpectedChecksums.TIME.plusSeconds(1));
        client.put(JAR, "other").is(201);
        assertThat(attributes(client)).isEmpty();
    }

    @Test
    void malformedChecksumIsRefused() {
        client.put(JAR + ".sha1", "nonsense").is(400);
        client.put(JAR + ".sha1", "a".repeat(5000)).is(400);
        client.put(JAR + ".sha1", "").is(400);
    }

    @Test
    void onlySoManyChecksumsWait() {
        for (int i = 0; i < ExpectedChecksums.MAX_WAITING; i++) {
            client.put("com/acme/app/1.0/app-1.0-" + i + ".jar.sha1", hash("SHA-1", "jar"))
                    .is(201);
        }

        assertThat(client.put(JAR + ".sha1", hash("SHA-1", "jar")).is(400).text())
                .contains("wait for their files");
        client.put("com/acme/app/1.0/app-1.0-7.jar", "jar").is(201);
        client.put(JAR + ".sha1", hash("SHA-1", "jar")).is(201);
    }

    @Test
    void checksumsOfSignaturesAreServedAndChecked() {
        client.put(JAR + ".asc.sha1", hash("SHA-1", "signature")).is(201);
        client.put(JAR + ".asc", "signature").is(201);

        assertThat(client.get(JAR + ".asc.md5").is(200).text()).isEqualTo(hash("MD5", "signature"));
    }

    @Test
    void answersCarryTheChecksumsThatMavenWouldAskFor() {
        client.put(JAR, "jar").is(201);

        for (var answer : List.of(client.get(JAR), client.head(JAR))) {
            answer.is(200);
            assertThat(answer.header("X-Checksum-Sha1")).isEqualTo(hash("SHA-1", "jar"));
            assertThat(answer.header("X-Checksum-Md5")).isEqualTo(hash("MD5", "jar"));
            assertThat(answer.header("X-Checksum-Sha256")).isEqualTo(hash("SHA-256", "jar"));
            assertThat(answer.header("Last-Modified")).isEqualTo("Fri, 02 Jan 2026 03:04:05 GMT");
        }
        var metadata = client.get("com/acme/app/maven-metadata.xml").is(200);
        assertThat(metadata.header("X-Checksum-Sha1")).isEqualTo(hash("SHA-1", metadata.text()));
        assertThat(metadata.header("X-Checksum-Md5")).isEqualTo(hash("MD5", metadata.text()));
        assertThat(metadata.header("X-Checksum-Sha512")).isEqualTo(hash("SHA-512", metadata.text()));
        assertThat(metadata.header("Content-Type")).isEqualTo("application/xml");
    }

    @Test
    void aClientThatHasAFileOrDocumentIsToldSo() {
        client.put(JAR, "jar").is(201);

        for (String path : List.of(JAR, "com/acme/app/maven-metadata.xml", JAR + ".sha1")) {
            var answer = client.get(path).is(200);
            client.get(path, "If-None-Match", answer.header("ETag")).is(304);
        }
        client.get(JAR, "If-Modified-Since", "Fri, 02 Jan 2026 03:04:05 GMT").is(304);
        client.get("com/acme/app/maven-metadata.xml", "If-Modified-Since", "Fri, 02 Jan 2026 03:04:05 GMT")
                .is(304);
    }

    @Test
    void aFileAndItsWrongChecksumNeverMeetUnseen() throws Exception {
        ExecutorService connections = Executors.newFixedThreadPool(2);
        try {
            for (int i = 0; i < 200; i++) {
                String path = "com/acme/app/" + i + "/app-" + i + ".jar";
                List<Future<Integer>> answers = new ArrayList<>();
                answers.add(connections.submit(
                        () -> client.put(path, "jar").response().status()));
                answers.add(connections.submit(() -> client.put(path + ".sha1", hash("SHA-1", "other"))
                        .response()
                        .status()));

                assertThat(List.of(answers.get(0).get(), answers.get(1).get()))
                        .as("answers to %s", path)
                        .contains(400);
            }
        } finally {
            connections.shutdown();
        }
    }

    @Test
    void aVersionIsDeployedOnFiveConnectionsInAnyOrder() throws Exception {
        ExecutorService connections = Executors.newFixedThreadPool(5);
        try {
            List<Future<Integer>> answers = new ArrayList<>();
            for (int version = 0; version < 20; version++) {
                for (String name : List.of(".jar", "-sources.jar", "-javadoc.jar", "-build.pom")) {
                    String path = "com/acme/app/" + version + "/app-" + version + name;
                    for (String suffix : List.of(".sha1", "", ".md5", ".sha512")) {
                        String body = switch (suffix) {
                            case "" -> name;
                            case ".sha1" -> hash("SHA-1", name);
                            case ".md5" -> hash("MD5", name);
                            default -> hash("SHA-512", name);
                        };
                        answers.add(connections.submit(
                                () -> client.put(path + suffix, body).response().status()));
                    }
                }
            }
            for (Future<Integer> answer : answers) {
                assertThat(answer.get()).isEqualTo(201);
            }
        } finally {
            connections.shutdown();
        }
        assertThat(attributes(client)).isEmpty();
        assertThat(client.get("com/acme/app/maven-metadata.xml").text()).contains("<latest>19</latest>");
    }

    private static Map<String, String> attributes(MavenClient client) {
        return client.repository()
                .view(PackageName.of("com.acme:app"), ViewScope.versions())
                .orElseThrow()
                .attributes();
    }

    @Test
    void checksumThatIsNotInTheRowsIsComputedOfALargeFileOnce() {
        FaultyBlobStore blobs = new FaultyBlobStore(new MemoryBlobStore());
        byte[] large = new byte[300_000];
        try (MavenClient counted = new MavenClient(
                Hosted.named("maven").format("maven"), Registry.builder().blobs(blobs))) {
            counted.put(JAR, large).is(201);

            for (int i = 0; i < 3; i++) {
                assertThat(counted.get(JAR + ".sha512").is(200).text()).isEqualTo(hash("SHA-512", large));
            }

            assertThat(blobs.calls(Step.OPEN)).isOne();
        }
    }
}
