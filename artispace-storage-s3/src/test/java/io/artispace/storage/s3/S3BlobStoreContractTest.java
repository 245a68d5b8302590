package io.artispace.storage.s3;

import io.artispace.blob.BlobStore;
import io.artispace.servers.OwnBucket;
import io.artispace.testkit.BlobStoreContract;
import java.time.InstantSource;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class S3BlobStoreContractTest extends BlobStoreContract {
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
    protected BlobStore openEmpty(InstantSource clock) {
        opened++;
        return openAgain(clock).orElseThrow();
    }

    @Override
    protected Optional<BlobStore> openAgain(InstantSource clock) {
        return Optional.of(new S3BlobStoreProvider().open(bucket.location("store-" + opened), clock));
    }
}
