package io.artispace.metadata.jdbc;

import io.artispace.metadata.MetadataStore;
import io.artispace.testkit.MetadataStoreContract;
import java.net.URI;
import java.util.Optional;
import java.util.function.Supplier;

/** The contract, kept by a store in a database server. */
abstract class ServerStoreContract extends MetadataStoreContract {
    private final String database;
    private final Supplier<String> others;
    private String opened = "";

    /**
     * Creates the contract.
     *
     * @param database the database of the class, which the first store of each test uses again
     * @param others makes databases for the others
     */
    ServerStoreContract(String database, Supplier<String> others) {
        this.database = database;
        this.others = others;
    }

    @Override
    protected MetadataStore openEmpty() {
        boolean first = opened.isEmpty();
        opened = first ? database : others.get();
        MetadataStore store = openDatabase();
        if (first) {
            Servers.empty(database);
        }
        return store;
    }

    @Override
    protected Optional<MetadataStore> openAgain() {
        return Optional.of(openDatabase());
    }

    private MetadataStore openDatabase() {
        return new JdbcMetadataStoreProvider().open(URI.create(opened));
    }
}
