package io.artispace.core.publication;

import static io.artispace.core.Fixture.APP;
import static io.artispace.core.Fixture.bytes;
import static io.artispace.core.Fixture.path;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.artispace.ConflictException;
import io.artispace.FilePath;
import io.artispace.Maintenance;
import io.artispace.NotFoundException;
import io.artispace.Overwrite;
import io.artispace.Publication;
import io.artispace.Registry;
import io.artispace.StorageFailedException;
import io.artispace.core.Fixture;
import io.artispace.metadata.BlobRow;
import io.artispace.metadata.jdbc.JdbcMetadataStore;
import io.artispace.testkit.FaultyMetadataStore;
import io.artispace.testkit.FaultyMetadataStore.Moment;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Commits that take longer, or whose process sleeps longer, than the grace period of a collection. */
final class LongCommitTest {
    private static final Duration GRACE = Duration.ofHours(1);

    private final AtomicReference<Runnable> beforeNextWrite = new AtomicReference<>(() -> {});
    private final SlowStore store = new SlowStore(1, () -> {});
    private final FaultyMetadataStore metadata =
            new FaultyMetadataStore(JdbcMetadataStore.openInMemory(), (moment, call) -> {
                if (moment == Moment.BEFORE_WRITE) {
                    beforeNextWrite.getAndSet(() -> {}).run();
                }
            });
    private final Fixture fixture = new Fixture(Registry.builder().blobs(store).metadata(metadata));
    private final Maintenance maintenance = fixture.registry().maintenance();

    @AfterEach
    void close() throws IOException {
        fixture.close();
        metadata.close();
        store.close();
    }

    private void sleepWhileOthersCollect() {
        fixture.pass(Duration.ofMinutes(61));
        maintenance.collectGarbage(GRACE);
    }

    private void leaveUnused(String content) {
        fixture.publish("0", "a", content, Overwrite.SAME);
        try (Publication publication = fixture.repository().publish()) {
            publication.change(APP).removeVersion("0");
            publication.commit();
        }
        // Not yet so long ago that the next publication would touch it.
        fixture.pass(Duration.ofMinutes(29));
    }

    private String content(FilePath path) {
        return Fixture.read(fixture.repository().file(path).orElseThrow());
    }

    @Test
    void bytesCollectedAfterTheyWereStoredAreNotAcknowledged() {
        leaveUnused("shared");
        store.afterNextCommit(this::sleepWhileOthersCollect);

        assertThatThrownBy(() -> fixture.publish("1", "a", "shared", Overwrite.SAME))
                .isInstanceOf(StorageFailedException.class)
                .hasMessageContaining("publish it again");
        assertThat(fixture.repository().file(path("1", "a"))).isEmpty();
        assertThat(maintenance.verify().findings()).isEmpty();

        fixture.publish("1", "a", "shared", Overwrite.SAME);
        assertThat(content(path("1", "a"))).isEqualTo("shared");
        assertThat(maintenance.verify().findings()).isEmpty();
    }

    @Test
    void slowPublicationSucceedsIfItsBytesAreStillThere() {
        store.afterNextCommit(this::sleepWhileOthersCollect);

        fixture.publish("1", "a", "new", Overwrite.SAME);

        maintenance.collectGarbage(GRACE);
        assertThat(content(path("1", "a"))).isEqualTo("new");
        assertThat(maintenance.verify().findings()).isEmpty();
    }

    @Test
    void slowPublicationTouchesItsBytesBeforeItsRowsAreWritten() {
        leaveUnused("shared");
        store.afterNextCommit(() -> fixture.pass(Duration.ofMinutes(30)));
        AtomicBoolean touched = new AtomicBoolean();
        beforeNextWrite.set(() -> beforeNextWrite.set(() -> {
            touched.set(true);
            fixture.pass(Duration.ofMinutes(20));
            maintenance.collectGarbage(GRACE);
        }));

        fixture.publish("1", "a", "shared", Overwrite.SAME);

        assertThat(touched).isTrue();
        assertThat(content(path("1", "a"))).isEqualTo("shared");
        assertThat(maintenance.verify().findings()).isEmpty();
    }

    @Test
    void sameBytesPublishedAgainLaterTouchNothing() {
        fixture.publish("1", "a", "same", Overwrite.SAME);
        fixture.pass(Duration.ofDays(1));
        List<BlobRow> before = metadata.read(reader -> reader.blobs("", 10));

        fixture.publish("1", "a", "same", Overwrite.SAME);

        List<BlobRow> after = metadata.read(reader -> reader.blobs("", 10));
        assertThat(after).isEqualTo(before);
    }

    @Test
    void sameBytesPublishedAgainAreSafeIfTheFileIsRemovedMeanwhile() {
        fixture.publish("1", "a", "same", Overwrite.SAME);
        fixture.pass(Duration.ofDays(1));
        store.afterNextCommit(() -> {
            try (Publication publication = fixture.repository().publish()) {
                publication.change(APP).removeVersion("1");
                publication.commit();
            }
            fixture.pass(Duration.ofMinutes(14));
            maintenance.collectGarbage(GRACE);
        });

        fixture.publish("1", "a", "same", Overwrite.SAME);

        assertThat(content(path("1", "a"))).isEqualTo("same");
        assertThat(maintenance.verify().findings()).isEmpty();
    }

    @Test
    void rowsThatAreWrittenTooLateAreRefused() {
        leaveUnused("shared");
        beforeNextWrite.set(this::sleepWhileOthersCollect);

        assertThatThrownBy(() -> fixture.publish("1", "a", "shared", Overwrite.SAME))
                .isInstanceOf(StorageFailedException.class)
                .hasMessageContaining("publish again");
        assertThat(fixture.repository().file(path("1", "a"))).isEmpty();
        assertThat(maintenance.verify().findings()).isEmpty();

        fixture.publish("1", "a", "shared", Overwrite.SAME);
        assertThat(content(path("1", "a"))).isEqualTo("shared");
    }

    @Test
    void refusalIsReportedEvenIfItsBytesCannotBeLeftToCollection() {
        StorageFailedException full = new StorageFailedException("The disk is full: on purpose.");
        fixture.publish("0", "a", "known", Overwrite.SAME);
        try (Publication publication = fixture.repository().publish()) {
            publication
                    .change(APP)
                    .expectRevision(7)
                    .putVersion("1", Map.of(), "", Overwrite.NEVER)
                    .putFile("1", path("1", "a"), publication.stage(bytes("refused")), Overwrite.NEVER);
            beforeNextWrite.set(() -> beforeNextWrite.set(() -> {
                throw full;
            }));

            assertThatThrownBy(publication::commit)
                    .isInstanceOf(ConflictException.class)
                    .hasSuppressedException(full);
        }

        maintenance.repair();
        assertThat(maintenance.verify().findings()).isEmpty();
    }

    @Test
    void publicationIntoARepositoryDeletedMeanwhileIsRefused() {
        beforeNextWrite.set(() -> fixture.registry().delete("files"));

        assertThatThrownBy(() -> fixture.publish("1", "a", "late", Overwrite.SAME))
                .isInstanceOf(NotFoundException.class)
                .hasMessageContaining("\"files\"")
                .hasMessageContaining("deleted");

        assertThat(maintenance.verify().findings()).isEmpty();
    }

    @Test
    void publicationThatIsCommittedAgainDoesNotRelyOnWhatItStoredLongAgo() {
        try (Publication publication = fixture.repository().publish()) {
            publication
                    .change(APP)
                    .expectRevision(7)
                    .putVersion("1", Map.of(), "", Overwrite.NEVER)
                    .putFile("1", path("1", "a"), publication.stage(bytes("refused")), Overwrite.NEVER);
            assertThatThrownBy(publication::commit).isInstanceOf(ConflictException.class);
            fixture.pass(Duration.ofHours(2));
            assertThat(maintenance.collectGarbage(GRACE).blobs()).isOne();

            publication.change(APP).expectRevision(0);
            assertThatThrownBy(publication::commit)
                    .isInstanceOf(StorageFailedException.class)
                    .hasMessageContaining("publish it again");
        }

        assertThat(fixture.repository().file(path("1", "a"))).isEmpty();
        assertThat(maintenance.verify().findings()).isEmpty();
    }
}
