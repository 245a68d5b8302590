package io.artispace.metadata.jdbc;

import io.artispace.servers.MySqlServer;
import org.junit.jupiter.api.condition.EnabledIf;

/** The contract, kept by a store in MySQL. */
@EnabledIf(value = "io.artispace.metadata.jdbc.Servers#hasMySql", disabledReason = MySqlServer.NEEDS)
class MySqlStoreTest extends ServerStoreContract {
    private static final String DATABASE = Servers.newMySqlDatabase();

    MySqlStoreTest() {
        super(DATABASE, Servers::newMySqlDatabase);
    }
}
