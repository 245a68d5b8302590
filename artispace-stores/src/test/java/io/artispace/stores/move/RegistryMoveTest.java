package io.artispace.stores.move;

import static org.assertj.core.api.Assertions.assertThat;

import io.artispace.PackageView;
import io.artispace.Registry;
import io.artispace.ViewScope;
import io.artispace.access.IssuedToken;
import io.artispace.access.Role;
import io.artispace.access.Secret;
import io.artispace.access.TokenRequest;
import io.artispace.access.TokenScope;
import io.artispace.blob.BlobStore;
import io.artispace.event.RegistryEvent;
import io.artispace.metadata.MetadataStore;
import io.artispace.metadata.jdbc.JdbcMetadataStore;
import io.artispace.servers.S3Server;
import io.artispace.storage.fs.FileBlobStore;
import io.artispace.storage.s3.S3BlobStoreProvider;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Moves between real engines, while writers publish. */
class RegistryMoveTest {
    private static final int WRITERS = 3;
    private static final Duration PAUSE = Duration.ofSeconds(60);
    private static final int BEFORE = 60;

    @TempDir
    Path directory;

    private final AtomicBoolean stop = new AtomicBoolean();
    private int moves;
    private Instant then = Instant.EPOCH;

    @Test
    void sqliteAndFilesMoveToPostgresqlAndS3AndBack() throws Exception {
        try (S3Server server = S3Server.start();
                MovingRegistry moving = new MovingRegistry(sqlite("a.db"), files("a"))) {
            IssuedToken token = begin(moving);

            List<RegistryEvent> before =
                    moveWhileWriting(moving, JdbcMetadataStore.openServer(Databases.postgres()), s3(server));
            assertMoved(moving, token, before);

            moving.publish(90_001);
            List<RegistryEvent> between = moving.events(moving.registry);
            assertThat(between).hasSizeGreaterThan(before.size()).startsWith(before.toArray(new RegistryEvent[0]));
            assertThat(between).extracting(RegistryEvent::position).isSorted().doesNotHaveDuplicates();

            before = moveWhileWriting(moving, sqlite("b.db"), files("b"));
            assertMoved(moving, token, before);
            try (MetadataStore metadata = sqlite("b.db");
                    BlobStore blobs = files("b");
                    Registry again = moving.open(metadata, blobs)) {
                moving.assertAllIn(again);
            }
        }
    }

    @Test
    void sqliteMovesToMariaDbAndThatToMySqlAndThatToSqlite() throws Exception {
        try (MovingRegistry moving = new MovingRegistry(sqlite("a.db"), files("a"))) {
            IssuedToken token = begin(moving);
            for (MetadataStore target : List.of(
                    JdbcMetadataStore.openServer(Databases.mariaDb()),
                    JdbcMetadataStore.openServer(Databases.mySql()),
                    sqlite("b.db"))) {
                List<RegistryEvent> before = moveWhileWriting(moving, target, files("b" + moves));

                assertMoved(moving, token, before);
                moving.publish(90_001 + moves);
                assertThat(moving.events(moving.registry)).hasSizeGreaterThan(before.size());
            }
        }
    }

    @Test
    void eventsThatAreDroppedDuringTheMoveAreNotInTheTarget() throws Exception {
        try (MovingRegistry moving = new MovingRegistry(sqlite("a.db"), files("a"))) {
            begin(moving);
            RegistryMove move = moving.stores.moveTo(sqlite("b.db"), files("b"));
            move.copy(progress -> {});
            assertThat(moving.registry.maintenance().dropEvents(then)).isPositive();
            List<RegistryEvent> before = moving.events(moving.registry);

            assertThat(move.finish(PAUSE, progress -> {}).phase()).isEqualTo(MoveProgress.Phase.SWITCHED);

            assertThat(before.get(0).type()).isEqualTo(RegistryEvent.Type.EVENTS_DROPPED);
            assertThat(moving.events(moving.registry)).isEqualTo(before);
        }
    }

    /** Publishes, removes and publishes again, so that there is a history. */
    private IssuedToken begin(MovingRegistry moving) {
        for (int i = 0; i < BEFORE; i++) {
            moving.publish(i);
        }
        moving.clock.advance(Duration.ofDays(1));
        then = moving.clock.instant();
        moving.clock.advance(Duration.ofDays(1));
        moving.remove(3);
        moving.remove(4);
        moving.registry.accounts().createUser("ann", Secret.of("a long password"), Role.WRITE);
        return moving.registry.accounts().issueToken("ann", TokenRequest.of(TokenScope.of(Role.READ)));
    }

    private List<RegistryEvent> moveWhileWriting(MovingRegistry moving, MetadataStore metadata, BlobStore blobs)
            throws Exception {
        List<PackageView> viewsThen = viewsThen(moving);
        List<MoveProgress> told = new ArrayList<>();
        Semaphore pace = new Semaphore(WRITERS);
        // Writers who are faster than the move would never be caught up with.
        MoveObserver observer = progress -> {
            told.add(progress);
            if (told.size() % 4 == 0) {
                pace.release();
            }
        };
        stop.set(false);
        moves++;
        ExecutorService threads = Executors.newFixedThreadPool(WRITERS);
        try {
            List<Future<Integer>> writers = new ArrayList<>();
            for (int i = 0; i < WRITERS; i++) {
                int writer = moves * WRITERS + i;
                writers.add(threads.submit(() -> moving.publishUntil(stop, pace, writer)));
            }
            RegistryMove move = moving.stores.moveTo(metadata, blobs);
            move.copy(observer);
            assertThat(move.compare(observer)).isZero();

            MoveProgress done = move.finish(PAUSE, observer);

            // Writers go on, in the target.
            int published = moving.acknowledged();
            pace.release(10 * WRITERS);
            while (moving.acknowledged() < published + WRITERS
                    && writers.stream().noneMatch(Future::isDone)) {
                Thread.onSpinWait();
            }
            stop.set(true);
            int written = 0;
            for (Future<Integer> writer : writers) {
                written += writer.get();
            }
            assertThat(written).isGreaterThanOrEqualTo(2 * WRITERS);
            assertThat(done.phase()).isEqualTo(MoveProgress.Phase.SWITCHED);
            assertThat(done.blobsMissing()).isZero();
            assertThat(done.blobsCopied()).isGreaterThanOrEqualTo(BEFORE);
            assertThat(told.get(told.size() - 1)).isEqualTo(done);
        } finally {
            stop.set(true);
            threads.shutdown();
        }
        assertThat(viewsThen(moving)).isEqualTo(viewsThen);
        return moving.events(moving.registry);
    }

    private List<PackageView> viewsThen(MovingRegistry moving) {
        List<PackageView> views = new ArrayList<>();
        for (int i = 0; i < BEFORE; i += 7) {
            moving.repository
                    .asOf(then)
                    .view(MovingRegistry.packageOf(i), ViewScope.everything())
                    .ifPresent(views::add);
        }
        assertThat(views).hasSize(9);
        return views;
    }

    private void assertMoved(MovingRegistry moving, IssuedToken token, List<RegistryEvent> events) throws IOException {
        moving.assertAllIn(moving.registry);
        assertThat(moving.registry.accounts().authenticate(token.secret())).isPresent();
        assertThat(moving.registry.accounts().authenticate("ann", Secret.of("a long password")))
                .isPresent();
        assertThat(events).hasSizeGreaterThan(moving.acknowledged());
    }

    private MetadataStore sqlite(String name) {
        return JdbcMetadataStore.openSqlite(directory.resolve(name));
    }

    private BlobStore files(String name) throws IOException {
        return new FileBlobStore(directory.resolve(name), Instant::now);
    }

    private static BlobStore s3(S3Server server) {
        return new S3BlobStoreProvider().open(server.location("moved"), Instant::now);
    }
}
