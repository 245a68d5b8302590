package io.artispace.integration.stores;

import static org.assertj.core.api.Assertions.assertThat;

import io.artispace.ArtiSpaceException;
import io.artispace.Maintenance.Verification;
import io.artispace.integration.run.PostgresServer;
import io.artispace.integration.stores.Steps.Fault;
import io.artispace.metadata.MetadataStore;
import io.artispace.metadata.jdbc.JdbcMetadataStore;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Whatever is done to a registry, is done again and again with a failure, or the end of the process, at each step of both stores in turn. It has
 * happened then wholly or not at all; wholly if it was acknowledged; and it can be repeated.
 */
class StepsIT {
    /** More than anything takes. */
    private static final int ENOUGH = 500;

    private static final List<Fault> FAULTS = List.of(Fault.FAILURE, Fault.END);

    @TempDir
    Path place;

    static Stream<Arguments> faults() {
        return Arrays.stream(Change.values())
                .flatMap(change -> FAULTS.stream().map(fault -> Arguments.of(change, fault)));
    }

    @ParameterizedTest(name = "{0} with {1}")
    @MethodSource("faults")
    void changeHappensWhollyOrNotAtAll(Change change, Fault fault) throws IOException {
        check(change, fault, place, () -> JdbcMetadataStore.openSqlite(place.resolve("artispace.db")));
    }

    @Test
    @Tag("long")
    void changeOnPostgreSqlHappensWhollyOrNotAtAll() throws Exception {
        try (PostgresServer postgres = PostgresServer.start(place.resolve("postgres"))) {
            for (Change change : Change.values()) {
                for (Fault fault : FAULTS) {
                    URI schema = postgres.newSchema();
                    check(
                            change,
                            fault,
                            place.resolve(change + "-" + fault),
                            () -> JdbcMetadataStore.openServer(schema.toString()));
                }
            }
        }
    }

    private static void check(Change change, Fault fault, Path directory, Supplier<MetadataStore> rows)
            throws IOException {
        Steps steps = new Steps(fault);
        Path files = directory.resolve("blobs");
        try (SteppedRegistry there = new SteppedRegistry(steps, files, rows)) {
            int step = 1;
            while (isStruck(change, there, steps, step)) {
                step++;
                assertThat(step).isLessThan(ENOUGH);
            }
            assertThat(step).as("%s has few steps", change).isGreaterThan(5);
            if (fault == Fault.FAILURE) {
                assertThat(files.resolve("tmp")).isEmptyDirectory();
            }
            there.clock().advance(Duration.ofDays(2));
            Verification repaired = there.registry().maintenance().repair();
            assertThat(repaired.findings()).isEmpty();
            there.registry().maintenance().collectGarbage(Duration.ofHours(1));
            assertThat(there.registry().maintenance().verify().findings()).isEmpty();
            assertThat(files.resolve("tmp")).isEmptyDirectory();
            assertThat(files.resolve("trash")).isEmptyDirectory();
        }
    }

    /** Tries the change with a fault at a step, then repeats it without; returns whether it has that many steps. */
    private static boolean isStruck(Change change, SteppedRegistry there, Steps steps, int step) throws IOException {
        String name = change.name().toLowerCase(Locale.ROOT) + step;
        change.prepare(there, name);
        steps.strikeAt(step);
        boolean acknowledged = isAcknowledged(change, there, name);
        boolean struck = steps.heal();
        try {
            if (struck && steps.isEnd()) {
                there.reopen();
            }
            assertThat(acknowledged || struck).isTrue();
            change.check(there, name, acknowledged ? true : null);
            assertThat(change.tryOn(there, name)).as("repeated").isTrue();
            change.check(there, name, true);
        } catch (IOException | RuntimeException | AssertionError e) {
            throw new AssertionError("Step " + step + " of " + change + ", acknowledged: " + acknowledged, e);
        }
        return struck;
    }

    private static boolean isAcknowledged(Change change, SteppedRegistry there, String name) {
        try {
            return change.tryOn(there, name);
        } catch (ArtiSpaceException | IOException failed) {
            return false;
        }
    }
}
