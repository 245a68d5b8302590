package io.artispace.metadata.jdbc;

import io.artispace.metadata.MetadataStore;
import io.artispace.metadata.jdbc.server.ServerLocation;
import io.artispace.metadata.jdbc.sqlite.SqliteLocation;
import io.artispace.spi.MetadataStoreProvider;
import java.net.URI;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;

/**
 * Opens {@link JdbcMetadataStore}s: {@code sqlite:/var/lib/registry/artispace.db} keeps the rows in a file, {@code memory:/} in
 * memory until the store is closed, {@code jdbc:postgresql://host/database?user=…&password=…}, {@code jdbc:mariadb://…} and
 * {@code jdbc:mysql://…} in a database server, for which you add the driver. Stateless.
 */
public final class JdbcMetadataStoreProvider implements MetadataStoreProvider {
    private static final String SQLITE = "sqlite:";
    private static final String MEMORY = "memory:";

    /** Creates the provider. */
    public JdbcMetadataStoreProvider() {}

    @Override
    public Set<String> schemes() {
        Set<String> schemes = new TreeSet<>(Set.of(SQLITE, MEMORY));
        for (ServerLocation server : ServerLocation.values()) {
            schemes.add(server.scheme());
        }
        return Set.copyOf(schemes);
    }

    @Override
    public MetadataStore open(URI location) {
        String scheme = String.valueOf(location.getScheme()).toLowerCase(Locale.ROOT);
        return switch (scheme) {
            case "memory" -> JdbcMetadataStore.openInMemory();
            case "jdbc" -> JdbcMetadataStore.openServer(ServerLocation.url(location));
            default -> JdbcMetadataStore.openSqlite(SqliteLocation.file(location));
        };
    }
}
