package io.artispace.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.artispace.blob.Digests;
import io.artispace.metadata.BlobRow;
import io.artispace.metadata.BlobRow.State;
import io.artispace.metadata.FileRow;
import io.artispace.metadata.PackageRow;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The part of {@link MetadataStoreContract} about blobs and what collection does with them. */
abstract class BlobRowsContract extends FileRowsContract {
    private static final Instant BEFORE = TIME.minusSeconds(1);
    private static final Instant AFTER = TIME.plusSeconds(1);

    @Test
    final void putBlobIsReadBack() {
        Digests few = new Digests(sha256(2), null, null, null);

        write(writer -> {
            writer.putBlob(blob(digests(1)));
            writer.putBlob(new BlobRow(few, 0, State.LIVE, TIME));
        });

        assertThat(rows().findBlob(sha256(1))).contains(blob(digests(1)));
        assertThat(rows().findBlob(sha256(2))).contains(new BlobRow(few, 0, State.LIVE, TIME));
        assertThat(rows().findBlob(sha256(3))).isEmpty();
    }

    @Test
    final void putBlobAgainWritesStateTimeAndDigestsThatWereNotKnown() {
        Digests few = new Digests(sha256(1), null, digests(1).md5(), null);
        write(writer -> writer.putBlob(new BlobRow(few, 7, State.CONDEMNED, TIME)));

        write(writer -> writer.putBlob(new BlobRow(
                new Digests(sha256(1), digests(1).sha1(), null, digests(1).sha512()), 7, State.LIVE, LATER)));

        assertThat(rows().findBlob(sha256(1))).contains(new BlobRow(digests(1), 7, State.LIVE, LATER));
    }

    @Test
    final void blobsArePagedInTheOrderOfTheirDigests() {
        write(writer -> {
            for (int content : new int[] {3, 0xabc, 1, 2}) {
                writer.putBlob(blob(digests(content)));
            }
        });

        List<BlobRow> first = rows().blobs("", 3);
        List<BlobRow> second = rows().blobs(first.get(2).digests().sha256().hex(), 3);

        assertThat(first).containsExactly(blob(digests(1)), blob(digests(2)), blob(digests(3)));
        assertThat(second).containsExactly(blob(digests(0xabc)));
    }

    @Test
    final void fileCannotNameABlobThatIsNotThereOrNotLive() {
        PackageRow owner = createPackage(createRepository("r"), "app");
        write(writer -> writer.putBlob(new BlobRow(digests(1), 7, State.CONDEMNED, TIME)));

        for (int content = 1; content <= 2; content++) {
            Digests named = digests(content);
            assertThatThrownBy(() -> write(writer -> writer.insertFile(file(owner, null, "p", named, 1))))
                    .isInstanceOf(IllegalStateException.class);
        }
        assertThat(rows().findFile(owner.repositoryId(), "p")).isEmpty();
    }

    @Test
    final void fileCanBringTheRowOfItsBlob() {
        PackageRow owner = createPackage(createRepository("r"), "app");
        write(writer -> writer.putBlob(new BlobRow(digests(2), 7, State.CONDEMNED, TIME)));
        write(writer -> {
            for (int blob : new int[] {1, 2}) {
                writer.insertFile(
                        new FileRow(
                                0, owner.repositoryId(), owner.id(), null, "p" + blob, 7, digests(blob), 1, TIME, null),
                        LATER);
            }
        });

        for (int blob : new int[] {1, 2}) {
            assertThat(rows().findBlob(sha256(blob))).contains(new BlobRow(digests(blob), 7, State.LIVE, LATER));
            assertThat(rows().findFile(owner.repositoryId(), "p" + blob)
                            .orElseThrow()
                            .digests())
                    .isEqualTo(digests(blob));
        }
        assertThat(condemn(Instant.MAX, Instant.MAX)).as("a file names them").isEmpty();
    }

    @Test
    final void blobThatNoFileNamesIsCondemnedAfterItsGrace() {
        write(writer -> writer.putBlob(blob(digests(1))));

        assertThat(condemn(TIME, TIME))
                .as("touched at the end of the grace period")
                .isEmpty();
        assertThat(condemn(AFTER, TIME)).containsExactly(new BlobRow(digests(1), 7, State.CONDEMNED, TIME));
        assertThat(rows().findBlob(sha256(1)).orElseThrow().state()).isEqualTo(State.CONDEMNED);
        assertThat(condemn(AFTER, TIME)).as("condemned before").isEmpty();
    }

    @Test
    final void blobThatAFileNamesIsNeverCondemned() {
        long repository = createRepository("r");
        change(repository, "app", (writer, row, revision) -> {
            insertFile(writer, row, null, "p", 1, revision);
            long removed = insertFile(writer, row, null, "q", 1, revision);
            writer.removeFile(removed, revision, TIME);
        });

        assertThat(condemn(Instant.MAX, Instant.MAX)).isEmpty();
    }

    @Test
    final void removedFileKeepsItsBlobForAWhile() {
        long repository = createRepository("r");
        change(
                repository,
                "app",
                (writer, row, revision) ->
                        writer.removeFile(insertFile(writer, row, null, "p", 1, revision), revision, TIME));

        assertThat(condemn(LATER, BEFORE)).isEmpty();
        assertThat(condemn(LATER, TIME)).as("removed at that time").isEmpty();
        assertThat(condemn(LATER, AFTER)).hasSize(1);
    }

    @Test
    final void condemnedBlobsAreAtMostAsManyAsAskedFor() {
        write(writer -> {
            for (int content = 0; content < 5; content++) {
                writer.putBlob(blob(digests(content)));
            }
        });

        assertThat(condemn(LATER, LATER, 2)).hasSize(2);
        assertThat(condemn(LATER, LATER, 10)).hasSize(3);
        assertThat(store().<List<BlobRow>>write(writer -> writer.condemnedBlobs(3)))
                .extracting(row -> row.digests().sha256())
                .containsExactly(sha256(0), sha256(1), sha256(2));
    }

    @Test
    final void touchedBlobIsSpared() {
        write(writer -> writer.putBlob(blob(digests(1))));
        write(writer -> writer.putBlob(new BlobRow(digests(1), 7, State.LIVE, LATER)));

        assertThat(condemn(LATER, LATER)).isEmpty();
    }

    @Test
    final void forgottenBlobWithoutAnyFileGoes() {
        write(writer -> {
            writer.putBlob(blob(digests(1)));
            writer.putBlob(blob(digests(2)));
        });
        condemn(AFTER, AFTER);

        write(writer -> writer.forgetBlob(sha256(1)));

        assertThat(rows().findBlob(sha256(1))).isEmpty();
        assertThat(rows().findBlob(sha256(2)).orElseThrow().state()).isEqualTo(State.CONDEMNED);
    }

    @Test
    final void forgottenBlobThatTheHistoryNamesStaysAsDeletedAndCanBeRevived() {
        long repository = createRepository("r");
        PackageRow owner = change(
                repository,
                "app",
                (writer, row, revision) ->
                        writer.removeFile(insertFile(writer, row, null, "p", 1, revision), revision, TIME));
        condemn(LATER, LATER);

        write(writer -> writer.forgetBlob(sha256(1)));

        assertThat(rows().findBlob(sha256(1)).orElseThrow().state()).isEqualTo(State.DELETED);
        assertThat(rows().findFile(repository, "p").orElseThrow().digests()).isEqualTo(digests(1));
        assertThat(store().<List<BlobRow>>write(writer -> writer.condemnedBlobs(10)))
                .isEmpty();
        assertThat(condemn(Instant.MAX, Instant.MAX)).isEmpty();

        write(writer -> insertFile(writer, owner, null, "p", 1, 2));
        assertThat(rows().findBlob(sha256(1)).orElseThrow().state()).isEqualTo(State.LIVE);
    }

    @Test
    final void forgettingABlobThatWasRevivedDoesNothing() {
        write(writer -> writer.putBlob(blob(digests(1))));
        condemn(AFTER, AFTER);
        write(writer -> writer.putBlob(new BlobRow(digests(1), 7, State.LIVE, LATER)));

        write(writer -> {
            writer.forgetBlob(sha256(1));
            writer.forgetBlob(sha256(2));
        });

        assertThat(rows().findBlob(sha256(1)).orElseThrow().state()).isEqualTo(State.LIVE);
        assertThat(rows().findBlob(sha256(2))).isEmpty();
    }

    @Test
    final void condemnedBlobIsNotRevivedWhileItsBytesAreDeleted() throws Exception {
        write(writer -> writer.putBlob(blob(digests(1))));
        condemn(AFTER, AFTER);
        waiting(
                deleter -> assertThat(deleter.condemnedBlobs(10)).hasSize(1),
                publisher -> {
                    publisher.putBlob(new BlobRow(digests(1), 7, State.LIVE, LATER));
                    return true;
                },
                deleter -> deleter.forgetBlob(sha256(1)));

        assertThat(rows().findBlob(sha256(1)).orElseThrow().state()).isEqualTo(State.LIVE);
    }

    @Test
    final void blobIsUnusedAfterTheLastFileAndARepositoryWithTheOtherWentAtOnce() throws Exception {
        long doomed = createRepository("doomed");
        long other = createRepository("other");
        change(doomed, "app", (writer, row, revision) -> insertFile(writer, row, null, "p", 1, revision));
        change(other, "app", (writer, row, revision) -> insertFile(writer, row, null, "p", 1, revision));
        long last = rows().findFile(other, "p").orElseThrow().id();

        waiting(
                writer -> writer.removeFile(last, 2, TIME),
                deleter -> {
                    deleter.deleteRepository(doomed);
                    return true;
                },
                writer -> {});

        assertThat(condemn(LATER, LATER)).hasSize(1);
    }

    private List<BlobRow> condemn(Instant touchedBefore, Instant removedSince) {
        return condemn(touchedBefore, removedSince, 100);
    }

    private List<BlobRow> condemn(Instant touchedBefore, Instant removedSince, int limit) {
        return store().write(writer -> writer.condemnBlobs(touchedBefore, removedSince, limit));
    }
}
