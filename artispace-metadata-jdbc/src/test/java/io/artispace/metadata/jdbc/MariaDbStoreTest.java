package io.artispace.metadata.jdbc;

/** The contract, kept by a store in MariaDB. */
class MariaDbStoreTest extends ServerStoreContract {
    private static final String DATABASE = Servers.newMariaDbDatabase();

    MariaDbStoreTest() {
        super(DATABASE, Servers::newMariaDbDatabase);
    }
}
