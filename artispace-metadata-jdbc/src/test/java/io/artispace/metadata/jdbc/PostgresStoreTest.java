package io.artispace.metadata.jdbc;

/** The contract, kept by a store in PostgreSQL. */
class PostgresStoreTest extends ServerStoreContract {
    private static final String DATABASE = Servers.newPostgresDatabase();

    PostgresStoreTest() {
        super(DATABASE, Servers::newPostgresDatabase);
    }
}
