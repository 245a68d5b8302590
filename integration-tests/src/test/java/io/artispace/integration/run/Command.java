package io.artispace.integration.run;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

/** A program to run: with a time limit, an environment of its own, and its output kept. Immutable. */
public final class Command {
    private static final Duration PATIENCE = Duration.ofMinutes(3);

    private final List<String> words;
    private final Path directory;
    private final Map<String, String> environment;

    private Command(List<String> words, Path directory, Map<String, String> environment) {
        this.words = List.copyOf(words);
        this.directory = directory;
        this.environment = environment;
    }

    /** A program that sees nothing of the user's configuration: its home is empty and so is its environment, but for the path. */
    public static Command isolated(Path home, Path directory, List<String> words) {
        Map<String, String> environment = new TreeMap<>(Map.of(
                "PATH", System.getenv("PATH"),
                "HOME", home.toString(),
                "USERPROFILE", home.toString(),
                "JAVA_HOME", ThisBuild.java().toString(),
                "LANG", "C.UTF-8"));
        return new Command(words, directory, environment);
    }

    /** A program that runs as the user would run it. */
    public static Command asUser(Path directory, List<String> words) {
        Map<String, String> environment = new TreeMap<>(System.getenv());
        environment.put("JAVA_HOME", ThisBuild.java().toString());
        return new Command(words, directory, environment);
    }

    /** Sets a variable of the environment. */
    public Command with(String variable, String value) {
        Map<String, String> changed = new TreeMap<>(environment);
        changed.put(variable, value);
        return new Command(words, directory, changed);
    }

    /** Adds words to the command line. */
    public Command plus(List<String> more) {
        List<String> all = new ArrayList<>(words);
        all.addAll(more);
        return new Command(all, directory, environment);
    }

    private ProcessBuilder builder() {
        ProcessBuilder builder = new ProcessBuilder(words).directory(directory.toFile());
        builder.environment().clear();
        builder.environment().putAll(environment);
        return builder.redirectErrorStream(true);
    }

    /** Starts the program to talk with it. */
    public Dialogue talk() throws IOException {
        return new Dialogue(toString(), builder().start());
    }

    /** It finds nothing to read, and all it says goes into the file. */
    private Process start(Path output) throws IOException {
        return builder()
                .redirectInput(ProcessBuilder.Redirect.from(nothing()))
                .redirectOutput(output.toFile())
                .start();
    }

    private static File nothing() {
        return new File(System.getProperty("os.name").startsWith("Windows") ? "NUL" : "/dev/null");
    }

    /** Runs the program to its end, whatever that is. */
    public Outcome run() {
        try {
            Path output = Files.createTempFile("output", ".txt");
            try {
                Process process = start(output);
                if (!process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
                    process.descendants().forEach(ProcessHandle::destroyForcibly);
                    process.destroyForcibly().waitFor();
                    throw new AssertionError(this + " did not end within " + PATIENCE + " and said:\n" + read(output));
                }
                return new Outcome(toString(), process.exitValue(), read(output));
            } finally {
                Files.delete(output);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while waiting for " + this, e);
        }
    }

    private static String read(Path output) throws IOException {
        return new String(Files.readAllBytes(output), StandardCharsets.UTF_8);
    }

    @Override
    public String toString() {
        return String.join(" ", words);
    }
}
