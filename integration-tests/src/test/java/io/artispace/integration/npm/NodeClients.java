package io.artispace.integration.npm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.artispace.integration.run.Command;
import io.artispace.integration.run.ThisBuild;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/** The clients named in {@code clients.json}, fetched once per build by the {@code npm} that is on the path. */
final class NodeClients {
    private static final boolean WINDOWS = System.getProperty("os.name").startsWith("Windows");

    private final Path modules;

    private NodeClients(Path modules) {
        this.modules = modules;
    }

    /**
     * Fetches the clients unless they are there. Without node there is nothing to test with: then the tests that ask are skipped, unless
     * this is continuous integration, where that is a failure.
     */
    static synchronized NodeClients fetch() throws IOException {
        boolean there = onPath("node") && onPath(WINDOWS ? "npm.cmd" : "npm");
        if (ThisBuild.isContinuousIntegration()) {
            assertThat(there)
                    .as("node and npm must be on the path where CI=true")
                    .isTrue();
        }
        assumeTrue(there, "Skipped: the npm clients need node and npm on the path, and they are not there");
        Path directory = Files.createDirectories(ThisBuild.clients().resolve("npm-clients"));
        Path manifest = directory.resolve("package.json");
        byte[] wanted = wanted();
        // Tests run in several processes; the first fetches for all.
        try (FileChannel lock = FileChannel.open(
                        directory.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                FileLock held = lock.lock()) {
            assertThat(held.isValid()).isTrue();
            if (!Files.exists(manifest) || !Arrays.equals(wanted, Files.readAllBytes(manifest))) {
                Files.write(directory.resolve("package.json.new"), wanted);
                install(directory);
            }
        }
        return new NodeClients(directory.resolve("node_modules"));
    }

    private static byte[] wanted() throws IOException {
        try (InputStream in = NodeClients.class.getResourceAsStream("clients.json")) {
            return in.readAllBytes();
        }
    }

    /** The manifest is put in place last, so that an interrupted fetch is repeated. */
    private static void install(Path directory) throws IOException {
        Path fetching = Files.createDirectories(directory.resolve("fetching"));
        Files.copy(
                directory.resolve("package.json.new"),
                fetching.resolve("package.json"),
                StandardCopyOption.REPLACE_EXISTING);
        Command.asUser(
                        fetching,
                        List.of(
                                WINDOWS ? "npm.cmd" : "npm",
                                "install",
                                "--ignore-scripts",
                                "--no-package-lock",
                                "--no-audit",
                                "--no-fund",
                                "--prefer-offline"))
                .run()
                .succeeded();
        Files.move(fetching.resolve("node_modules"), directory.resolve("node_modules"));
        Files.move(directory.resolve("package.json.new"), directory.resolve("package.json"));
    }

    private static boolean onPath(String program) {
        return Arrays.stream(System.getenv("PATH").split(File.pathSeparator))
                .map(Path::of)
                .anyMatch(directory -> Files.isExecutable(directory.resolve(WINDOWS ? exe(program) : program)));
    }

    private static String exe(String program) {
        return program.contains(".") ? program : program + ".exe";
    }

    /** The words that start a client which is a script of node. */
    List<String> script(String client, String file) {
        return List.of("node", modules.resolve(client).resolve(file).toString());
    }

    /** The words that start bun, a program of its own that npm has chosen for this machine. */
    List<String> bun() throws IOException {
        try (Stream<Path> platforms = Files.list(modules.resolve("@oven"))) {
            Path bun = platforms
                    .map(platform -> platform.resolve("bin").resolve(WINDOWS ? "bun.exe" : "bun"))
                    .filter(Files::isRegularFile)
                    .findFirst()
                    .orElseThrow(() -> new AssertionError("npm has fetched no bun for this machine"));
            return List.of(bun.toString());
        }
    }
}
