package io.artispace.stores.cache;

import io.artispace.blob.BlobStore;
import io.artispace.servers.OwnBucket;
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

/** The contract, kept by a cache in front of S3. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class CachedS3StoreContractTest extends BlobStoreContract {
    @TempDir
    Path directory;

    private OwnBucket bucket;
    private int opened;
    private int caches;

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
        caches++;
        BlobStore origin = new S3BlobStoreProvider().open(bucket.location("store-" + opened), clock);
        return Optional.of(CachedBlobStore.open(origin, directory.resolve("cache" + caches), 100 << 20, clock));
    }
}
