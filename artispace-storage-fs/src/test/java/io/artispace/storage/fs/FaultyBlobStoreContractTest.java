package io.artispace.storage.fs;

import io.artispace.blob.BlobStore;
import io.artispace.testkit.BlobStoreContract;
import io.artispace.testkit.FaultyBlobStore;
import java.time.InstantSource;
import java.util.Optional;

/** The contract, kept by a wrapper that is told to break nothing. */
class FaultyBlobStoreContractTest extends BlobStoreContract {
    @Override
    protected BlobStore openEmpty(InstantSource clock) {
        return new FaultyBlobStore(new MemoryBlobStore());
    }

    @Override
    protected Optional<BlobStore> openAgain(InstantSource clock) {
        return Optional.empty();
    }
}
