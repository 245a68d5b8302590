package io.artispace.storage.fs;

import io.artispace.blob.BlobStore;
import io.artispace.testkit.BlobStoreContract;
import java.time.InstantSource;
import java.util.Optional;

class MemoryBlobStoreContractTest extends BlobStoreContract {
    @Override
    protected BlobStore openEmpty(InstantSource clock) {
        return new MemoryBlobStore();
    }

    @Override
    protected Optional<BlobStore> openAgain(InstantSource clock) {
        return Optional.empty();
    }
}
