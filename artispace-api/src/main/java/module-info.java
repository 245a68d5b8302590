/**
 * The contract of ArtiSpace: the registry as its users see it, and the interfaces that stores, formats and fronts implement.
 * It depends on nothing, so that whoever implements one of them depends on nothing else either.
 */
module io.artispace {
    // Not transitive: modules that require this one would then need the annotations to compile, and no POM brings them
    // along.
    requires static org.jspecify;

    exports io.artispace;
    exports io.artispace.access;
    exports io.artispace.blob;
    exports io.artispace.event;
    exports io.artispace.exchange;
    exports io.artispace.format;
    exports io.artispace.ledger;
    exports io.artispace.metadata;
    exports io.artispace.policy;
    exports io.artispace.spi;
    exports io.artispace.upstream;

    uses io.artispace.spi.BlobStoreProvider;
    uses io.artispace.spi.MetadataStoreProvider;
    uses io.artispace.spi.RegistryProvider;
    uses io.artispace.format.PackageFormat;
}
