package io.artispace.metadata.jdbc;

/** The contract, kept by a store in MySQL. */
class MySqlStoreTest extends ServerStoreContract {
    private static final String DATABASE = Servers.newMySqlDatabase();

    MySqlStoreTest() {
        super(DATABASE, Servers::newMySqlDatabase);
    }
}
