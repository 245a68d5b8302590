package io.artispace.core.maintenance;

import static io.artispace.core.Fixture.APP;
import static io.artispace.core.Fixture.path;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.artispace.InvalidInputException;
import io.artispace.Maintenance;
import io.artispace.Maintenance.Collected;
import io.artispace.Maintenance.Finding;
import io.artispace.Maintenance.Problem;
import io.artispace.Maintenance.Verification;
import io.artispace.NotFoundException;
import io.artispace.Overwrite;
import io.artispace.Publication;
import io.artispace.Registry;
import io.artispace.Repository;
import io.artispace.StorageFailedException;
import io.artispace.blob.Digest;
import io.artispace.core.Fixture;
import io.artispace.storage.fs.MemoryBlobStore;
import io.artispace.testkit.FaultyBlobStore;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class MaintenanceTest {
    private static final Duration GRACE = Duration.ofHours(1);

    @TempDir
    private Path directory;

    private Fixture fixture;
    private Maintenance maintenance;

    @BeforeEach
    void open() {
        fixture = new Fixture(Registry.builder().directory(directory));
        maintenance = fixture.registry().maintenance();
    }

    @AfterEach
    void close() {
        fixture.close();
    }

    @Test
    void collectionDeletesWhatNothingRefersToAfterTheGracePeriodAndNothingElse() {
        fixture.publish("1", "a", "kept", Overwrite.SAME);
        fixture.publish("2", "a", "removed", Overwrite.SAME);
        fixture.pass(Duration.ofDays(1));
        remove("2");

        assertThat(maintenance.collectGarbage(GRACE)).isEqualTo(new Collected(0, 0));
        fixture.pass(Duration.ofMinutes(61));
        assertThat(maintenance.rehearseCollection(GRACE)).isEqualTo(new Collected(1, 7));
        assertThat(maintenance.collectGarbage(GRACE)).isEqualTo(new Collected(1, 7));
        assertThat(maintenance.collectGarbage(GRACE)).isEqualTo(new Collected(0, 0));
        assertThat(maintenance.verify().findings()).isEmpty();
        assertThat(fixture.repository().file(path("1", "a"))).isPresent();
        assertThat(blobFiles()).hasSize(1);
    }

    @Test
    void collectedContentIsNotFoundAsOfTheTimeWhenItWasThere() {
        fixture.publish("1", "a", "removed", Overwrite.SAME);
        Instant then = fixture.instant();
        fixture.pass(Duration.ofDays(1));
        remove("1");
        Repository past = fixture.repository().asOf(then);
        assertThat(past.file(path("1", "a"))).isPresent();

        fixture.pass(Duration.ofHours(3));
        maintenance.collectGarbage(GRACE);

        assertThatThrownBy(() -> past.file(path("1", "a")))
                .isInstanceOf(NotFoundException.class)
                .hasMessageContaining("app/1/a")
                .hasMessageContaining("its bytes were collected");
        assertThat(fixture.repository().file(path("1", "a"))).isEmpty();
    }

    @Test
    void collectedContentCanBePublishedAgain() throws IOException {
        fixture.publish("1", "a", "again", Overwrite.SAME);
        remove("1");
        fixture.pass(Duration.ofHours(3));
        maintenance.collectGarbage(GRACE);

        fixture.publish("1", "a", "again", Overwrite.SAME);

        try (InputStream in =
                fixture.repository().file(path("1", "a")).orElseThrow().open()) {
            assertThat(in.readAllBytes()).asString().isEqualTo("again");
        }
        assertThat(maintenance.verify().findings()).isEmpty();
    }

    @Test
    void collectedContentIsNotTakenForStoredWhenPublishingItAgainFails() {
        FaultyBlobStore blobs = new FaultyBlobStore(new MemoryBlobStore());
        try (Fixture failing = new Fixture(Registry.builder().blobs(blobs))) {
            failing.publish("1", "a", "again", Overwrite.SAME);
            Repository past = failing.repository().asOf(failing.instant());
            failing.pass(Duration.ofDays(1));
            try (Publication publication = failing.repository().publish()) {
                publication.change(APP).removeFile(path("1", "a"));
                publication.commit();
            }
            failing.pass(Duration.ofHours(3));
            failing.registry().maintenance().collectGarbage(GRACE);
            blobs.failBefore(FaultyBlobStore.Step.COMMIT, 1);

            assertThatThrownBy(() -> failing.publish("2", "a", "again", Overwrite.SAME))
                    .isInstanceOf(StorageFailedException.class);

            assertThat(failing.registry().maintenance().verify().findings()).isEmpty();
            assertThatThrownBy(() -> past.file(path("1", "a")))
                    .isInstanceOf(NotFoundException.class)
                    .hasMessageContaining("its bytes were collected");
        }
    }

    /** As if the process of the collection and then that of the publication had been killed. */
    @Test
    void contentWhoseCollectionAndNextPublicationWereInterruptedIsNotMissed() {
        FaultyBlobStore blobs = new FaultyBlobStore(new MemoryBlobStore());
        try (Fixture failing = new Fixture(Registry.builder().blobs(blobs))) {
            failing.publish("1", "a", "again", Overwrite.SAME);
            try (Publication publication = failing.repository().publish()) {
                publication.change(APP).removeVersion("1");
                publication.commit();
            }
            failing.pass(Duration.ofHours(3));
            blobs.failAfter(FaultyBlobStore.Step.DELETE, 1);
            assertThatThrownBy(() -> failing.registry().maintenance().collectGarbage(GRACE))
                    .isInstanceOf(StorageFailedException.class);
            assertThat(failing.registry().maintenance().verify().findings()).isEmpty();
            blobs.failBefore(FaultyBlobStore.Step.COMMIT, 1);
            assertThatThrownBy(() -> failing.publish("2", "a", "again", Overwrite.SAME))
                    .isInstanceOf(StorageFailedException.class);

            assertThat(failing.registry().maintenance().verify().findings()).isEmpty();
            failing.publish("2", "a", "again", Overwrite.SAME);
            assertThat(failing.registry().maintenance().verify().findings()).isEmpty();
        }
    }

    @Test
    void contentThatComesBackWithinTheGracePeriodIsNotCollected() {
        fixture.publish("1", "a", "shared", Overwrite.SAME);
        remove("1");
        fixture.pass(Duration.ofHours(3));
        fixture.publish("2", "b", "shared", Overwrite.SAME);

        assertThat(maintenance.collectGarbage(GRACE).blobs()).isZero();
        assertThat(maintenance.verify().findings()).isEmpty();
    }

    @Test
    void aGracePeriodBeyondAllTimeKeepsEverything() {
        fixture.publish("1", "a", "shared", Overwrite.SAME);
        remove("1");
        fixture.pass(Duration.ofHours(3));

        assertThat(maintenance
                        .collectGarbage(Duration.ofSeconds(Long.MAX_VALUE))
                        .blobs())
                .isZero();
        assertThat(maintenance.collectGarbage(GRACE).blobs()).isOne();
    }

    @Test
    void aGracePeriodUnderAnHourIsRefused() {
        assertThatThrownBy(() -> maintenance.collectGarbage(Duration.ofMinutes(59)))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("PT1H");
    }

    @Test
    void damagedMissingAndUnnamedBytesAreFoundAndNotServed() throws IOException {
        fixture.publish("1", "a", "will be damaged", Overwrite.SAME);
        Path damaged = blobFiles().get(0);
        fixture.publish("1", "b", "will be missing", Overwrite.SAME);
        Path missing =
                blobFiles().stream().filter(p -> !p.equals(damaged)).findFirst().orElseThrow();
        Files.writeString(damaged, "WILL be damaged");
        Files.delete(missing);

        assertThat(maintenance.verify().findings())
                .extracting(Finding::problem)
                .containsExactlyInAnyOrder(Problem.CORRUPT, Problem.MISSING);
        assertThat(maintenance.verify().isSound()).isFalse();
        var file = fixture.repository().file(path("1", "a")).orElseThrow();
        assertThatThrownBy(file::open)
                .isInstanceOf(StorageFailedException.class)
                .hasMessageContaining("damaged");
        var lost = fixture.repository().file(path("1", "b")).orElseThrow();
        assertThatThrownBy(lost::open)
                .isInstanceOf(StorageFailedException.class)
                .hasMessageContaining("missing")
                .hasMessageNotContaining(directory.toString());
    }

    /** As on a disk of which some sectors cannot be read any more. */
    @Test
    void verificationNamesTheBytesThatItCannotRead() {
        FaultyBlobStore blobs = new FaultyBlobStore(new MemoryBlobStore());
        try (Fixture unreadable = new Fixture(Registry.builder().blobs(blobs))) {
            unreadable.publish("1", "a", "one", Overwrite.SAME);
            Digest digest = unreadable
                    .repository()
                    .file(Fixture.path("1", "a"))
                    .orElseThrow()
                    .view()
                    .digests()
                    .sha256();
            blobs.failBefore(FaultyBlobStore.Step.OPEN, 1);

            assertThatThrownBy(() -> unreadable.registry().maintenance().verify())
                    .isInstanceOf(StorageFailedException.class)
                    .hasMessageContaining(digest.hex());
        }
    }

    @Test
    void verificationReportsItsProgressAndCanBeCancelled() {
        for (String content : new String[] {"one", "two", "three"}) {
            fixture.publish("1", content, content, Overwrite.SAME);
        }
        List<Long> blobs = new ArrayList<>();
        List<Long> bytes = new ArrayList<>();

        Verification whole = maintenance.verify((read, size) -> blobs.add(read) && bytes.add(size));
        Verification part = maintenance.verify((read, size) -> read < 2);

        assertThat(whole).isEqualTo(new Verification(3, List.of(), false));
        assertThat(blobs).containsExactly(1L, 2L, 3L);
        assertThat(bytes).last().isEqualTo(11L);
        assertThat(part).isEqualTo(new Verification(2, List.of(), true));
    }

    @Test
    void verificationWhoseThreadIsInterruptedSaysSoAndBlamesNoStore() {
        fixture.publish("1", "a", "one", Overwrite.SAME);
        fixture.publish("2", "a", "two", Overwrite.SAME);

        assertThatThrownBy(() -> maintenance.verify((read, size) -> {
                    Thread.currentThread().interrupt();
                    return true;
                }))
                .isInstanceOf(StorageFailedException.class)
                .hasMessageStartingWith("Cannot read the bytes of SHA-256:")
                .hasMessageEndingWith(
                        ": the thread that reads was interrupted. Nothing is wrong with the blob store; read again.");
        assertThat(Thread.interrupted()).isTrue();
    }

    @Test
    void aLargeDamagedFileIsCutShort() throws IOException {
        fixture.publish("1", "a", "x".repeat(1_000_000), Overwrite.SAME);
        Path blob = blobFiles().get(0);
        byte[] bytes = Files.readAllBytes(blob);
        bytes[500_000]++;
        Files.write(blob, bytes);

        try (InputStream in =
                fixture.repository().file(path("1", "a")).orElseThrow().open()) {
            assertThatThrownBy(in::readAllBytes).isInstanceOf(IOException.class).hasMessageContaining("damaged");
        }
        var body = fixture.repository().file(path("1", "a")).orElseThrow().body();
        assertThatThrownBy(() -> body.slice(10, 10).open()).isInstanceOf(IOException.class);
    }

    @Test
    void publishingAgainMendsMissingBytes() throws IOException {
        fixture.publish("1", "a", "mend me", Overwrite.SAME);
        Files.delete(blobFiles().get(0));

        fixture.publish("1", "a", "mend me", Overwrite.SAME);

        assertThat(maintenance.verify().findings()).isEmpty();
    }

    @Test
    void repairHandsUnnamedBytesToCollection() throws IOException {
        fixture.publish("1", "a", "known", Overwrite.SAME);
        Path place = orphan();

        assertThat(maintenance.verify().findings())
                .singleElement()
                .satisfies(f -> assertThat(f.problem()).isEqualTo(Problem.ORPHANED));
        assertThat(maintenance.verify().isSound()).isTrue();
        assertThat(maintenance.repair().findings()).isEmpty();
        fixture.pass(Duration.ofHours(2));
        assertThat(maintenance.collectGarbage(GRACE)).isEqualTo(new Collected(1, 5));
        assertThat(place).doesNotExist();
    }

    @Test
    void repairLeavesBytesAloneWhereTheRegistryKnowsNone() throws IOException {
        Path place = orphan();

        assertThat(maintenance.repair().findings()).singleElement().satisfies(f -> {
            assertThat(f.problem()).isEqualTo(Problem.ORPHANED);
            assertThat(f.detail()).contains("the database was lost", "restore it from a backup");
        });
        fixture.pass(Duration.ofHours(2));
        assertThat(maintenance.collectGarbage(GRACE)).isEqualTo(new Collected(0, 0));
        assertThat(place).exists();
    }

    /** Puts "hello" among the bytes, by its SHA-256. */
    private Path orphan() throws IOException {
        String digest = "2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824";
        Path place =
                directory.resolve("blobs/blobs").resolve(digest.substring(0, 2)).resolve(digest);
        Files.createDirectories(place.getParent());
        return Files.writeString(place, "hello");
    }

    private void remove(String version) {
        try (Publication publication = fixture.repository().publish()) {
            publication.change(APP).removeVersion(version);
            publication.commit();
        }
    }

    private java.util.List<Path> blobFiles() {
        try (Stream<Path> files = Files.walk(directory.resolve("blobs"))) {
            return files.filter(p -> p.getFileName().toString().length() == 64).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
