package io.artispace.metadata.jdbc;

import io.artispace.metadata.MetadataStore;
import io.artispace.testkit.MetadataStoreContract;
import java.net.URI;
import java.util.Optional;

/** The contract, kept by a store in MariaDB. */
class MariaDbStoreTest extends MetadataStoreContract {
    private static final String DATABASE = Servers.newMariaDbDatabase();

    private String opened = "";

    /** The first store of each test uses the database of the class again. */
    @Override
    protected MetadataStore open() {
        boolean first = opened.isEmpty();
        opened = first ? DATABASE : Servers.newMariaDbDatabase();
        MetadataStore store = openDatabase();
        if (first) {
            Servers.empty(DATABASE);
        }
        return store;
    }

    @Override
    protected Optional<MetadataStore> reopen() {
        return Optional.of(openDatabase());
    }

    private MetadataStore openDatabase() {
        return new JdbcMetadataStoreProvider().open(URI.create(opened));
    }
}
