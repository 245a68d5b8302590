package io.artispace.storage.fs;

import io.artispace.blob.BlobStore;
import io.artispace.spi.BlobStoreProvider;
import java.net.URI;
import java.time.InstantSource;
import java.util.Set;

/** Opens {@code memory:} locations: each time a new, empty store, whatever follows the colon. Stateless. */
public final class MemoryBlobStoreProvider implements BlobStoreProvider {
    /** Creates the provider; {@link java.util.ServiceLoader} does. */
    public MemoryBlobStoreProvider() {}

    @Override
    public Set<String> schemes() {
        return Set.of("memory:");
    }

    @Override
    public BlobStore open(URI location, InstantSource clock) {
        return new MemoryBlobStore();
    }
}
