package io.artispace.format.npm.client;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;

/** The {@code npm} on the path. */
record NpmProgram(Path file) {
    private static final int MAX_ANSWER = 4096;
    private static final long SECONDS = 15;

    static Optional<NpmProgram> find(Map<String, String> environment) {
        boolean windows = File.separatorChar == '\\';
        return Stream.of(environment.getOrDefault("PATH", "").split(File.pathSeparator))
                .flatMap(directory -> in(directory, windows ? "npm.cmd" : "npm").stream())
                .findFirst()
                .map(NpmProgram::new);
    }

    private static Optional<Path> in(String directory, String name) {
        try {
            Path file = Path.of(directory, name);
            return !directory.isBlank() && Files.isExecutable(file) ? Optional.of(file) : Optional.empty();
        } catch (InvalidPathException e) {
            return Optional.empty();
        }
    }

    /** The settings that npm was installed with, in its own directory. */
    Optional<Path> builtinSettings() {
        try {
            Path directory = file.toRealPath().getParent();
            return directory == null
                    ? Optional.empty()
                    : Optional.ofNullable(directory.getParent()).map(npm -> npm.resolve("npmrc"));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /** The settings of all users, below the prefix that npm was installed to. */
    Optional<Path> globalSettings() {
        return Optional.ofNullable(file.getParent())
                .map(Path::getParent)
                .map(prefix -> prefix.resolve("etc").resolve("npmrc"));
    }

    /** Asks which registry is used; empty if there is no answer in time. Nothing is downloaded by that. */
    Optional<String> registry(Map<String, String> environment, Path directory) {
        ProcessBuilder builder = new ProcessBuilder(file.toString(), "config", "get", "registry")
                .directory(directory.toFile())
                .redirectError(ProcessBuilder.Redirect.DISCARD);
        builder.environment().clear();
        builder.environment().putAll(environment);
        builder.environment().put("npm_config_update_notifier", "false");
        try {
            Process process = builder.start();
            try {
                process.getOutputStream().close();
                // A thread of its own, which ends with npm: threads of the common pool may be occupied by others for
                // long.
                FutureTask<byte[]> answer = new FutureTask<>(() -> read(process));
                Thread reader = new Thread(answer, "artispace-npm-settings");
                reader.setDaemon(true);
                reader.start();
                byte[] bytes = answer.get(SECONDS, TimeUnit.SECONDS);
                return Optional.of(new String(bytes, StandardCharsets.UTF_8).strip());
            } finally {
                process.descendants().forEach(ProcessHandle::destroyForcibly);
                process.destroyForcibly();
            }
        } catch (IOException | ExecutionException | TimeoutException e) {
            return Optional.empty();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }

    private static byte[] read(Process process) {
        try (InputStream in = process.getInputStream()) {
            return in.readNBytes(MAX_ANSWER);
        } catch (IOException e) {
            return new byte[0];
        }
    }
}
