package io.artispace.stores.mirror;

import io.artispace.blob.BlobStore;
import io.artispace.servers.OwnBucket;
import io.artispace.storage.fs.FileBlobStore;
import io.artispace.storage.s3.S3BlobStoreProvider;
import io.artispace.testkit.BlobStoreContract;
import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** The contract, kept by files and S3 together. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class MirroredStoreContractTest extends BlobStoreContract {
    @TempDir
    Path directory;

    private OwnBucket bucket;
    private int opened;

    @BeforeAll
    void createBucket() {
        bucket = OwnBucket.create();
    }

    @AfterAll
    void removeBucket() {
        bucket.close();
    }

    @Override
    protected BlobStore openEmpty(InstantSource clock) throws IOException {
        opened++;
        return openAgain(clock).orElseThrow();
    }

    @Override
    protected Optional<BlobStore> openAgain(InstantSource clock) throws IOException {
        return Optional.of(new MirroredBlobStore(
                new FileBlobStore(directory.resolve("store" + opened), clock),
                new S3BlobStoreProvider().open(bucket.location("store-" + opened), clock),
                Durable.IN_BOTH));
    }
}
