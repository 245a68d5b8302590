package io.artispace.integration.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import io.artispace.Proxy;
import io.artispace.Registry;
import io.artispace.integration.run.HttpUser;
import io.artispace.integration.run.SamplePackage;
import io.artispace.testkit.EvilUpstream;
import io.artispace.upstream.Upstream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.zip.CRC32;
import java.util.zip.CheckedInputStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A heap of 64 MB is enough, whatever is sent. */
class SmallHeapIT {
    private static final List<String> SMALL_HEAP = List.of("-Xmx64m", "-XX:+ExitOnOutOfMemoryError");
    private static final int MEGABYTES = 100;
    private static final int AT_ONCE = 3;

    @TempDir
    Path directory;

    @Test
    void largeTarballsPassThroughAtOnce() throws Exception {
        ExecutorService clients = Executors.newFixedThreadPool(AT_ONCE);
        try (StandaloneProcess running = start()) {
            HttpUser user = Administrator.of(running);
            List<Future<Void>> ends = new ArrayList<>();
            for (int client = 0; client < AT_ONCE; client++) {
                String name = "large" + client;
                Callable<Void> work = () -> {
                    publishAndDownload(user, name);
                    return null;
                };
                ends.add(clients.submit(work));
            }
            for (Future<Void> end : ends) {
                end.get();
            }
        } finally {
            clients.shutdownNow();
        }
    }

    private void publishAndDownload(HttpUser user, String name) throws Exception {
        LargeTarball tarball = LargeTarball.write(directory, name, MEGABYTES);

        HttpResponse<byte[]> published = user.putFile("npm-hosted/" + name, tarball.document());

        assertThat(published.statusCode())
                .as(new String(published.body(), StandardCharsets.UTF_8))
                .isEqualTo(201);
        CRC32 sum = new CRC32();
        try (InputStream in = user.download("npm-hosted/" + name + "/-/" + name + "-1.0.0.tgz")) {
            new CheckedInputStream(in, sum).transferTo(OutputStream.nullOutputStream());
        }
        assertThat(sum.getValue()).isEqualTo(tarball.crc32());
    }

    @Test
    void nothingThatIsSmallWhenItIsSentGrowsWithin() throws Exception {
        SamplePackage sample = SamplePackage.of("bomb", "1.0.0", "x");
        List<String> documents = List.of(
                SamplePackage.withTarball("bomb", "1.0.0", zeros(600)).document(),
                sample.manifest(",\"a\":" + "[".repeat(100_000) + "]".repeat(100_000))
                        .document(),
                sample.manifest(",\"a\":[" + "{},".repeat(5_000_000) + "{}]").document(),
                "[".repeat(30_000_000),
                "{\"a\":\"" + "x".repeat(30_000_000) + "\"}");
        try (StandaloneProcess running = start()) {
            HttpUser user = Administrator.of(running);
            for (String document : documents) {
                assertThat(user.put("npm-hosted/bomb", bytes(document)).statusCode())
                        .isBetween(400, 499);
            }
            String pom = "maven-releases/it/bomb/lib/1.0/lib-1.0.pom";
            assertThat(user.put(pom, bytes("<project>" + "<a/>".repeat(8_000_000) + "</project>"))
                            .statusCode())
                    .isBetween(400, 499);
            assertThat(user.put(pom, bytes("<project><name>" + "x".repeat(30_000_000) + "</name></project>"))
                            .statusCode())
                    .isBetween(400, 499);

            assertThat(user.put("npm-hosted/bomb", bytes(sample.document())).statusCode())
                    .isEqualTo(201);
        }
    }

    @Test
    void versionsOfManyPartsAreOrderedWithoutAnObjectForEach() throws Exception {
        String parts = "1-".repeat(120);
        String versions = IntStream.range(0, 10_000)
                .mapToObj(i -> "<version>" + parts + i + "</version>")
                .collect(Collectors.joining());
        try (EvilUpstream upstream = new EvilUpstream()) {
            upstream.at(
                    "it/bomb/lib/maven-metadata.xml",
                    "<metadata><versioning><versions>" + versions + "</versions></versioning></metadata>");
            try (Registry registry =
                    Registry.builder().directory(directory.resolve("data")).open()) {
                registry.create(Proxy.named("evil")
                        .format("maven")
                        .of(Upstream.at(upstream.url()).atAnyAddress()));
            }
            try (StandaloneProcess running = start()) {
                HttpResponse<byte[]> metadata = Administrator.of(running).get("evil/it/bomb/lib/maven-metadata.xml");

                assertThat(metadata.statusCode()).isEqualTo(200);
                assertThat(new String(metadata.body(), StandardCharsets.UTF_8))
                        .contains("<latest>" + parts + "9999</latest>");
            }
        }
    }

    private StandaloneProcess start() throws Exception {
        Path data = directory.resolve("data");
        Administrator.in(Registry.builder().directory(data));
        return StandaloneProcess.startIn(SMALL_HEAP, data);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] zeros(int megabytes) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
            byte[] chunk = new byte[1 << 20];
            for (int i = 0; i < megabytes; i++) {
                gzip.write(chunk);
            }
        }
        return bytes.toByteArray();
    }
}
