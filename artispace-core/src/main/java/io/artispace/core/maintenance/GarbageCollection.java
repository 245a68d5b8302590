package io.artispace.core.maintenance;

import io.artispace.Maintenance.Collected;
import io.artispace.StorageFailedException;
import io.artispace.blob.BlobStore;
import io.artispace.metadata.BlobRow;
import io.artispace.metadata.MetadataStore;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * Collects garbage: the bytes of blobs that nothing refers to.
 *
 * <p>Two steps, each one transaction. The first condemns blobs to which, in that very transaction, nothing refers and which nobody has
 * touched within the grace period. The second finds a blob still condemned, deletes its bytes, and marks its row as deleted. A
 * publisher that meets a condemned row ends that, in a transaction of its own, before it stores the bytes. So either the collector
 * does not find the row condemned and leaves it alone, or the publisher stores the bytes after they were deleted. A crash between the
 * steps leaves a condemned row, which the next collection finishes, or whoever publishes the same bytes.
 */
final class GarbageCollection {
    private static final int BATCH = 100;

    /** How long a transaction that deletes may last. It keeps publishers of the same bytes waiting and, in SQLite, all writers. */
    private static final long LONGEST_NANOS = TimeUnit.SECONDS.toNanos(2);

    private final MetadataStore metadata;
    private final BlobStore blobs;
    private final LongSupplier nanoTime;

    GarbageCollection(MetadataStore metadata, BlobStore blobs) {
        this(metadata, blobs, System::nanoTime);
    }

    GarbageCollection(MetadataStore metadata, BlobStore blobs, LongSupplier nanoTime) {
        this.metadata = metadata;
        this.blobs = blobs;
        this.nanoTime = nanoTime;
    }

    Collected collect(Instant graceBegins) {
        Collected total = finishInterrupted();
        List<BlobRow> condemned;
        do {
            condemned = metadata.write(writer -> writer.condemnBlobs(graceBegins, graceBegins, BATCH));
            total = plus(total, condemned.isEmpty() ? new Collected(0, 0) : finishInterrupted());
        } while (condemned.size() == BATCH);
        return total;
    }

    /** Deletes what is condemned, that of an earlier collection included. */
    Collected finishInterrupted() {
        Collected total = new Collected(0, 0);
        Collected batch;
        do {
            batch = deleteCondemned();
            total = plus(total, batch);
        } while (batch.blobs() > 0);
        return total;
    }

    /** Condemns blobs in a transaction that is then rolled back, so that exactly those are counted that would be condemned. */
    Collected rehearse(Instant graceBegins) {
        try {
            return metadata.write(writer -> {
                Collected total = new Collected(0, 0);
                List<BlobRow> condemned;
                do {
                    condemned = writer.condemnBlobs(graceBegins, graceBegins, BATCH);
                    total = plus(total, sum(condemned));
                } while (condemned.size() == BATCH);
                throw new Rehearsed(total);
            });
        } catch (Rehearsed rehearsed) {
            return rehearsed.collected;
        }
    }

    private Collected deleteCondemned() {
        return metadata.write(writer -> {
            long begin = nanoTime.getAsLong();
            List<BlobRow> deleted = new ArrayList<>();
            for (BlobRow row : writer.condemnedBlobs(BATCH)) {
                if (!deleted.isEmpty() && nanoTime.getAsLong() - begin > LONGEST_NANOS) {
                    break;
                }
                try {
                    blobs.delete(row.digests().sha256());
                } catch (IOException e) {
                    throw new StorageFailedException(
                            "Cannot delete garbage: the blob store failed. What was not deleted is collected next time.",
                            e);
                }
                writer.forgetBlob(row.digests().sha256());
                deleted.add(row);
            }
            return sum(deleted);
        });
    }

    private static Collected sum(List<BlobRow> rows) {
        return new Collected(rows.size(), rows.stream().mapToLong(BlobRow::size).sum());
    }

    private static Collected plus(Collected a, Collected b) {
        return new Collected(a.blobs() + b.blobs(), a.bytes() + b.bytes());
    }

    private static final class Rehearsed extends RuntimeException {
        private static final long serialVersionUID = 1L;
        private final transient Collected collected;

        Rehearsed(Collected collected) {
            super(null, null, false, false);
            this.collected = collected;
        }
    }
}
