package io.artispace.core.maintenance;

import static org.assertj.core.api.Assertions.assertThat;

import io.artispace.Maintenance.Collected;
import io.artispace.blob.Digest;
import io.artispace.blob.Digests;
import io.artispace.metadata.BlobRow;
import io.artispace.metadata.jdbc.JdbcMetadataStore;
import io.artispace.storage.fs.MemoryBlobStore;
import io.artispace.testkit.FaultyBlobStore;
import io.artispace.testkit.FaultyBlobStore.Step;
import io.artispace.testkit.FaultyMetadataStore;
import io.artispace.testkit.FaultyMetadataStore.Moment;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

final class GarbageCollectionTest {
    /** Whoever writes to SQLite waits for the transaction that deletes, and not for long. */
    @Test
    void deletionsThatTakeTheirTimeAreDividedAmongSeveralTransactions() throws IOException {
        List<Integer> deletedByThen = new ArrayList<>();
        try (FaultyBlobStore blobs = new FaultyBlobStore(new MemoryBlobStore());
                FaultyMetadataStore metadata =
                        new FaultyMetadataStore(JdbcMetadataStore.openInMemory(), (moment, call) -> {
                            if (moment == Moment.BEFORE_COMMIT) {
                                deletedByThen.add(blobs.calls(Step.DELETE));
                            }
                        })) {
            metadata.write(writer -> {
                for (int i = 0; i < 3; i++) {
                    Digest sha256 = Digest.sha256("%064x".formatted(i));
                    writer.putBlob(new BlobRow(
                            new Digests(sha256, null, null, null), 10, BlobRow.State.CONDEMNED, Instant.EPOCH));
                }
                return true;
            });
            GarbageCollection slow = new GarbageCollection(
                    metadata, blobs, () -> TimeUnit.SECONDS.toNanos(3L * blobs.calls(Step.DELETE)));

            assertThat(slow.finishInterrupted()).isEqualTo(new Collected(3, 30));

            assertThat(deletedByThen).containsExactly(0, 1, 2, 3, 3);
            assertThat(metadata.<List<BlobRow>>write(writer -> writer.condemnedBlobs(10)))
                    .isEmpty();
        }
    }
}
