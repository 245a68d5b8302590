package io.artispace.stores.mirror;

import io.artispace.blob.BlobStore;
import io.artispace.storage.fs.MemoryBlobStore;
import io.artispace.testkit.BlobStoreContract;
import io.artispace.testkit.FaultyBlobStore;
import java.time.InstantSource;
import java.util.Optional;

/** The contract, kept by two stores of which the second may lag behind. */
class MirroredInFirstContractTest extends BlobStoreContract {
    @Override
    protected BlobStore openEmpty(InstantSource clock) {
        return new MirroredBlobStore(
                new MemoryBlobStore(), new FaultyBlobStore(new MemoryBlobStore()), Durable.IN_FIRST);
    }

    @Override
    protected Optional<BlobStore> openAgain(InstantSource clock) {
        return Optional.empty();
    }
}
