package io.artispace.metadata.jdbc;

import io.artispace.metadata.MetadataStore;
import io.artispace.spi.MetadataStoreProvider;
import java.net.URI;
import java.util.Set;

/**
 * Opens {@link JdbcMetadataStore}s: {@code sqlite:/var/lib/registry/artispace.db} keeps the rows in a file, {@code memory:/} in
 * memory until the store is closed.
 */
public final class JdbcMetadataStoreProvider implements MetadataStoreProvider {
    private static final String SQLITE = "sqlite:";
    private static final String MEMORY = "memory:";

    /** Creates the provider. */
    public JdbcMetadataStoreProvider() {}

    @Override
    public Set<String> schemes() {
        return Set.of(SQLITE, MEMORY);
    }

    @Override
    public MetadataStore open(URI location) {
        return location.toString().regionMatches(true, 0, MEMORY, 0, MEMORY.length())
                ? JdbcMetadataStore.openInMemory()
                : JdbcMetadataStore.openSqlite(SqliteLocation.file(location));
    }
}
