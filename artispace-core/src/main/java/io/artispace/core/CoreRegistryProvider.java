package io.artispace.core;

import io.artispace.Registry;
import io.artispace.RegistryConfiguration;
import io.artispace.StorageFailedException;
import io.artispace.blob.Blob;
import io.artispace.blob.BlobStore;
import io.artispace.blob.Digest;
import io.artispace.metadata.MetadataStore;
import io.artispace.spi.BlobStoreProvider;
import io.artispace.spi.MetadataStoreProvider;
import io.artispace.spi.RegistryProvider;
import io.artispace.spi.Services;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.stream.Stream;

/** Opens registries: finds or takes over the stores and hands them to the one place that wires them. Stateless. */
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
            requireOneRegistry(metadata, blobs);
            return new CoreRegistry(configuration, metadata, blobs, owned);
        } catch (RuntimeException | Error e) {
            // Errors, too: a host survives a plug-in that lacks some of its classes, and the stores must not stay open
            // then.
            OwnedStores.closeAfter(e, owned);
            throw e;
        }
    }

    /** Refuses a store whose restore was not finished: half a registry looks like one whose other half was deleted. */
    private static void requireWhole(MetadataStore metadata) {
        if (metadata.<Boolean>read(reader -> reader.dump().isUnfinished())) {
            throw new StorageFailedException(
                    "Cannot open the registry: its metadata store is the target of a move that was not"
                            + " finished. Open the registry on the stores it was moved from, and finish the move or begin it anew.");
        }
    }

    /**
     * Refuses bytes without rows. A database that was lost, or truncated to nothing, is silently created anew, and all bytes would then be
     * taken for garbage. Rows are written before bytes, since there has to be a repository to publish to; so rows are looked for again
     * after bytes were found, as another process may just have written both. The first question is the one that settles nearly every
     * opening, and loads no class that is not needed anyway.
     */
    private static void requireOneRegistry(MetadataStore metadata, BlobStore blobs) {
        if (hasNoRepositories(metadata)) {
            Optional<Digest> stored = anyOf(blobs);
            if (stored.isPresent() && isNew(metadata)) {
                throw new StorageFailedException(
                        "Cannot open the registry: its metadata store is new or empty, and its blob store is not;"
                                + " it has " + stored.get()
                                + ", for one. A database that was lost, cut off or is looked for in the wrong place looks like this."
                                + " Correct the location, or restore the database from a backup. Without it nobody can tell what the bytes are: to begin"
                                + " anew, move them away, or give the registry another place for its own.");
            }
        }
    }

    private static boolean hasNoRepositories(MetadataStore metadata) {
        return metadata.read(reader -> reader.repositories().isEmpty());
    }

    private static boolean isNew(MetadataStore metadata) {
        return metadata.read(reader -> reader.repositories().isEmpty()
                && reader.users("", 1).isEmpty()
                && reader.blobs("", 1).isEmpty());
    }

    private static Optional<Digest> anyOf(BlobStore blobs) {
        try (Stream<Blob> stored = blobs.origin().list()) {
            return stored.findFirst().map(Blob::digest);
        } catch (IOException | UncheckedIOException e) {
            throw unlisted(e);
        }
    }

    private static StorageFailedException unlisted(Exception cause) {
        return new StorageFailedException(
                "Cannot open the registry: its metadata store is new, and whether the blob store is new as well cannot be found"
                        + " out, because that failed to list what it has. Check that it can be reached and read, and open it again.",
                cause);
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
