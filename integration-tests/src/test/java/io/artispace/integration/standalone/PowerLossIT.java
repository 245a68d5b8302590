package io.artispace.integration.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.artispace.Maintenance.Verification;
import io.artispace.Registry;
import io.artispace.integration.run.Stores;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The power fails again and again while many deploy. Whatever was acknowledged is there afterwards. Rows and blobs are on disks of their
 * own: on one disk the database, which forces its log for every commit, would have the file system bring the names of blobs along.
 */
class PowerLossIT {
    /** Before a release, many more: {@code -Dartispace.power-loss.rounds=200}. */
    private static final int ROUNDS = Integer.getInteger("artispace.power-loss.rounds", 2);

    /** How many acknowledgements a round waits for at least; the power fails somewhere in the next one. */
    private static final int LEAST_ACKNOWLEDGED = 30;

    @TempDir
    Path place;

    @Test
    void acknowledgedArtifactsSurviveLossesOfPower() throws Exception {
        assumeTrue(
                LoopDisk.isPossible(place.resolve("probe")),
                "Skipped: cutting the power of a disk needs Linux, root, loop devices, mkfs.ext4 and perl.");
        Random random = new Random(20250404);
        List<AcknowledgementLog> logs = new ArrayList<>();
        try (LoopDisk rows = LoopDisk.in(place.resolve("rows"));
                LoopDisk blobs = LoopDisk.in(place.resolve("blobs"))) {
            Administrator.in(stores(rows, blobs).configuration());
            for (int round = 0; round < ROUNDS; round++) {
                // A machine's disks stop in no particular order.
                List<LoopDisk> order = round % 2 == 0 ? List.of(blobs, rows) : List.of(rows, blobs);
                // A machine without power answers nothing; this one goes on, and its file system says "forced" of what
                // is on its way to the disk just then.
                AtomicBoolean isOver = new AtomicBoolean();
                AcknowledgementLog log = new AcknowledgementLog();
                logs.add(log);
                try (StandaloneProcess running = start(rows, blobs)) {
                    int acknowledgements = LEAST_ACKNOWLEDGED + random.nextInt(LEAST_ACKNOWLEDGED);
                    new Deployers(log, isOver::get).deploy(running, "r" + round, acknowledgements, () -> {
                        isOver.set(true);
                        order.forEach(LoopDisk::cutPower);
                        running.kill();
                    });
                }
                rows.restorePower();
                blobs.restorePower();
                try (StandaloneProcess again = start(rows, blobs)) {
                    log.check(Administrator.of(again));
                    logs.get(random.nextInt(logs.size())).check(Administrator.of(again));
                    assertThat(again.stop()).as(again.output()).isIn(0, 143);
                }
            }
            try (StandaloneProcess again = start(rows, blobs)) {
                for (AcknowledgementLog log : logs) {
                    log.check(Administrator.of(again));
                }
            }
            try (Registry registry = stores(rows, blobs).configuration().open()) {
                Verification verification = registry.maintenance().verify();
                assertThat(verification.isSound())
                        .as("%s", verification.findings())
                        .isTrue();
            }
        }
    }

    private static StandaloneProcess start(LoopDisk rows, LoopDisk blobs) throws Exception {
        return StandaloneProcess.startOn(stores(rows, blobs), StandaloneProcess.QUICK);
    }

    private static Stores stores(LoopDisk rows, LoopDisk blobs) {
        return new Stores(
                URI.create("sqlite:" + rows.directory().resolve("artispace.db")),
                blobs.directory().resolve("blobs").toUri());
    }
}
