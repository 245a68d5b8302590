package io.artispace.servers;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A MySQL on a free port, which ends with this process. What is committed survives the process, but not the machine. Its programs need
 * libraries that not every machine has; so who starts it asks before {@linkplain #isRunnable whether they run}.
 */
public final class MySqlServer {
    /** The programs of the server, 8.0.15, for Linux on amd64. */
    private static final String ARCHIVE = "/mysql-Linux-amd64.tar.gz";

    private final int port;

    private MySqlServer(int port) {
        this.port = port;
    }

    /** Says what a machine lacks where nothing {@linkplain #isRunnable runs}. */
    public static final String NEEDS = "MySQL runs on Linux on amd64, with the libraries libaio.so.1 and libnuma.so.1";

    /** Tells whether its programs run on this machine. */
    public static boolean isRunnable() {
        return Files.isDirectory(Programs.FILES.resolve("data"));
    }

    /** Starts a server. */
    public static MySqlServer start() {
        try {
            Path directory = Places.fresh("mysql-server-");
            Path files = Programs.FILES;
            Path data = directory.resolve("data");
            Places.copy(files.resolve("data"), data);
            int port = freePort();
            List<String> command = command(files, data);
            command.addAll(List.of(
                    "--port=" + port,
                    "--bind-address=127.0.0.1",
                    "--mysqlx=OFF",
                    "--socket=" + data.resolve("socket"),
                    "--pid-file=" + data.resolve("pid"),
                    "--skip-log-bin",
                    "--innodb-flush-log-at-trx-commit=0",
                    "--innodb-flush-method=nosync",
                    "--skip-innodb-doublewrite"));
            Process server =
                    new ProcessBuilder(command).redirectErrorStream(true).start();
            Runtime.getRuntime().addShutdownHook(new Thread(() -> end(server, directory)));
            awaitReady(server);
            return new MySqlServer(port);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The programs, with the data of a new server if they run here. */
    private static final class Programs {
        static final Path FILES = get();

        private static Path get() {
            try {
                Path unshared = Places.fresh("mysql-programs-");
                Runtime.getRuntime().addShutdownHook(new Thread(() -> S3Server.remove(unshared)));
                return Places.made("mysql-8.0.15", unshared, MySqlServer::install);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    /** Returns the JDBC URL of a database, which the first connection creates. */
    public String newDatabase(String name) {
        return "jdbc:mysql://127.0.0.1:" + port + "/" + name
                + "?user=root&createDatabaseIfNotExist=true&sslMode=DISABLED";
    }

    private static void install(Path directory) throws IOException {
        Process unpacking = new ProcessBuilder("tar", "xz", "-C", directory.toString())
                .redirectErrorStream(true)
                .start();
        try (InputStream archive = MySqlServer.class.getResourceAsStream(ARCHIVE)) {
            archive.transferTo(unpacking.getOutputStream());
        }
        unpacking.getOutputStream().close();
        await(unpacking);
        if (!answers(directory.resolve("bin/mysqld"))) {
            return;
        }
        List<String> command = command(directory, directory.resolve("data"));
        command.add("--initialize-insecure");
        await(new ProcessBuilder(command).redirectErrorStream(true).start());
    }

    private static boolean answers(Path program) {
        try {
            await(new ProcessBuilder(program.toString(), "--no-defaults", "--version")
                    .redirectErrorStream(true)
                    .start());
            return true;
        } catch (IOException | IllegalStateException e) {
            // Another system than Linux, or the loader, which has not found a library.
            return false;
        }
    }

    private static List<String> command(Path files, Path data) {
        return new ArrayList<>(List.of(
                files.resolve("bin/mysqld").toString(),
                "--no-defaults",
                "--user=root",
                "--basedir=" + files,
                "--datadir=" + data));
    }

    private static void await(Process process) throws IOException {
        String said;
        try (BufferedReader output = process.inputReader()) {
            said = String.join("\n", output.lines().toList());
        }
        try {
            if (process.waitFor() != 0) {
                throw new IllegalStateException("MySQL is not installed: " + said);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private static void awaitReady(Process server) throws IOException {
        BufferedReader output = server.inputReader();
        List<String> said = new ArrayList<>();
        for (String line = output.readLine(); line != null; line = output.readLine()) {
            said.add(line);
            if (line.contains("ready for connections")) {
                drain(output);
                return;
            }
        }
        throw new IllegalStateException("MySQL does not start: " + said);
    }

    /** Reads what else the server says: it would wait for a reader when the pipe is full. */
    private static void drain(BufferedReader output) {
        Thread draining = new Thread(() -> output.lines().forEach(line -> {}), "mysql-output");
        draining.setDaemon(true);
        draining.start();
    }

    private static void end(Process server, Path directory) {
        server.destroy();
        try {
            server.waitFor();
            S3Server.remove(directory);
        } catch (InterruptedException | UncheckedIOException e) {
            // Nobody is left who could do something about it.
            return;
        }
    }
}
