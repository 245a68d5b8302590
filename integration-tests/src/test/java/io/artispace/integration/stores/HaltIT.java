package io.artispace.integration.stores;

import static org.assertj.core.api.Assertions.assertThat;

import io.artispace.integration.run.Command;
import io.artispace.integration.run.Outcome;
import io.artispace.integration.run.ThisBuild;
import io.artispace.integration.stores.Steps.Fault;
import io.artispace.metadata.MetadataStore;
import io.artispace.metadata.jdbc.JdbcMetadataStore;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Whatever is done to a registry is done by a process that is halted at a step of its stores. Another process, which had them open all the
 * time, finds it done wholly or not at all, and can repeat it.
 */
class HaltIT {
    /** About as many as a change has. */
    private static final int STEPS = 20;

    @TempDir
    Path place;

    private SteppedRegistry there;

    @BeforeEach
    void open() throws IOException {
        there = new SteppedRegistry(new Steps(Fault.PAUSE), place.resolve("blobs"), rows(place));
    }

    @AfterEach
    void close() throws IOException {
        there.close();
    }

    private static Supplier<MetadataStore> rows(Path place) {
        return () -> JdbcMetadataStore.openSqlite(place.resolve("artispace.db"));
    }

    @ParameterizedTest
    @EnumSource
    void changeOfAProcessThatIsHaltedHappensWhollyOrNotAtAll(Change change) throws Exception {
        long seed = Long.getLong("artispace.kill.seed", 20250101);
        isHalted(change, 1 + new Random(seed + change.ordinal()).nextInt(STEPS));
        checkWhatIsLeft();
    }

    @ParameterizedTest
    @EnumSource
    @Tag("long")
    void changeHappensWhollyOrNotAtAllWhereverItsProcessIsHalted(Change change) throws Exception {
        int step = 1;
        while (isHalted(change, step)) {
            step++;
        }
        assertThat(step).as("%s has few steps", change).isGreaterThan(5);
        checkWhatIsLeft();
    }

    /** Returns whether the change has that many steps. */
    private boolean isHalted(Change change, int step) throws Exception {
        String name = change.name().toLowerCase(Locale.ROOT) + step;
        change.prepare(there, name);
        List<String> program = List.of(
                ThisBuild.java().resolve("bin/java").toString(),
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                HaltIT.class.getName(),
                place.toString(),
                change.name(),
                name,
                Integer.toString(step),
                there.clock().instant().toString());
        Outcome result = Command.asUser(place, program).run();
        boolean halted = result.exitCode() == Steps.HALTED;
        assertThat(halted || result.exitCode() == 0)
                .as("step %d of %s: %s", step, change, result.output())
                .isTrue();
        try {
            change.check(there, name, halted ? null : true);
            assertThat(there.registry().maintenance().verify().isSound()).isTrue();
            assertThat(change.tryOn(there, name)).as("repeated").isTrue();
            change.check(there, name, true);
        } catch (IOException | RuntimeException | AssertionError e) {
            throw new AssertionError("Step " + step + " of " + change, e);
        }
        return halted;
    }

    private void checkWhatIsLeft() {
        there.clock().advance(Duration.ofDays(2));
        assertThat(there.registry().maintenance().repair().findings()).isEmpty();
        there.registry().maintenance().collectGarbage(Duration.ofHours(1));
        assertThat(there.registry().maintenance().verify().findings()).isEmpty();
        assertThat(place.resolve("blobs/tmp")).isEmptyDirectory();
        assertThat(place.resolve("blobs/trash")).isEmptyDirectory();
    }

    /** The process that is halted, unless the change has fewer steps; the arguments say where, what, of which name, when and the time. */
    public static void main(String... arguments) throws IOException {
        Path place = Path.of(arguments[0]);
        Steps steps = new Steps(Fault.HALT);
        try (SteppedRegistry here =
                new SteppedRegistry(steps, place.resolve("blobs"), rows(place), Instant.parse(arguments[4]))) {
            steps.strikeAt(Integer.parseInt(arguments[3]));
            boolean done = Change.valueOf(arguments[1]).tryOn(here, arguments[2]);
            steps.heal();
            if (!done) {
                throw new IllegalStateException("It is neither halted nor done.");
            }
        }
    }
}
