package io.artispace.core.content;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.artispace.Overwrite;
import io.artispace.Registry;
import io.artispace.StorageFailedException;
import io.artispace.core.Fixture;
import io.artispace.metadata.MetadataStore;
import io.artispace.metadata.jdbc.JdbcMetadataStore;
import io.artispace.storage.fs.FileBlobStore;
import java.nio.file.Path;
import java.time.Clock;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A call that fails because the host interrupted its thread says so. */
class InterruptedHostTest {
    @TempDir
    Path directory;

    @AfterEach
    void clear() {
        Thread.interrupted();
    }

    @Test
    void interruptIsNotTakenForAFailureOfTheStore() throws Exception {
        try (MetadataStore rows = JdbcMetadataStore.openInMemory();
                FileBlobStore blobs = new FileBlobStore(directory, Clock.systemUTC());
                Fixture fixture = new Fixture(Registry.builder().metadata(rows).blobs(blobs))) {
            fixture.publish("1", "a", "one", Overwrite.SAME);

            Thread.currentThread().interrupt();
            assertThatThrownBy(() -> fixture.publish("1", "b", "two", Overwrite.SAME))
                    .isInstanceOf(StorageFailedException.class)
                    .hasMessageContaining("the thread that stores them was interrupted");
            assertThatThrownBy(() -> fixture.repository()
                            .file(Fixture.path("1", "a"))
                            .orElseThrow()
                            .open())
                    .isInstanceOf(StorageFailedException.class)
                    .hasMessageContaining("the thread that reads was interrupted");

            assertThat(Thread.interrupted()).isTrue();
            fixture.publish("1", "b", "two", Overwrite.SAME);
            assertThat(fixture.repository()
                            .file(Fixture.path("1", "a"))
                            .orElseThrow()
                            .open())
                    .hasContent("one");
        }
    }
}
