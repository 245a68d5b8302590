package io.artispace.core.publication;

import static io.artispace.core.Fixture.APP;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.artispace.Overwrite;
import io.artispace.Registry;
import io.artispace.StorageFailedException;
import io.artispace.ViewScope;
import io.artispace.blob.BlobStoreFullException;
import io.artispace.core.Fixture;
import java.io.IOException;
import org.junit.jupiter.api.Test;

/** What a publisher is told if the store is full. */
class FullStoreTest {
    @Test
    void fullStoreIsReportedAsFullAndNotAsBusy() {
        SlowStore store = new SlowStore(1, () -> {
            throw new IOException("one of two", new BlobStoreFullException("the S3 server", new IOException("507")));
        });
        try (Fixture fixture = new Fixture(Registry.builder().blobs(store))) {
            assertThatThrownBy(() -> fixture.publish("1", "file", "content", Overwrite.NEVER))
                    .isInstanceOf(StorageFailedException.class)
                    .hasMessageStartingWith(
                            "Cannot store the bytes received: the S3 server is full. Nothing was published. Free some space there");
            assertThat(fixture.repository().view(APP, ViewScope.everything())).isEmpty();
        }
    }
}
