package io.artispace.stores.cache;

import io.artispace.blob.BlobStore;
import io.artispace.storage.fs.FileBlobStore;
import io.artispace.testkit.BlobStoreContract;
import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Optional;
import org.junit.jupiter.api.io.TempDir;

/** The contract, kept by a cache in front of files. */
class CachedFileStoreContractTest extends BlobStoreContract {
    @TempDir
    Path directory;

    private int opened;
    private int caches;

    @Override
    protected BlobStore openEmpty(InstantSource clock) throws IOException {
        opened++;
        return openAgain(clock).orElseThrow();
    }

    @Override
    protected Optional<BlobStore> openAgain(InstantSource clock) throws IOException {
        caches++;
        return Optional.of(CachedBlobStore.open(
                new FileBlobStore(directory.resolve("origin" + opened), clock),
                directory.resolve("cache" + caches),
                1 << 20,
                clock));
    }
}
