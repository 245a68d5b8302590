package io.artispace.core;

import io.artispace.Registry;
import io.artispace.RegistryConfiguration;
import io.artispace.StorageFailedException;
import io.artispace.blob.BlobStore;
import io.artispace.metadata.MetadataStore;
import io.artispace.spi.BlobStoreProvider;
import io.artispace.spi.MetadataStoreProvider;
import io.artispace.spi.RegistryProvider;
import io.artispace.spi.Services;
import java.util.ArrayDeque;
import java.util.Deque;

/** Opens registries: finds or takes over the stores and hands them to the one place that wires them. */
public final class CoreRegistryProvider implements RegistryProvider {
    /** For {@link java.util.ServiceLoader}, and for hosts that do without it. */
    public CoreRegistryProvider() {}

    @Override
    public Registry open(RegistryConfiguration configuration) {
        Deque<AutoCloseable> owned = new ArrayDeque<>();
        try {
            MetadataStore metadata = configuration.metadataStore().orElseGet(() -> openMetadata(configuration, owned));
            requireWhole(metadata);
            BlobStore blobs = configuration.blobStore().orElseGet(() -> openBlobs(configuration, owned));
            return new CoreRegistry(configuration, metadata, blobs, owned);
        } catch (RuntimeException e) {
            OwnedStores.closeAfter(e, owned);
            throw e;
        }
    }

    /** Half a registry looks like a registry whose other half was deleted. */
    private static void requireWhole(MetadataStore metadata) {
        if (metadata.<Boolean>read(reader -> reader.dump().isUnfinished())) {
            throw new StorageFailedException(
                    "Cannot open the registry: its metadata store is the target of a move that was not"
                            + " finished. Open the registry on the stores it was moved from, and finish the move or begin it anew.");
        }
    }

    private static MetadataStore openMetadata(RegistryConfiguration configuration, Deque<AutoCloseable> owned) {
        MetadataStore store = Services.of(MetadataStoreProvider.class, configuration.classLoader())
                .forLocation(configuration.metadataLocation().toString(), MetadataStoreProvider::schemes)
                .open(configuration.metadataLocation());
        owned.push(store);
        return store;
    }

    private static BlobStore openBlobs(RegistryConfiguration configuration, Deque<AutoCloseable> owned) {
        BlobStore store = Services.of(BlobStoreProvider.class, configuration.classLoader())
                .forLocation(configuration.blobLocation().toString(), BlobStoreProvider::schemes)
                .open(configuration.blobLocation(), configuration.clock(), configuration.classLoader());
        owned.push(store);
        return store;
    }
}
