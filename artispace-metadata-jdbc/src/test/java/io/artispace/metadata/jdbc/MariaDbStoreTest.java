package io.artispace.metadata.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import io.artispace.metadata.Manifests;
import io.artispace.metadata.MetadataStore;
import io.artispace.metadata.PackageRow;
import io.artispace.metadata.VersionRow;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The contract, kept by a store in MariaDB. */
class MariaDbStoreTest extends ServerStoreContract {
    private static final String DATABASE = Servers.newMariaDbDatabase();

    MariaDbStoreTest() {
        super(DATABASE, Servers::newMariaDbDatabase);
    }

    @Test
    void emptyTextsAreKeptWhateverModeConnectionsBeginIn() {
        String location = Servers.newMariaDbDatabase() + "&sessionVariables=sql_mode='ORACLE,EMPTY_STRING_IS_NULL'";
        try (MetadataStore store = JdbcMetadataStore.openServer(location)) {
            long repository = Publishing.createRepository(store, "r");

            VersionRow stored = store.write(writer -> {
                PackageRow owner = writer.lockPackage(repository, "app", Publishing.TIME);
                long id = writer.insertVersion(
                        new VersionRow(0, owner.id(), "1", 1, Publishing.TIME, null, Map.of(), ""));
                return writer.findVersion(id, Manifests.WITH).orElseThrow();
            });

            assertThat(stored.manifest()).isEmpty();
        }
    }
}
