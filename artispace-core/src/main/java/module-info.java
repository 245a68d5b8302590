/**
 * The registry itself: hosted repositories, publications, views and documents, access, events and maintenance, written once for all
 * formats and stores. Programs use it through {@code io.artispace}; what is exported here is only how to open it.
 */
module io.artispace.core {
    requires transitive io.artispace;
    requires static org.jspecify;
    requires com.fasterxml.jackson.core;
    requires java.net.http;
    requires org.slf4j;

    exports io.artispace.core;

    uses io.artispace.format.PackageFormat;
    uses io.artispace.spi.BlobStoreProvider;
    uses io.artispace.spi.MetadataStoreProvider;

    provides io.artispace.spi.RegistryProvider with
            io.artispace.core.CoreRegistryProvider;
}
