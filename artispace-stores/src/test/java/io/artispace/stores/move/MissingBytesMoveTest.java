package io.artispace.stores.move;

import static org.assertj.core.api.Assertions.assertThat;

import io.artispace.blob.BlobStore;
import io.artispace.metadata.MetadataStore;
import io.artispace.metadata.jdbc.JdbcMetadataStore;
import io.artispace.storage.fs.MemoryBlobStore;
import io.artispace.testkit.Content;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Comparator;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Moves from a store that lacks bytes which its rows name, or loses them meanwhile. */
class MissingBytesMoveTest {
    private static final MoveObserver SILENT = progress -> {};
    private static final Duration PAUSE = Duration.ofSeconds(60);
    private static final int PUBLISHED = 30;
    private static final int AGAIN = 500;

    private final MetadataStore target = JdbcMetadataStore.openInMemory();
    private final BlobStore targetBlobs = new MemoryBlobStore();
    private MovingRegistry moving;

    @BeforeEach
    void open() {
        moving = new MovingRegistry(JdbcMetadataStore.openInMemory(), new MemoryBlobStore());
        for (int i = 0; i < PUBLISHED; i++) {
            moving.publish(i);
        }
    }

    @AfterEach
    void close() throws IOException {
        moving.close();
    }

    @Test
    void damagedBlobIsCountedAndComesAlongAsDamaged() throws Exception {
        moving.stores.blobs().delete(MovingRegistry.contentOf(0).sha256());

        MoveProgress done = move().copy(SILENT);

        assertThat(done.blobsMissing()).isEqualTo(1);
        move().finish(PAUSE, SILENT);
        assertThat(moving.registry.maintenance().verify().findings()).hasSize(1);
    }

    @Test
    void bytesThatTheSourceLackedComeAlongOnceTheyArePublishedAnew() throws Exception {
        Content content = MovingRegistry.contentOf(0);
        moving.stores.blobs().delete(content.sha256());
        RegistryMove move = move();
        assertThat(move.copy(SILENT).blobsMissing()).isEqualTo(1);

        moving.publish(AGAIN, content);

        assertThat(move.finish(PAUSE, SILENT).blobsMissing()).isZero();
        moving.assertAllIn(moving.registry);
    }

    @Test
    void bytesThatTheSourceLackedComeAlongOnceTheyAreRestored() throws Exception {
        Content content = MovingRegistry.contentOf(0);
        moving.stores.blobs().delete(content.sha256());
        RegistryMove move = move();
        move.copy(SILENT);

        content.storeIn(moving.stores.blobs());

        assertThat(move.finish(PAUSE, SILENT).blobsMissing()).isZero();
        moving.assertAllIn(moving.registry);
    }

    @Test
    void bytesThatAreCollectedWhileOthersAreCopiedComeAlongOnceTheyArePublishedAnew() throws Exception {
        int last = IntStream.range(0, PUBLISHED)
                .boxed()
                .max(Comparator.comparing(
                        number -> MovingRegistry.contentOf(number).sha256().hex()))
                .orElseThrow();
        MoveObserver publishing = publishingAnew(last);
        AtomicBoolean collected = new AtomicBoolean();

        MoveProgress done = move().finish(PAUSE, progress -> {
            // Then rows were read, and the last one's bytes are not copied yet.
            if (progress.blobsChecked() > 0 && collected.compareAndSet(false, true)) {
                collect(last);
            }
            publishing.progressed(progress);
        });

        assertThat(done.blobsMissing()).isZero();
        moving.assertAllIn(moving.registry);
    }

    @Test
    void bytesThatAnEarlierAttemptCouldNotBringComeAlongOnceTheyArePublishedAnew() throws Exception {
        moving.stores.blobs().delete(MovingRegistry.contentOf(0).sha256());
        move().copy(SILENT);
        collect(0);

        MoveProgress done = move().finish(PAUSE, publishingAnew(0));

        assertThat(done.blobsMissing()).isZero();
        moving.assertAllIn(moving.registry);
    }

    /** Publishes content under another version when all bytes are copied and no rows are. */
    private MoveObserver publishingAnew(int number) {
        AtomicBoolean published = new AtomicBoolean();
        return progress -> {
            if (progress.phase() == MoveProgress.Phase.ROWS && published.compareAndSet(false, true)) {
                moving.publish(AGAIN, MovingRegistry.contentOf(number));
            }
        };
    }

    private void collect(int number) {
        try {
            moving.collect(number);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private RegistryMove move() {
        return moving.stores.moveTo(target, targetBlobs);
    }
}
