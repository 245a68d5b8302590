package io.artispace.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.artispace.blob.Blob;
import io.artispace.blob.BlobStore;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** The store under test, and what the suites share. */
abstract class BlobStoreFixture {
    static final Content HELLO = Content.text("hello, blob");
    static final int WRITERS = 8;

    final MutableClock clock = new MutableClock(Instant.now());
    private BlobStore store;

    /**
     * Opens the store under test, empty; the suite closes it.
     *
     * @param clock the store's source of time
     * @return a store that shares nothing with earlier ones
     * @throws IOException if it cannot be opened
     */
    protected abstract BlobStore openEmpty(InstantSource clock) throws IOException;

    /**
     * Opens what the last {@link #openEmpty} opened once more, as another process would; the suite closes it.
     *
     * @param clock the store's source of time
     * @return the store; empty if what it keeps ends with its instance
     * @throws IOException if it cannot be opened
     */
    protected abstract Optional<BlobStore> openAgain(InstantSource clock) throws IOException;

    @BeforeEach
    final void open() throws IOException {
        store = openEmpty(clock);
    }

    @AfterEach
    final void close() throws IOException {
        store.close();
    }

    final BlobStore store() {
        return store;
    }

    final void assertAbsent(Content content) throws IOException {
        assertThat(store.find(content.sha256())).isEmpty();
        assertThat(listed()).noneMatch(blob -> blob.digest().equals(content.sha256()));
    }

    static void assertHolds(Blob blob, Content content) throws IOException {
        assertThat(blob.size()).isEqualTo(content.size());
        assertThat(read(blob)).isEqualTo(content.bytes());
    }

    final List<Blob> listed() throws IOException {
        try (Stream<Blob> blobs = store.list()) {
            return blobs.toList();
        }
    }

    static byte[] read(Blob blob) throws IOException {
        try (InputStream in = blob.open()) {
            return in.readAllBytes();
        }
    }
}
