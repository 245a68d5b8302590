package io.artispace.stores.move;

import io.artispace.servers.MariaDbServer;
import io.artispace.servers.MySqlServer;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;

/** The database servers of the tests: each is started when it is first needed, and stopped with this process. */
final class Databases {
    private Databases() {}

    /** Returns the JDBC URL of an empty database in a PostgreSQL that is used for one test. */
    static String postgres() {
        return Postgres.SERVER.getJdbcUrl("postgres", "postgres");
    }

    /** Returns the JDBC URL of an empty database in a MariaDB that is used for one test. */
    static String mariaDb() {
        return MariaDb.SERVER.newDatabase("test");
    }

    /** Returns the JDBC URL of an empty database in a MySQL that is used for one test; in MariaDB where there is no MySQL. */
    static String mySql() {
        return MySqlServer.isRunnable() ? MySql.URL : MariaDb.SERVER.newDatabase("second");
    }

    private static final class Postgres {
        static final EmbeddedPostgres SERVER = start();

        private static EmbeddedPostgres start() {
            try {
                return EmbeddedPostgres.start();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    private static final class MariaDb {
        static final MariaDbServer SERVER = MariaDbServer.start();
    }

    private static final class MySql {
        static final String URL = MySqlServer.start().newDatabase("test");
    }
}
