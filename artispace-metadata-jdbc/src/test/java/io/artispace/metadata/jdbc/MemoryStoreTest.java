package io.artispace.metadata.jdbc;

import io.artispace.metadata.MetadataStore;
import io.artispace.testkit.MetadataStoreContract;
import java.net.URI;
import java.util.Optional;

/** The contract, kept by a store in memory. */
class MemoryStoreTest extends MetadataStoreContract {
    @Override
    protected MetadataStore openEmpty() {
        return new JdbcMetadataStoreProvider().open(URI.create("memory:/"));
    }

    @Override
    protected Optional<MetadataStore> openAgain() {
        return Optional.empty();
    }
}
