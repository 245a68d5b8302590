package io.artispace.stores.move;

import io.artispace.metadata.MetadataStore;
import io.artispace.metadata.jdbc.JdbcMetadataStore;
import io.artispace.storage.fs.MemoryBlobStore;
import io.artispace.testkit.MetadataStoreContract;
import java.util.Optional;

/** The contract, kept by rows that can be moved. */
class MovableMetadataContractTest extends MetadataStoreContract {
    @Override
    protected MetadataStore openEmpty() {
        return new MovableStores(JdbcMetadataStore.openInMemory(), new MemoryBlobStore()).metadata();
    }

    @Override
    protected Optional<MetadataStore> openAgain() {
        return Optional.empty();
    }
}
