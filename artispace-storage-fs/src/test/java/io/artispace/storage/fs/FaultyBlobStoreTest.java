package io.artispace.storage.fs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.artispace.blob.Blob;
import io.artispace.blob.BlobStoreFullException;
import io.artispace.blob.BlobUpload;
import io.artispace.testkit.Content;
import io.artispace.testkit.FaultyBlobStore;
import io.artispace.testkit.FaultyBlobStore.Step;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The faulty store of the test kit does what other tests rely on. It is tested here, where there are stores to wrap. */
class FaultyBlobStoreTest {
    private static final Content HELLO = Content.text("hello, fault");

    private final MemoryBlobStore inside = new MemoryBlobStore();
    private final FaultyBlobStore store = new FaultyBlobStore(inside);

    @ParameterizedTest(name = "before {0}")
    @EnumSource
    void eachStepFailsBeforeItsWork(Step step) throws IOException {
        runAllSteps();
        store.heal();
        store.failBefore(step, 1);

        assertThatThrownBy(this::runAllSteps).hasMessageContaining("before call 1 of " + step);

        assertThat(store.calls(step)).isEqualTo(1);
        runAllSteps();
    }

    @ParameterizedTest(name = "after {0}")
    @EnumSource
    void eachStepFailsAfterItsWork(Step step) throws IOException {
        store.failAfter(step, 2);
        runAllSteps();

        assertThatThrownBy(this::runAllSteps).hasMessageContaining("after call 2 of " + step);

        runAllSteps();
    }

    @ParameterizedTest(name = "always {0}")
    @EnumSource
    void stepThatAlwaysFailsDoesSoUntilItIsHealed(Step step) throws IOException {
        runAllSteps();
        store.failAlways(step, () -> new BlobStoreFullException("the disk", new IOException("of a test")));

        assertThatThrownBy(this::runAllSteps).isInstanceOf(BlobStoreFullException.class);
        assertThatThrownBy(this::runAllSteps).isInstanceOf(BlobStoreFullException.class);

        store.heal();
        runAllSteps();
    }

    @Test
    void faultThatWouldNeverComeIsRefused() {
        assertThatThrownBy(() -> store.failBefore(Step.COMMIT, 0)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> store.failAfter(Step.COMMIT, -1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("1 for the next one");
    }

    @Test
    void failedCommitBeforeItsWorkStoresNothing() {
        store.failBefore(Step.COMMIT, 1);

        assertThatThrownBy(() -> HELLO.storeIn(store)).isInstanceOf(IOException.class);

        assertThat(inside.find(HELLO.sha256())).isEmpty();
    }

    @Test
    void failedCommitAfterItsWorkHasStoredTheBlob() {
        store.failAfter(Step.COMMIT, 1);

        assertThatThrownBy(() -> HELLO.storeIn(store)).isInstanceOf(IOException.class);

        assertThat(inside.find(HELLO.sha256())).isPresent();
    }

    @Test
    void uploadThatFailedCanOnlyBeClosed() throws IOException {
        store.failBefore(Step.WRITE, 1);
        try (BlobUpload upload = store.beginUpload()) {
            assertThatThrownBy(() -> upload.write(HELLO.buffer())).isInstanceOf(IOException.class);

            assertThat(upload.isOpen()).isFalse();
            assertThatThrownBy(() -> upload.write(HELLO.buffer())).hasMessageContaining("failed before");
            assertThatThrownBy(() -> upload.commit(HELLO.sha256())).hasMessageContaining("failed before");
        }
        assertThat(inside.find(HELLO.sha256())).isEmpty();
    }

    private void runAllSteps() throws IOException {
        try (BlobUpload upload = store.beginUpload()) {
            upload.write(HELLO.buffer());
            upload.force();
            upload.commit(HELLO.sha256());
        }
        Blob blob = store.find(HELLO.sha256()).orElseThrow();
        blob.open().close();
        store.list().close();
        store.delete(HELLO.sha256());
    }
}
