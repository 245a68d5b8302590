package io.artispace.integration.standalone;

import io.artispace.integration.run.Stores;
import io.artispace.integration.run.ThisBuild;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The packaged jar, running. */
final class StandaloneProcess implements AutoCloseable {
    private static final Pattern READY = Pattern.compile("ArtiSpace listening on (http://\\S+/)");
    private static final Pattern CLIENTS =
            Pattern.compile("MAVEN_HOME|M2_HOME|PATH|npm_config_.*", Pattern.CASE_INSENSITIVE);
    private static final String MAIN = "io.artispace.examples.standalone.Standalone";
    private static final long PATIENCE_SECONDS = 60;

    /** The options of a JVM that soon ends, and hashes hardly any passwords: optimized code would not pay for being compiled. */
    static final List<String> QUICK = List.of("-XX:TieredStopAtLevel=1");

    private final Process process;
    private final StringBuffer output = new StringBuffer();
    private final CompletableFuture<URI> address = new CompletableFuture<>();
    private final Thread reader = new Thread(this::read, "standalone-output");

    private StandaloneProcess(Process process) {
        this.process = process;
        reader.setDaemon(true);
        reader.start();
    }

    /** Starts the program on a free port and waits until it says that it is ready. */
    static StandaloneProcess start(Path data, String... options) throws Exception {
        return ready(launch(withPort(data, options)));
    }

    /** Starts the program in a JVM with more options. */
    static StandaloneProcess startIn(List<String> jvmOptions, Path data, String... options) throws Exception {
        return ready(launch(jvmOptions, withPort(data, options)));
    }

    /**
     * Starts the program in such a JVM on a free port, on stores that are not in a directory of its own, and waits until it says that it is
     * ready.
     */
    static StandaloneProcess startOn(Stores stores, List<String> jvmOptions) throws Exception {
        List<String> arguments = new ArrayList<>(List.of("--port", "0"));
        arguments.addAll(stores.options());
        return ready(launch(jvmOptions, arguments));
    }

    /** Starts the program, quickly, with a library that is not in its jar, on a free port, and waits until it says that it is ready. */
    static StandaloneProcess startWith(Path library, Stores stores) throws Exception {
        List<String> jvmOptions = new ArrayList<>(QUICK);
        jvmOptions.addAll(List.of("-cp", ThisBuild.standalone() + File.pathSeparator + library, MAIN));
        List<String> arguments = new ArrayList<>(List.of("--port", "0"));
        arguments.addAll(stores.options());
        return ready(launchJvm(List.of(), jvmOptions, Path.of(""), environment -> {}, arguments));
    }

    /** Starts the program, quickly, as somebody with that home, who has no client installed and nothing said in the environment. */
    static StandaloneProcess startAt(Path home, Path data, String... options) throws Exception {
        List<String> jvmOptions = new ArrayList<>(QUICK);
        jvmOptions.add("-Duser.home=" + home);
        Path elsewhere = Files.createDirectories(home.resolve("elsewhere"));
        return ready(launch(jvmOptions, elsewhere, StandaloneProcess::forgetClients, withPort(data, options)));
    }

    /** Starts the program, quickly, as a process with a limit, as {@code ulimit} takes it; needs a shell. */
    static StandaloneProcess startLimited(String limit, Path data) throws Exception {
        List<String> shell = List.of("sh", "-c", "ulimit " + limit + " && exec \"$@\"", "sh");
        return ready(launch(shell, QUICK, Path.of(""), environment -> {}, withPort(data)));
    }

    private static void forgetClients(Map<String, String> environment) {
        environment.keySet().removeIf(name -> CLIENTS.matcher(name).matches());
        environment.put("PATH", "");
    }

    private static StandaloneProcess ready(StandaloneProcess started) throws Exception {
        try {
            started.address();
            return started;
        } catch (Exception | AssertionError e) {
            started.close();
            throw e;
        }
    }

    /** Starts the program with exactly these words, and does not wait. */
    static StandaloneProcess launch(List<String> arguments) throws IOException {
        return launch(List.of(), arguments);
    }

    /** Starts the program in a JVM with more options and with exactly these words, and does not wait. */
    static StandaloneProcess launch(List<String> jvmOptions, List<String> arguments) throws IOException {
        return launch(jvmOptions, Path.of(""), environment -> {}, arguments);
    }

    private static StandaloneProcess launch(
            List<String> jvmOptions, Path directory, Consumer<Map<String, String>> environment, List<String> arguments)
            throws IOException {
        return launch(List.of(), jvmOptions, directory, environment, arguments);
    }

    private static StandaloneProcess launch(
            List<String> before,
            List<String> jvmOptions,
            Path directory,
            Consumer<Map<String, String>> environment,
            List<String> arguments)
            throws IOException {
        List<String> program = new ArrayList<>(jvmOptions);
        program.addAll(List.of("-jar", ThisBuild.standalone().toString()));
        return launchJvm(before, program, directory, environment, arguments);
    }

    private static StandaloneProcess launchJvm(
            List<String> before,
            List<String> program,
            Path directory,
            Consumer<Map<String, String>> environment,
            List<String> arguments)
            throws IOException {
        List<String> words = new ArrayList<>(before);
        words.add(ThisBuild.java().resolve("bin/java").toString());
        words.addAll(List.of("-Xmx256m", "-XX:+UseSerialGC"));
        words.addAll(program);
        words.addAll(arguments);
        ProcessBuilder builder = new ProcessBuilder(words)
                .directory(directory.toAbsolutePath().toFile())
                .redirectErrorStream(true);
        environment.accept(builder.environment());
        return new StandaloneProcess(builder.start());
    }

    private static List<String> withPort(Path data, String... options) {
        List<String> arguments = new ArrayList<>(List.of("--data", data.toString(), "--port", "0"));
        arguments.addAll(List.of(options));
        return arguments;
    }

    private void read() {
        try (BufferedReader reader = process.inputReader()) {
            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                output.append(line).append('\n');
                Matcher matcher = READY.matcher(line);
                if (matcher.find()) {
                    address.complete(URI.create(matcher.group(1)));
                }
            }
            address.completeExceptionally(new AssertionError("The program ended and said:\n" + output));
        } catch (IOException e) {
            address.completeExceptionally(e);
        }
    }

    /** Where it listens, once it does. */
    URI address() throws Exception {
        return address.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    }

    String output() {
        return output.toString();
    }

    /** Waits for the end that comes by itself. */
    int exitCode() throws InterruptedException {
        if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
            throw new AssertionError("The program did not end and said:\n" + output);
        }
        reader.join();
        return process.exitValue();
    }

    /** Asks it to stop, as a service manager does, and waits for it. */
    int stop() throws InterruptedException {
        process.destroy();
        return exitCode();
    }

    /** Ends it without any warning. */
    void kill() {
        process.destroyForcibly().onExit().join();
    }

    @Override
    public void close() {
        kill();
    }
}
