import io.artispace.spi.BlobStoreProvider;
import io.artispace.storage.fs.FileBlobStoreProvider;
import io.artispace.storage.fs.MemoryBlobStoreProvider;

/**
 * Blobs in files and in memory. Usually found by its {@code file:} and {@code memory:} locations; the stores can also be created
 * by their constructors.
 */
module io.artispace.storage.fs {
    requires transitive io.artispace;
    requires static org.jspecify;

    exports io.artispace.storage.fs;

    provides BlobStoreProvider with
            FileBlobStoreProvider,
            MemoryBlobStoreProvider;
}
