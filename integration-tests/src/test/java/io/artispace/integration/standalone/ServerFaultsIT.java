package io.artispace.integration.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import io.artispace.Maintenance.Verification;
import io.artispace.Registry;
import io.artispace.integration.run.Engines;
import io.artispace.integration.run.HttpUser;
import io.artispace.integration.run.Stores;
import io.artispace.testkit.FaultyS3Gateway;
import io.artispace.testkit.FaultyS3Gateway.Fault;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Two programs on PostgreSQL and S3 while these fail: what was acknowledged is there, what failed is not there in part, and nothing has to
 * be started again.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ServerFaultsIT {
    private static final int WRITERS = 6;
    private static final String BLOBS = "/blobs/";
    private static final int ALWAYS = 1_000_000;

    private Engines engines;
    private FaultyS3Gateway gateway;
    private Stores stores;
    private TwoProcesses processes;
    private int artifacts;

    @BeforeAll
    void start(@TempDir Path directory) throws Exception {
        engines = Engines.start(directory.resolve("postgres"));
        gateway = new FaultyS3Gateway(engines.s3().endpoint());
        stores = engines.newStoresThrough(gateway.endpoint());
        processes = TwoProcesses.start(directory, stores, URI.create("http://127.0.0.1:1/"));
    }

    @AfterEach
    void heal() {
        gateway.heal();
    }

    @AfterAll
    void stop() throws Exception {
        if (processes != null) {
            processes.close();
        }
        if (gateway != null) {
            gateway.close();
        }
        if (engines != null) {
            engines.close();
        }
    }

    @Test
    void databaseThatRestartsAmidPublishesLosesNothing() throws Exception {
        AcknowledgementLog log = new AcknowledgementLog();
        AtomicBoolean enough = new AtomicBoolean();
        ExecutorService writers = Executors.newFixedThreadPool(WRITERS);
        try {
            List<Future<?>> ends = new ArrayList<>();
            for (int writer = 0; writer < WRITERS; writer++) {
                HttpUser user = processes.user(writer);
                String name = "restartw" + writer;
                var row = writer < 2 ? Deploys.maven(name) : Deploys.npm(name);
                ends.add(writers.submit(() -> {
                    log.deployThroughFailures(user, row, enough);
                    return true;
                }));
            }
            log.awaitSize(30);
            engines.postgres().restart();
            log.awaitSize(log.size() + 30);
            enough.set(true);
            for (Future<?> end : ends) {
                end.get(60, TimeUnit.SECONDS);
            }
        } finally {
            enough.set(true);
            writers.shutdownNow();
        }

        log.check(processes.user(0));
        log.check(processes.user(1));
        try (Registry third = stores.configuration().open()) {
            Verification verification = third.maintenance().verify();
            assertThat(verification.isSound()).as("%s", verification.findings()).isTrue();
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"INTERNAL_ERROR", "SLOW_DOWN", "ANSWER_LOST", "DONE_AND_DENIED", "LIE"})
    void publishSucceedsInSpiteOfAPassing(Fault fault) throws Exception {
        String path = newPath();
        int struck = gateway.struck();
        gateway.next(1, "PUT ", fault);

        assertThat(put(0, path, "content of " + path)).isEqualTo(201);

        assertThat(gateway.struck()).isEqualTo(struck + 1);
        assertThat(text(1, path)).isEqualTo("content of " + path);
    }

    @ParameterizedTest
    @EnumSource(names = {"INTERNAL_ERROR", "LIE"})
    void publishFailsAsAWholeUnderALasting(Fault fault) throws Exception {
        String path = newPath();
        gateway.next(ALWAYS, "PUT ", fault);

        assertThat(put(0, path, "content of " + path)).isBetween(500, 504);

        assertThat(get(0, path).statusCode()).isEqualTo(404);
        assertThat(get(1, path).statusCode()).isEqualTo(404);
        assertThat(get(1, metadataOf(path)).statusCode()).isEqualTo(404);
        gateway.heal();
        assertThat(put(1, path, "content of " + path)).isEqualTo(201);
        assertThat(text(0, path)).isEqualTo("content of " + path);
    }

    @Test
    void publishWhoseSuccessIsAlwaysDeniedIsThereOnceItIsRepeated() throws Exception {
        String path = newPath();
        gateway.next(ALWAYS, "PUT ", Fault.DONE_AND_DENIED);

        int first = put(0, path, "content of " + path);
        gateway.heal();

        assertThat(first == 201 || first >= 500).as("%d", first).isTrue();
        assertThat(get(1, path).statusCode()).isEqualTo(first == 201 ? 200 : 404);
        assertThat(put(1, path, "content of " + path)).isBetween(200, 204);
        assertThat(text(0, path)).isEqualTo("content of " + path);
    }

    @ParameterizedTest
    @EnumSource(names = {"INTERNAL_ERROR", "SLOW_DOWN", "ANSWER_LOST", "CUT"})
    void readSucceedsInSpiteOfAPassing(Fault fault) throws Exception {
        String path = newPath();
        assertThat(put(0, path, "content of " + path)).isEqualTo(201);
        gateway.next(1, "GET ", fault);

        // The other process has nothing of it in memory.
        assertThat(text(1, path)).isEqualTo("content of " + path);
    }

    @Test
    void readIsNeverAnsweredAsAbsentUnderALastingFault() throws Exception {
        String path = newPath();
        assertThat(put(0, path, "content of " + path)).isEqualTo(201);
        gateway.next(ALWAYS, BLOBS, Fault.INTERNAL_ERROR);

        assertThat(get(1, path).statusCode()).isBetween(500, 504);

        gateway.heal();
        assertThat(text(1, path)).isEqualTo("content of " + path);
    }

    @Test
    void slowStoreHoldsUpOnlyWhoWritesToIt() throws Exception {
        String known = newPath();
        String slow = newPath();
        assertThat(put(0, known, "known")).isEqualTo(201);
        int struck = gateway.struck();
        gateway.next(1, "PUT ", Fault.HELD);
        ExecutorService writer = Executors.newSingleThreadExecutor();
        try {
            Future<Integer> held = writer.submit(() -> put(0, slow, "slow"));
            Awaitility.await().atMost(Duration.ofSeconds(30)).until(() -> gateway.struck() > struck);

            String other = newPath();
            assertThat(put(0, other, "quick")).isEqualTo(201);
            assertThat(text(1, other)).isEqualTo("quick");
            assertThat(text(0, known)).isEqualTo("known");
            assertThat(get(0, slow).statusCode()).isEqualTo(404);
            assertThat(held).isNotDone();

            gateway.heal();
            assertThat(held.get(60, TimeUnit.SECONDS)).isEqualTo(201);
            assertThat(text(1, slow)).isEqualTo("slow");
        } finally {
            writer.shutdownNow();
        }
    }

    @Test
    void verificationOfADatabaseWithoutARegistryCreatesNoneThere() throws Exception {
        URI empty = engines.postgres().newSchema();

        try (StandaloneProcess verifying =
                StandaloneProcess.launch(List.of("--metadata", empty.toString(), "--blobs", "memory:", "--verify"))) {
            assertThat(verifying.exitCode()).isEqualTo(2);
            assertThat(verifying.output()).contains("no registry is where --metadata says");
        }

        try (Connection connection = DriverManager.getConnection(empty.toString());
                ResultSet tables = connection.getMetaData().getTables(null, connection.getSchema(), "%", null)) {
            assertThat(tables.next()).isFalse();
        }
    }

    /** The path of a file that nobody has published. */
    private String newPath() {
        return "maven-releases/it/faults/a%1$d/1.0/a%1$d-1.0.jar".formatted(artifacts++);
    }

    private static String metadataOf(String path) {
        return path.replaceFirst("/1\\.0/.*", "/maven-metadata.xml");
    }

    private int put(int process, String path, String content) throws Exception {
        return processes
                .user(process)
                .put(path, content.getBytes(StandardCharsets.UTF_8))
                .statusCode();
    }

    private HttpResponse<byte[]> get(int process, String path) throws Exception {
        return processes.user(process).get(path);
    }

    private String text(int process, String path) throws Exception {
        HttpResponse<byte[]> answer = get(process, path);
        String body = new String(answer.body(), StandardCharsets.UTF_8);
        assertThat(answer.statusCode()).as(body).isEqualTo(200);
        return body;
    }
}
