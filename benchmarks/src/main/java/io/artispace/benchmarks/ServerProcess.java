package io.artispace.benchmarks;

import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;

/**
 * A server in a JVM of its own, so that its CPU can be told from that of the load. It ends with its standard input, and so with this
 * process, however that ends.
 */
final class ServerProcess implements Server, AutoCloseable {
    private static final String READY = "ready ";
    private static final int THREADS = 16;
    private static final int FIRST_TO_WARN_OF_NATIVE_CODE = 22;

    /** Options of each JVM; none where something is measured. */
    private static final String FLAGS = System.getProperty("artispace.server.flags", "");

    private final Process process;
    private final BufferedReader answers;
    private final InetSocketAddress address;

    private ServerProcess(Process process) throws IOException {
        this.process = process;
        this.answers = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        this.address = address(answers.readLine());
    }

    /**
     * Starts a main class, which says with {@link #ready} where it listens.
     *
     * @param launch under what it runs
     */
    static ServerProcess start(Class<?> main, Launch launch, List<String> jvmOptions, String... arguments)
            throws IOException {
        Process process = new ProcessBuilder(launch.before(command(main, jvmOptions, arguments)))
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        try {
            return new ServerProcess(process);
        } catch (IOException e) {
            process.destroyForcibly();
            throw e;
        }
    }

    /** Returns the command that runs a main class with the class path of this process. */
    static List<String> command(Class<?> main, List<String> jvmOptions, String... arguments) {
        return command(main, System.getProperty("java.class.path"), jvmOptions, arguments);
    }

    /** Returns the command that runs a main class with a class path of its own. */
    static List<String> command(Class<?> main, String classPath, List<String> jvmOptions, String... arguments) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        if (!FLAGS.isBlank()) {
            command.addAll(List.of(FLAGS.split(" ")));
        }
        command.addAll(jvmOptions);
        if (Runtime.version().feature() >= FIRST_TO_WARN_OF_NATIVE_CODE) {
            command.add("--enable-native-access=ALL-UNNAMED");
        }
        command.add("-Dsun.net.httpserver.nodelay=true");
        command.add("-Dslf4j.internal.verbosity=ERROR");
        command.addAll(List.of("-cp", classPath, main.getName()));
        Collections.addAll(command, arguments);
        return command;
    }

    private static InetSocketAddress address(@Nullable String line) throws IOException {
        if (line == null || !line.startsWith(READY)) {
            throw new IOException("The server did not start; it said: " + line);
        }
        return new InetSocketAddress(
                InetAddress.getLoopbackAddress(), Integer.parseInt(line.substring(READY.length())));
    }

    /**
     * For the server: says that it listens, and returns when it is to end. Meanwhile it answers whatever is said to it with the
     * milliseconds that its compilers have run.
     */
    static void ready(InetSocketAddress address) throws IOException {
        System.out.println(READY + address.getPort());
        while (System.in.read() >= 0) {
            System.out.println(ManagementFactory.getCompilationMXBean().getTotalCompilationTime());
        }
    }

    /** For the server: has a handler answer requests until it is to end, by the JDK's server as it is. */
    static void serve(HttpHandler handler) throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        ExecutorService threads = Executors.newFixedThreadPool(THREADS);
        server.setExecutor(threads);
        server.createContext("/", handler);
        server.start();
        ready(server.getAddress());
        server.stop(0);
        threads.shutdown();
    }

    @Override
    public synchronized Duration compiling() throws IOException {
        OutputStream question = process.getOutputStream();
        question.write('?');
        question.flush();
        String answer = answers.readLine();
        if (answer == null) {
            throw new IOException("The server has ended.");
        }
        return Duration.ofMillis(Long.parseLong(answer));
    }

    @Override
    public InetSocketAddress address() {
        return address;
    }

    /** Returns its base URL, with a slash at its end. */
    URI url() {
        return URI.create("http://" + address.getAddress().getHostAddress() + ":" + address.getPort() + "/");
    }

    @Override
    public Duration cpu() {
        return process.toHandle().info().totalCpuDuration().orElse(Duration.ZERO);
    }

    long pid() {
        return process.pid();
    }

    @Override
    public void close() throws IOException {
        process.getOutputStream().close();
        try {
            process.waitFor();
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
