package io.artispace.storage.fs;

import io.artispace.blob.BlobStore;
import io.artispace.testkit.BlobStoreContract;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Optional;
import org.junit.jupiter.api.io.TempDir;

class FileBlobStoreContractTest extends BlobStoreContract {
    @TempDir
    Path directory;

    private Path root;

    @Override
    protected BlobStore openEmpty(InstantSource clock) throws IOException {
        root = Files.createTempDirectory(directory, "store").resolve("not/yet/there");
        return new FileBlobStore(root, clock);
    }

    @Override
    protected Optional<BlobStore> openAgain(InstantSource clock) throws IOException {
        return Optional.of(new FileBlobStore(root, clock));
    }
}
