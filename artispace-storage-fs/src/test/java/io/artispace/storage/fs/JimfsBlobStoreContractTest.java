package io.artispace.storage.fs;

import com.google.common.jimfs.Configuration;
import com.google.common.jimfs.Jimfs;
import io.artispace.blob.BlobStore;
import io.artispace.testkit.BlobStoreContract;
import java.io.IOException;
import java.nio.file.FileSystem;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;

/** The file store on a file system that is not the default one: without {@code java.io.File}, and without paths to hand out. */
class JimfsBlobStoreContractTest extends BlobStoreContract {
    private final FileSystem fileSystem = Jimfs.newFileSystem(Configuration.unix());
    private int stores;
    private Path root;

    @Override
    protected BlobStore openEmpty(InstantSource clock) throws IOException {
        root = fileSystem.getPath("/stores/" + stores++);
        return new FileBlobStore(root, clock);
    }

    @Override
    protected Optional<BlobStore> openAgain(InstantSource clock) throws IOException {
        return Optional.of(new FileBlobStore(root, clock));
    }

    @AfterEach
    void closeFileSystem() throws IOException {
        fileSystem.close();
    }
}
