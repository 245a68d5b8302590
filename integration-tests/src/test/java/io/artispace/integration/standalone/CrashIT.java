package io.artispace.integration.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import io.artispace.Maintenance.Verification;
import io.artispace.Registry;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The program is killed again and again while many deploy. Whatever it had acknowledged is there afterwards. */
class CrashIT {
    private static final int ROUNDS = 4;

    /** How many acknowledgements a round waits for at least; the kill comes somewhere in the next one. */
    private static final int LEAST_ACKNOWLEDGED = 60;

    @TempDir
    Path data;

    @Test
    void acknowledgedArtifactsSurviveKills() throws Exception {
        Random random = new Random(20250101);
        AcknowledgementLog log = new AcknowledgementLog();
        Deployers deployers = new Deployers(log, () -> false);
        Administrator.in(Registry.builder().directory(data));

        for (int round = 0; round < ROUNDS; round++) {
            try (StandaloneProcess running = start()) {
                int acknowledgements = LEAST_ACKNOWLEDGED + random.nextInt(LEAST_ACKNOWLEDGED);
                deployers.deploy(running, "r" + round, acknowledgements, running::kill);
            }
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

    private StandaloneProcess start() throws Exception {
        return StandaloneProcess.startIn(StandaloneProcess.QUICK, data);
    }
}
