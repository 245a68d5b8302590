package io.artispace.storage.fs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.common.jimfs.Configuration;
import com.google.common.jimfs.Jimfs;
import io.artispace.blob.Blob;
import io.artispace.blob.BlobStoreFullException;
import io.artispace.blob.BlobUpload;
import io.artispace.testkit.Content;
import io.artispace.testkit.MutableClock;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.FileSystem;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the file store does on the disk, beyond its contract. */
class FileBlobStoreTest {
    private static final Content HELLO = Content.text("hello, file");

    @TempDir
    Path root;

    private final MutableClock clock = new MutableClock(Instant.parse("2025-03-01T00:00:00Z"));
    private FileBlobStore store;

    @BeforeEach
    void open() throws IOException {
        store = new FileBlobStore(root, clock);
    }

    @Test
    void blobLiesUnderItsDigestInADirectoryOfItsFirstTwoCharacters() throws IOException {
        HELLO.storeIn(store);

        String hex = HELLO.sha256().hex();
        Path file = root.resolve("blobs").resolve(hex.substring(0, 2)).resolve(hex);
        assertThat(file).hasBinaryContent(HELLO.bytes());
        assertThat(store.find(HELLO.sha256()).flatMap(Blob::path)).contains(file);
    }

    @Test
    void nothingButTheBlobIsLeft() throws IOException {
        HELLO.storeIn(store);
        HELLO.storeIn(store);
        store.beginUpload().close();
        Content deleted = Content.text("deleted").storeIn(store);
        store.delete(deleted.sha256());

        assertThat(filesBelow(root)).containsExactly(fileOf(HELLO));
    }

    @Test
    void emptyDirectoryThatSomebodyRemovedIsCreatedAgain() throws IOException {
        HELLO.storeIn(store);
        store.delete(HELLO.sha256());
        Files.delete(fileOf(HELLO).getParent());

        HELLO.storeIn(store);

        assertThat(fileOf(HELLO)).hasBinaryContent(HELLO.bytes());
    }

    @Test
    void damagedFileOfAnotherSizeIsReplaced() throws IOException {
        HELLO.storeIn(store);
        Files.writeString(fileOf(HELLO), "hello");

        HELLO.storeIn(store);

        assertThat(fileOf(HELLO)).hasBinaryContent(HELLO.bytes());
    }

    @Test
    void fileThatEndsEarlyIsNotReadAsIfComplete() throws IOException {
        HELLO.storeIn(store);
        Blob blob = store.find(HELLO.sha256()).orElseThrow();
        Files.writeString(fileOf(HELLO), "hello");

        try (InputStream in = blob.open()) {
            assertThatThrownBy(in::readAllBytes).isInstanceOf(EOFException.class);
        }
    }

    @Test
    void storeWhoseDiskHasGoneSaysSoInsteadOfNotFound() throws IOException {
        Files.delete(root.resolve("blobs"));

        assertThatThrownBy(() -> store.find(HELLO.sha256())).isInstanceOf(IOException.class);
        assertThatThrownBy(() -> store.delete(HELLO.sha256())).isInstanceOf(IOException.class);
        assertThatThrownBy(() -> store.list()).isInstanceOf(IOException.class).hasMessageContaining("mounted");
        assertThatThrownBy(() -> HELLO.storeIn(store)).isInstanceOf(IOException.class);
    }

    @Test
    void listingWhoseDiskGoesHalfWayDoesNotEndInSilence() throws IOException {
        HELLO.storeIn(store);
        try (Stream<Blob> blobs = store.list()) {
            Files.delete(fileOf(HELLO));
            Files.delete(fileOf(HELLO).getParent());
            Files.delete(root.resolve("blobs"));

            assertThatThrownBy(blobs::toList).isInstanceOf(UncheckedIOException.class);
        }
    }

    @Test
    void somethingElseInTheBlobsPlaceIsAFailure() throws IOException {
        Files.createDirectories(fileOf(HELLO));

        assertThatThrownBy(() -> store.find(HELLO.sha256()))
                .isInstanceOf(IOException.class)
                .hasMessageContaining(HELLO.sha256().hex())
                .hasMessageNotContaining(root.toString());
    }

    @Test
    void filesOfOthersAreNotListed() throws IOException {
        HELLO.storeIn(store);
        Files.writeString(fileOf(HELLO).resolveSibling("README"), "not a blob");

        try (Stream<Blob> blobs = store.list()) {
            assertThat(blobs.map(Blob::digest)).containsExactly(HELLO.sha256());
        }
    }

    @Test
    void uploadsOfDeadProcessesAreRemovedAfterADay() throws IOException {
        Path old = Files.writeString(root.resolve("tmp/old"), "interrupted");
        Path young = Files.writeString(root.resolve("tmp/young"), "perhaps in progress");
        Files.setLastModifiedTime(old, FileTime.from(clock.instant().minus(Duration.ofHours(25))));
        Files.setLastModifiedTime(young, FileTime.from(clock.instant().minus(Duration.ofHours(23))));

        assertThat(store.removeLeftovers()).isEqualTo(1);

        assertThat(filesBelow(root)).containsExactly(young);
    }

    /** Otherwise its name would be kept in memory, too, for as long as the store is open. */
    @Test
    void fileThatAClosedUploadCouldNotDeleteIsALeftoverOfThisStoreToo() throws IOException {
        Path file;
        try (BlobUpload upload = store.beginUpload()) {
            upload.write(HELLO.buffer());
            file = filesBelow(root).get(0);
        }
        Files.writeString(file, "not deleted");
        clock.advance(Duration.between(clock.instant(), Instant.now().plus(Duration.ofDays(2))));

        assertThat(store.removeLeftovers()).isEqualTo(1);

        assertThat(filesBelow(root)).isEmpty();
    }

    @Test
    void interruptedDeletionsAreFinished() throws IOException {
        Files.writeString(root.resolve("trash/any"), "deleted");

        assertThat(store.removeLeftovers()).isEqualTo(1);

        assertThat(filesBelow(root)).isEmpty();
    }

    @Test
    void uploadWhoseFileAnotherProcessTookForALeftoverFails() throws IOException {
        try (BlobUpload upload = store.beginUpload()) {
            upload.write(HELLO.buffer());
            clock.advance(Duration.between(clock.instant(), Instant.now().plus(Duration.ofDays(2))));
            assertThat(new FileBlobStore(root, clock).removeLeftovers()).isEqualTo(1);

            assertThatThrownBy(() -> upload.commit(HELLO.sha256())).isInstanceOf(IOException.class);
        }
        assertThat(store.find(HELLO.sha256())).isEmpty();
    }

    @Test
    void uploadThatMeetsAFullDiskLeavesNothingAndSpaceReturns() throws IOException {
        Configuration small =
                Configuration.unix().toBuilder().setMaxSize(1024 * 1024).build();
        try (FileSystem disk = Jimfs.newFileSystem(small)) {
            FileBlobStore full = new FileBlobStore(disk.getPath("/store"), clock);
            Content fits = Content.random(700_000, 1).storeIn(full);
            Content tooLarge = Content.random(700_000, 2);

            try (BlobUpload upload = full.beginUpload()) {
                assertThatThrownBy(() -> upload.write(tooLarge.buffer()))
                        .isInstanceOf(BlobStoreFullException.class)
                        .hasMessage("No room is left: the disk of the blob store is full.");
                assertThatThrownBy(() -> upload.write(HELLO.buffer())).hasMessageContaining("failed before");
                assertThatThrownBy(() -> upload.commit(tooLarge.sha256())).hasMessageContaining("failed before");
            }

            assertThat(full.find(tooLarge.sha256())).isEmpty();
            assertThat(filesBelow(disk.getPath("/store"))).hasSize(1);
            full.delete(fits.sha256());
            tooLarge.storeIn(full);
            assertThat(full.find(tooLarge.sha256())).isPresent();
        }
    }

    private Path fileOf(Content content) {
        return new StoreLayout(root).fileOf(content.sha256());
    }

    private static List<Path> filesBelow(Path directory) throws IOException {
        try (Stream<Path> paths = Files.walk(directory)) {
            return paths.filter(Files::isRegularFile).toList();
        }
    }
}
