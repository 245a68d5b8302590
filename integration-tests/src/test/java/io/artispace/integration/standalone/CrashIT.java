package io.artispace.integration.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import io.artispace.Maintenance.Verification;
import io.artispace.Registry;
import io.artispace.integration.run.HttpUser;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The program is killed again and again while many deploy. Whatever it had acknowledged is there afterwards. */
class CrashIT {
    private static final int ROUNDS = 4;
    private static final int MAVEN_WRITERS = 5;
    private static final int NPM_WRITERS = 3;

    /** How many acknowledgements a round waits for at least; the kill comes somewhere in the next one. */
    private static final int LEAST_ACKNOWLEDGED = 60;

    @TempDir
    Path data;

    @Test
    void acknowledgedArtifactsSurviveKills() throws Exception {
        Random random = new Random(20250101);
        AcknowledgementLog log = new AcknowledgementLog();
        Administrator.in(Registry.builder().directory(data));

        for (int round = 0; round < ROUNDS; round++) {
            deployUntilKilled(round, LEAST_ACKNOWLEDGED + random.nextInt(LEAST_ACKNOWLEDGED), log);
            try (StandaloneProcess reopened = start()) {
                log.check(Administrator.of(reopened));
                assertThat(reopened.stop()).as(reopened.output()).isIn(0, 143);
            }
        }

        try (Registry registry = Registry.open(data)) {
            Verification verification = registry.maintenance().verify();
            assertThat(verification.isSound()).as("%s", verification.findings()).isTrue();
            assertThat(registry.maintenance().repair().isSound()).isTrue();
        }
    }

    private void deployUntilKilled(int round, int acknowledgements, AcknowledgementLog log) throws Exception {
        ExecutorService writers = Executors.newFixedThreadPool(MAVEN_WRITERS + NPM_WRITERS);
        try (StandaloneProcess running = start()) {
            HttpUser user = Administrator.of(running);
            int enough = log.size() + acknowledgements;
            List<Future<Void>> ends = new ArrayList<>();
            for (int writer = 0; writer < MAVEN_WRITERS + NPM_WRITERS; writer++) {
                String name = "r" + round + "w" + writer;
                boolean maven = writer < MAVEN_WRITERS;
                Callable<Void> work = () -> {
                    log.deployUntilItFails(user, maven ? Deploys.maven(name) : Deploys.npm(name));
                    return null;
                };
                ends.add(writers.submit(work));
            }
            log.awaitSize(enough);
            running.kill();
            for (Future<Void> end : ends) {
                end.get();
            }
        } finally {
            writers.shutdownNow();
        }
    }

    private StandaloneProcess start() throws Exception {
        return StandaloneProcess.startIn(StandaloneProcess.QUICK, data);
    }
}
