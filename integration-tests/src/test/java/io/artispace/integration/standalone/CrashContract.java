package io.artispace.integration.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import io.artispace.Maintenance.Verification;
import io.artispace.Registry;
import io.artispace.integration.run.Stores;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/**
 * The program is killed again and again while many deploy and read, and so is another process that collects garbage, among it what is deployed
 * anew. Whatever was acknowledged is there afterwards.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class CrashContract {
    /** How many acknowledgements a round waits for at least; the kill comes somewhere in the next one. */
    private static final int LEAST_ACKNOWLEDGED = 60;

    private final int rounds;

    /**
     * Creates the tests.
     *
     * @param rounds how often the program is killed; before a release, more often: {@code -Dartispace.kill.rounds=1000}
     */
    CrashContract(int rounds) {
        this.rounds = Integer.getInteger("artispace.kill.rounds", rounds);
    }

    /** Makes empty stores; {@code directory} is empty. */
    abstract Stores open(Path directory) throws Exception;

    /** Starts the program on the stores. */
    StandaloneProcess start(Stores stores) throws Exception {
        return StandaloneProcess.startOn(stores, StandaloneProcess.QUICK);
    }

    @Test
    void acknowledgedArtifactsSurviveKills(@TempDir Path directory) throws Exception {
        long seed = Long.getLong("artispace.kill.seed", 20250101);
        Random random = new Random(seed);
        Stores stores = open(directory);
        List<AcknowledgementLog> logs = new ArrayList<>();
        Administrator.in(stores.configuration());

        for (int round = 0; round < rounds; round++) {
            String names = "r" + round;
            AcknowledgementLog log = new AcknowledgementLog();
            logs.add(log);
            try (StandaloneProcess running = start(stores)) {
                Collector.leaveGarbage(stores, names + "w0");
                try (Collector collector = Collector.start(stores)) {
                    int acknowledgements = LEAST_ACKNOWLEDGED + random.nextInt(LEAST_ACKNOWLEDGED);
                    boolean collectorFirst = random.nextBoolean();
                    new Deployers(log, () -> false).deploy(running, names, acknowledgements, () -> {
                        if (collectorFirst) {
                            collector.kill();
                        }
                        running.kill();
                    });
                }
            }
            try (StandaloneProcess reopened = start(stores)) {
                // Reading everything after each of a thousand rounds would take longer than the rounds.
                log.check(Administrator.of(reopened));
                logs.get(random.nextInt(logs.size())).check(Administrator.of(reopened));
                assertThat(reopened.stop()).as(reopened.output()).isIn(0, 143);
            }
        }

        try (StandaloneProcess reopened = start(stores)) {
            for (AcknowledgementLog log : logs) {
                log.check(Administrator.of(reopened));
            }
        }

        try (Registry registry = stores.configuration().open()) {
            Verification verification = registry.maintenance().verify();
            assertThat(verification.isSound()).as("%s", verification.findings()).isTrue();
            assertThat(registry.maintenance().repair().isSound()).isTrue();
        }
    }
}
