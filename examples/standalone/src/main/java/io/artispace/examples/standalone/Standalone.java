package io.artispace.examples.standalone;

import com.sun.management.UnixOperatingSystemMXBean;
import io.artispace.ArtiSpaceException;
import io.artispace.StorageFailedException;
import java.io.IOException;
import java.lang.management.ManagementFactory;

/** Starts {@link Server} with the given options, and stops it when the process is asked to end; or runs {@link StoreCheck}. */
public final class Standalone {
    private static final int USAGE = 2;
    private static final int FAILED = 1;

    private Standalone() {}

    /**
     * Runs the program; {@code --help} says what it understands.
     *
     * @param arguments the options
     */
    public static void main(String... arguments) {
        try {
            configureHttpServer();
            Options options = Options.parse(arguments);
            if (options.help()) {
                System.out.print(Options.USAGE);
            } else if (options.verify()) {
                verify(options);
            } else {
                run(options);
            }
        } catch (UsageException e) {
            fail(USAGE, String.valueOf(e.getMessage()));
        } catch (ArtiSpaceException | IOException e) {
            fail(FAILED, "Cannot start: " + explained(e));
        }
    }

    /**
     * The message with its innermost cause, which a store usually leaves to the log; the user of a program that cannot start reads no log.
     */
    static String explained(Exception failure) {
        if (!(failure instanceof StorageFailedException) || failure.getCause() == null) {
            return String.valueOf(failure.getMessage());
        }
        Throwable cause = failure;
        while (cause.getCause() != null) {
            cause = cause.getCause();
        }
        return failure.getMessage() + System.lineSeparator() + "Cause: " + cause;
    }

    /**
     * The JDK's server reads these settings from system properties only, which a library must not set and a program may. Answers do not
     * wait for each other, a client that stops sending loses its connection in the end, and connections take at most half of the files that
     * the process may have open. If they took all, nothing could be published, and the JDK's server, unable to accept the next one, might
     * not notice that others were closed. What the command line sets ({@code -D}) stays.
     */
    private static void configureHttpServer() {
        setUnlessSaid("sun.net.httpserver.nodelay", "true");
        setUnlessSaid("sun.net.httpserver.maxReqTime", "3600");
        if (ManagementFactory.getOperatingSystemMXBean() instanceof UnixOperatingSystemMXBean system) {
            long most = Math.min(system.getMaxFileDescriptorCount() / 2, Integer.MAX_VALUE);
            setUnlessSaid("jdk.httpserver.maxConnections", Long.toString(most));
        }
    }

    private static void setUnlessSaid(String property, String value) {
        if (System.getProperty(property) == null) {
            System.setProperty(property, value);
        }
    }

    private static void run(Options options) throws IOException {
        Server server = Server.start(options);
        Runtime.getRuntime().addShutdownHook(new Thread(server::close, "artispace-stop"));
        server.generatedPassword()
                .ifPresent(password ->
                        System.out.println("Created the user admin with the password " + password.reveal()));
        server.notes().forEach(System.out::println);
        System.out.println("ArtiSpace listening on " + server.address());
    }

    private static void verify(Options options) {
        try {
            if (!StoreCheck.isSound(options.stores(), System.out)) {
                System.exit(FAILED);
            }
        } catch (ArtiSpaceException e) {
            fail(FAILED, "Cannot verify: " + explained(e));
        }
    }

    private static void fail(int status, String message) {
        System.err.println(message);
        System.exit(status);
    }
}
