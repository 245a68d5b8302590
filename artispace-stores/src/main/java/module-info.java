import io.artispace.spi.BlobStoreProvider;
import io.artispace.stores.cache.CachedBlobStoreProvider;
import io.artispace.stores.mirror.MirroredBlobStoreProvider;

/**
 * What is put in front of stores, and between them: a read cache, a mirror, and moving a registry from one pair of stores to another. Cache
 * and mirror are found by {@code cache:} and {@code mirror:} locations.
 */
module io.artispace.stores {
    requires transitive io.artispace;
    requires static org.jspecify;
    requires org.slf4j;

    exports io.artispace.stores.cache;
    exports io.artispace.stores.mirror;
    exports io.artispace.stores.move;

    uses BlobStoreProvider;

    provides BlobStoreProvider with
            CachedBlobStoreProvider,
            MirroredBlobStoreProvider;
}
