package io.artispace.integration.stores;

import static org.assertj.core.api.Assertions.assertThat;

import io.artispace.Registry;
import io.artispace.integration.run.PostgresServer;
import io.artispace.integration.stores.Steps.Fault;
import io.artispace.metadata.MetadataStore;
import io.artispace.metadata.jdbc.JdbcMetadataStore;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Optional;
import java.util.function.Supplier;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Two processes, of which one publishes what the other collects: at each step of one in turn, the other does all that it has to do. What was
 * acknowledged is there.
 */
class CollectedMeanwhileIT {
    private static final Duration GRACE = Duration.ofHours(1);

    @TempDir
    Path directory;

    @Test
    void bytesInSqliteAreThereOrRefused() throws IOException {
        check(() -> JdbcMetadataStore.openSqlite(directory.resolve("artispace.db")));
    }

    @Test
    @Tag("long")
    void bytesInPostgreSqlAreThereOrRefused() throws Exception {
        try (PostgresServer postgres = PostgresServer.start(directory.resolve("postgres"))) {
            URI schema = postgres.newSchema();
            check(() -> JdbcMetadataStore.openServer(schema.toString()));
        }
    }

    private void check(Supplier<MetadataStore> rows) throws IOException {
        Steps steps = new Steps(Fault.PAUSE);
        try (SteppedRegistry there = new SteppedRegistry(steps, directory.resolve("blobs"), rows);
                Registry other = there.another()) {
            for (Duration pause : new Duration[] {Duration.ZERO, Duration.ofHours(3)}) {
                int step = 1;
                while (isCollectedWhilePublished(there, steps, step, pause, other)) {
                    step++;
                }
                assertThat(step).as("there are few steps").isGreaterThan(5);
            }
            int step = 1;
            while (isPublishedWhileCollected(there, steps, step, other)) {
                step++;
            }
            assertThat(step).as("there are few steps").isGreaterThan(5);
            assertThat(there.registry().maintenance().verify().findings()).isEmpty();
        }
    }

    /** Returns whether publishing has that many steps. */
    private static boolean isCollectedWhilePublished(
            SteppedRegistry there, Steps steps, int step, Duration pause, Registry other) throws IOException {
        String name = "collected-" + pause.toHours() + "-" + step;
        leaveGarbage(there, name);
        steps.pauseAt(step, () -> {
            there.clock().advance(pause);
            other.maintenance().collectGarbage(GRACE);
        });

        int status = there.send("PUT", jar(name, 2), bytes(name));

        boolean paused = steps.heal();
        // Who pauses for longer than the grace period may find that his bytes are gone.
        assertThat(status)
                .as("step %d", step)
                .isIn(pause.isZero() ? new Integer[] {201} : new Integer[] {201, 500, 503});
        assertIsThere(there, name, status == 201);
        assertThat(there.send("PUT", jar(name, 2), bytes(name))).isBetween(200, 201);
        assertIsThere(there, name, true);
        return paused;
    }

    /** Returns whether collecting has that many steps. */
    private static boolean isPublishedWhileCollected(SteppedRegistry there, Steps steps, int step, Registry other)
            throws IOException {
        String name = "published-" + step;
        leaveGarbage(there, name);
        steps.pauseAt(
                step,
                () -> assertThat(EarlierStore.send(other, "PUT", jar(name, 2), bytes(name))
                                .status())
                        .isEqualTo(201));

        there.registry().maintenance().collectGarbage(GRACE);

        boolean paused = steps.heal();
        assertIsThere(there, name, paused);
        return paused;
    }

    private static void leaveGarbage(SteppedRegistry there, String name) {
        assertThat(there.send("PUT", jar(name, 1), bytes(name))).isEqualTo(201);
        assertThat(there.send("DELETE", jar(name, 1), new byte[0])).isEqualTo(204);
        there.clock().advance(Duration.ofHours(3));
    }

    private static void assertIsThere(SteppedRegistry there, String name, boolean expected) throws IOException {
        assertThat(there.get(jar(name, 2)))
                .as(name)
                .isEqualTo(Optional.of(HexFormat.of().formatHex(bytes(name))).filter(hex -> expected));
    }

    private static String jar(String name, int version) {
        return "releases/it/met/%1$s/%2$d/%1$s-%2$d.jar".formatted(name, version);
    }

    private static byte[] bytes(String name) {
        return ("garbage of " + name + ", ").repeat(2_000).getBytes(StandardCharsets.UTF_8);
    }
}
