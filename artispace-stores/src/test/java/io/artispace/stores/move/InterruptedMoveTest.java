package io.artispace.stores.move;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.artispace.Hosted;
import io.artispace.OutcomeUnknownException;
import io.artispace.Registry;
import io.artispace.StorageFailedException;
import io.artispace.blob.BlobUpload;
import io.artispace.metadata.MetadataReader;
import io.artispace.metadata.MetadataStore;
import io.artispace.metadata.UpstreamRow;
import io.artispace.metadata.jdbc.JdbcMetadataStore;
import io.artispace.storage.fs.FileBlobStore;
import io.artispace.storage.fs.MemoryBlobStore;
import io.artispace.testkit.Content;
import io.artispace.testkit.FaultyBlobStore;
import io.artispace.testkit.FaultyBlobStore.Step;
import io.artispace.testkit.FaultyMetadataStore;
import io.artispace.testkit.FaultyMetadataStore.Moment;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Moves that are interrupted and begun again, and publishes at the worst moments of a move. */
class InterruptedMoveTest {
    private static final MoveObserver SILENT = progress -> {};
    private static final Duration PAUSE = Duration.ofSeconds(60);
    private static final Content CONTENT = Content.random(5000, 9);
    private static final int PUBLISHED = 30;
    private static final int AGAIN = 500;

    /** More than a page. */
    private static final int DOCUMENTS = 1_200;

    @TempDir
    Path directory;

    private final AtomicLong failingWrite = new AtomicLong();
    private final AtomicLong unansweredWrite = new AtomicLong();
    private MovingRegistry moving;
    private FaultyMetadataStore target;
    private FaultyBlobStore targetBlobs;

    @BeforeEach
    void open() {
        moving = new MovingRegistry(JdbcMetadataStore.openInMemory(), new MemoryBlobStore());
        for (int i = 0; i < PUBLISHED; i++) {
            moving.publish(i);
        }
        target = new FaultyMetadataStore(JdbcMetadataStore.openInMemory(), (moment, call) -> {
            if (moment == Moment.BEFORE_COMMIT && call == failingWrite.get()) {
                throw new StorageFailedException("on purpose");
            }
            if (moment == Moment.AFTER_COMMIT && call == unansweredWrite.get()) {
                throw new OutcomeUnknownException("on purpose");
            }
        });
        targetBlobs = new FaultyBlobStore(new MemoryBlobStore());
    }

    @AfterEach
    void close() throws IOException {
        moving.close();
    }

    @Test
    void moveThatFailsAtAnyWriteLeavesTheSourceInUseAndGoesOn() throws Exception {
        int failures = 0;
        for (int write = 1; failures < write; write++) {
            failingWrite.set(target.writes() + write);
            try {
                move().finish(PAUSE, SILENT);
                break;
            } catch (MoveFailedException e) {
                failures++;
                assertThat(e).hasMessageContaining("nothing was lost").hasMessageContaining("on purpose");
                if (write > 1) {
                    assertThatThrownBy(() -> moving.open(target, targetBlobs))
                            .isInstanceOf(StorageFailedException.class)
                            .hasMessageContaining("not finished");
                }
                moving.publish(1000 + write);
                moving.assertAllIn(moving.registry);
            }
        }

        failingWrite.set(0);
        assertThat(failures).isGreaterThan(5);
        assertMovedAndWritable();
    }

    @Test
    void moveWithoutAnAnswerToItsLastChangeSaysWhatToDoWithTheTarget() throws Exception {
        for (int write = 1; !targetIsWhole(); write++) {
            unansweredWrite.set(target.writes() + write);
            assertThatThrownBy(() -> move().finish(PAUSE, SILENT))
                    .isInstanceOf(MoveFailedException.class)
                    .hasMessageContaining("nothing was lost")
                    .hasMessageContaining("start no registry on it, and empty it");
        }

        moving.publish(AGAIN);
        moving.assertAllIn(moving.registry);
        assertThatThrownBy(() -> move().finish(PAUSE, SILENT))
                .isInstanceOf(MoveFailedException.class)
                .hasMessageContaining("Choose an empty one");
    }

    private boolean targetIsWhole() {
        return target.writes() > 0
                && !target.<Boolean>read(reader -> reader.dump().isUnfinished());
    }

    @Test
    void moveThatIsCancelledAtAnyStepGoesOn() throws Exception {
        for (int steps = 1; steps < 40; steps += 3) {
            AtomicInteger left = new AtomicInteger(steps);
            MoveObserver impatient = new MoveObserver() {
                @Override
                public void progressed(MoveProgress progress) {
                    moving.publish(2000 + moving.acknowledged());
                }

                @Override
                public boolean isCancelled() {
                    return left.decrementAndGet() < 0;
                }
            };
            assertThatThrownBy(() -> move().finish(PAUSE, impatient))
                    .isInstanceOf(MoveFailedException.class)
                    .hasMessageContaining("cancelled");
        }

        move().finish(PAUSE, SILENT);

        assertMovedAndWritable();
    }

    @Test
    void bytesThatCannotBeCopiedEndTheMoveBeforeRowsNameThem() throws Exception {
        targetBlobs.failBefore(Step.COMMIT, 12);

        assertThatThrownBy(() -> move().copy(SILENT)).isInstanceOf(MoveFailedException.class);

        target.read(reader -> {
            reader.blobs("", 1000)
                    .forEach(row -> assertThat(found(row.digests().sha256())).isTrue());
            return true;
        });
        move().finish(PAUSE, SILENT);
        assertMovedAndWritable();
    }

    @Test
    void targetThatCanTakeNoBytesEndsTheMove() throws Exception {
        Path root = directory.resolve("target");
        try (FileBlobStore files = new FileBlobStore(root, InstantSource.system())) {
            Files.delete(root.resolve("tmp"));

            assertThatThrownBy(() -> moving.stores.moveTo(target, files).finish(PAUSE, SILENT))
                    .isInstanceOf(MoveFailedException.class)
                    .hasMessageContaining("nothing was lost")
                    .hasMessageContaining("could not be stored");
        }
        moving.assertAllIn(moving.registry);
    }

    private boolean found(io.artispace.blob.Digest digest) {
        try {
            return targetBlobs.find(digest).isPresent();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void writerWhoDoesNotComeToAnEndIsNotCutOff() throws Exception {
        CountDownLatch inside = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        ExecutorService thread = Executors.newSingleThreadExecutor();
        try (MovingRegistry files = new MovingRegistry(
                JdbcMetadataStore.openSqlite(directory.resolve("source.db")), new MemoryBlobStore())) {
            files.publish(1);
            Future<Object> writer = thread.submit(() -> files.stores.metadata().write(w -> {
                inside.countDown();
                awaitLatch(goOn);
                return "written";
            }));
            inside.await();
            RegistryMove move = files.stores.moveTo(target, targetBlobs);

            assertThatThrownBy(() -> move.finish(Duration.ofMillis(20), SILENT))
                    .isInstanceOf(MoveFailedException.class)
                    .hasMessageContaining("did not end within");

            goOn.countDown();
            assertThat(writer.get()).isEqualTo("written");
            move.finish(PAUSE, SILENT);
            files.publish(2);
            files.assertAllIn(files.registry);
        } finally {
            thread.shutdown();
        }
    }

    private static void awaitLatch(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void blobsWhoseRowsAreStillToComeAreBrought() throws Exception {
        Content open = Content.random(4000, 8);
        try (BlobUpload committed = MovingRegistry.committed(moving.stores.blobs(), CONTENT);
                BlobUpload uncommitted = moving.stores.blobs().beginUpload()) {
            uncommitted.write(open.buffer());
            move().finish(PAUSE, SILENT);

            assertThat(committed.isOpen()).isFalse();
            assertThat(targetBlobs.find(CONTENT.sha256())).isPresent();
            uncommitted.commit(open.sha256());
            assertThat(targetBlobs.find(open.sha256())).isPresent();
        }
    }

    @Test
    void targetThatHoldsARegistryIsRefused() throws Exception {
        try (JdbcMetadataStore other = JdbcMetadataStore.openInMemory();
                Registry occupied = moving.open(other, new MemoryBlobStore())) {
            occupied.create(Hosted.named("releases").format("maven"));
            RegistryMove move = moving.stores.moveTo(other, targetBlobs);

            assertThatThrownBy(() -> move.copy(SILENT))
                    .isInstanceOf(MoveFailedException.class)
                    .hasMessageContaining("empty one");
        }
    }

    @Test
    void repositoryThatIsDeletedMeanwhileGoesFromTheTargetAsWell() throws Exception {
        moving.registry.create(Hosted.named("short-lived").format("maven"));
        move().copy(SILENT);
        moving.registry.delete("short-lived");
        moving.registry.create(Hosted.named("short-lived").format("maven"));

        move().finish(PAUSE, SILENT);

        assertThat(moving.registry.repositories()).hasSize(2);
        assertMovedAndWritable();
    }

    /** It is looked through while writers wait, too. */
    @Test
    void upstreamDocumentsAreWrittenOnlyWhereTheyChanged() throws Exception {
        MetadataStore source = moving.stores.metadata();
        long repository = source.read(MetadataReader::repositories).get(0).id();
        move().copy(SILENT);
        long writesOfACopy = writesOf(move());
        source.write(writer -> {
            for (int i = 0; i < DOCUMENTS; i++) {
                writer.putUpstream(new UpstreamRow(repository, "document " + i, null, null, Instant.EPOCH));
            }
            return true;
        });

        assertThat(writesOf(move())).isGreaterThan(writesOfACopy);
        assertThat(writesOf(move())).isEqualTo(writesOfACopy);

        assertThat(target.<List<UpstreamRow>>read(reader -> reader.dump().upstreams(repository, "", 2 * DOCUMENTS)))
                .hasSize(DOCUMENTS);
    }

    private long writesOf(RegistryMove move) throws MoveFailedException {
        long before = target.writes();
        move.copy(SILENT);
        return target.writes() - before;
    }

    private RegistryMove move() {
        return moving.stores.moveTo(target, targetBlobs);
    }

    private void assertMovedAndWritable() throws IOException {
        moving.publish(99_999);
        moving.assertAllIn(moving.registry);
        assertThat(targetBlobs.find(MovingRegistry.contentOf(99_999).sha256())).isPresent();
    }
}
