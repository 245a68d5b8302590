package io.artispace.storage.fs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.artispace.blob.BlobUpload;
import io.artispace.testkit.Content;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is flushed to the disk and when, and what happens if that fails. */
class FileBlobStoreDurabilityTest {
    private static final Content HELLO = Content.text("hello, disk");
    private static final String DIRECTORY = HELLO.sha256().hex().substring(0, 2);

    @TempDir
    Path temporary;

    private final FlakyDisk disk = new FlakyDisk();
    private Path root;
    private FileBlobStore store;

    @BeforeEach
    void open() throws IOException {
        root = temporary.resolve("store");
        store = new FileBlobStore(root, InstantSource.system(), disk);
    }

    @Test
    void directoriesOfANewStoreAreForced() throws IOException {
        assertThat(disk.forced()).containsExactly(temporary.getFileName().toString(), "store");

        new FileBlobStore(root, InstantSource.system(), disk).close();
        assertThat(disk.forced()).isEmpty();
    }

    @Test
    void contentIsForcedBeforeItIsNamedAndTheNameAfterwards() throws IOException {
        List<Boolean> named = new ArrayList<>();
        disk.atFile(() -> named.add(Files.exists(fileOf(HELLO))));
        disk.atDirectory(() -> named.add(Files.exists(fileOf(HELLO))));
        disk.forced();

        HELLO.storeIn(store);

        assertThat(disk.forced()).containsExactly("file", "blobs", DIRECTORY);
        assertThat(named).containsExactly(false, false, true);
    }

    @Test
    void laterBlobOfTheSameDirectoryPaysForItselfOnly() throws IOException {
        HELLO.storeIn(store);
        store.delete(HELLO.sha256());
        disk.forced();

        HELLO.storeIn(store);

        assertThat(disk.forced()).containsExactly("file", DIRECTORY);
    }

    @Test
    void nameThatAnotherProcessMayNotHaveForcedYetIsForced() throws IOException {
        HELLO.storeIn(store);
        FileBlobStore other = new FileBlobStore(root, InstantSource.system(), disk);
        disk.forced();

        HELLO.storeIn(other);

        assertThat(disk.forced()).containsExactly("blobs", DIRECTORY);
    }

    @Test
    void contentForcedEarlyIsNotForcedAgain() throws IOException {
        try (BlobUpload upload = store.beginUpload()) {
            upload.write(HELLO.buffer());
            upload.force();
            upload.force();
            disk.forced();

            upload.commit(HELLO.sha256());
        }

        assertThat(disk.forced()).containsExactly("blobs", DIRECTORY);
    }

    @Test
    void failedForceOfTheContentFailsTheUploadForGood() throws IOException {
        try (BlobUpload upload = store.beginUpload()) {
            upload.write(HELLO.buffer());
            disk.failFiles(true);
            assertThatThrownBy(() -> upload.commit(HELLO.sha256())).hasMessage("Input/output error");
            disk.failFiles(false);
            disk.forced();

            assertThatThrownBy(() -> upload.commit(HELLO.sha256())).hasMessageContaining("failed before");
            assertThatThrownBy(upload::force).hasMessageContaining("failed before");
            assertThat(disk.forced()).isEmpty();
        }

        assertThat(store.find(HELLO.sha256())).isEmpty();
        assertThat(root.resolve("tmp")).isEmptyDirectory();
    }

    @Test
    void failedEarlyForceFailsTheUploadForGood() throws IOException {
        try (BlobUpload upload = store.beginUpload()) {
            upload.write(HELLO.buffer());
            disk.failFiles(true);
            assertThatThrownBy(upload::force).hasMessage("Input/output error");
            disk.failFiles(false);

            assertThatThrownBy(() -> upload.commit(HELLO.sha256())).hasMessageContaining("failed before");
        }
        assertThat(store.find(HELLO.sha256())).isEmpty();
    }

    @Test
    void largeContentIsForcedWhileItStillComes() throws Exception {
        Content large = Content.random(16 * 1024 * 1024, 1);
        CountDownLatch begun = new CountDownLatch(1);
        disk.atFile(begun::countDown);
        disk.forced();

        try (BlobUpload upload = store.beginUpload()) {
            upload.write(large.buffer().limit(8 * 1024 * 1024));
            begun.await();
            upload.write(large.buffer().position(8 * 1024 * 1024));
            upload.commit(large.sha256());
        }

        assertThat(disk.forced())
                .startsWith("file")
                .contains("blobs")
                .filteredOn("file"::equals)
                .hasSizeGreaterThan(1);
        assertThat(fileOf(large)).hasBinaryContent(large.bytes());
    }

    @Test
    void failureOfAnEarlyForceThatNobodyWaitedForFailsTheUploadForGood() throws Exception {
        Content large = Content.random(20 * 1024 * 1024, 1);
        CountDownLatch begun = new CountDownLatch(1);
        disk.atFile(begun::countDown);
        disk.failFiles(true);
        try (BlobUpload upload = store.beginUpload()) {
            upload.write(large.buffer());
            begun.await();
            // Waits for the one that runs. The system tells of a failure once, so the next force succeeds.
            disk.forced();
            disk.failFiles(false);

            assertThatThrownBy(() -> upload.commit(large.sha256())).hasRootCauseMessage("Input/output error");
        }
        assertThat(store.find(large.sha256())).isEmpty();
        assertThat(root.resolve("tmp")).isEmptyDirectory();
    }

    @Test
    void newDirectoryThatCannotBeForcedTakesNoBlob() throws IOException {
        disk.failDirectories(true);
        assertThatThrownBy(() -> HELLO.storeIn(store)).isInstanceOf(IOException.class);
        disk.failDirectories(false);
        assertThat(store.find(HELLO.sha256())).isEmpty();
        disk.forced();

        HELLO.storeIn(store);

        assertThat(disk.forced()).containsExactly("file", "blobs", DIRECTORY);
        assertThat(root.resolve("tmp")).isEmptyDirectory();
    }

    @Test
    void nameThatCouldNotBeForcedFailsTheCommitAndIsForcedByTheNext() throws IOException {
        HELLO.storeIn(store);
        store.delete(HELLO.sha256());
        disk.failDirectories(true);
        assertThatThrownBy(() -> HELLO.storeIn(store)).isInstanceOf(IOException.class);
        disk.failDirectories(false);
        assertThat(fileOf(HELLO)).hasBinaryContent(HELLO.bytes());
        disk.forced();

        HELLO.storeIn(store);

        assertThat(disk.forced()).containsExactly(DIRECTORY);
        assertThat(root.resolve("tmp")).isEmptyDirectory();
    }

    private Path fileOf(Content content) {
        return new StoreLayout(root).fileOf(content.sha256());
    }
}
