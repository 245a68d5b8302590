package io.artispace.stores.move;

import io.artispace.blob.BlobStore;
import io.artispace.metadata.jdbc.JdbcMetadataStore;
import io.artispace.storage.fs.FileBlobStore;
import io.artispace.testkit.BlobStoreContract;
import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Optional;
import org.junit.jupiter.api.io.TempDir;

/** The contract, kept by bytes that can be moved. */
class MovableBlobsContractTest extends BlobStoreContract {
    @TempDir
    Path directory;

    private int opened;

    @Override
    protected BlobStore openEmpty(InstantSource clock) throws IOException {
        opened++;
        return openAgain(clock).orElseThrow();
    }

    @Override
    protected Optional<BlobStore> openAgain(InstantSource clock) throws IOException {
        return Optional.of(new MovableStores(
                        JdbcMetadataStore.openInMemory(), new FileBlobStore(directory.resolve("store" + opened), clock))
                .blobs());
    }
}
