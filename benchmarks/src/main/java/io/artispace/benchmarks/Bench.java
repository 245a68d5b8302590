package io.artispace.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a benchmark works with: a registry, a ceiling and others, each in a process of its own and started when it is first asked for. */
final class Bench implements AutoCloseable {
    private final Scale scale;
    private final Figures figures;
    private final Path directory;
    private final UnknownFiles unknown = new UnknownFiles();
    private final Deque<ServerProcess> started = new ArrayDeque<>();
    private final Map<Class<?>, ServerProcess> shared = new HashMap<>();
    private @Nullable DatabaseServer postgresql;

    Bench(Scale scale, Figures figures) throws IOException {
        this.scale = scale;
        this.figures = figures;
        this.directory = Files.createTempDirectory("artispace-benchmarks");
    }

    Scale scale() {
        return scale;
    }

    Figures figures() {
        return figures;
    }

    /** A new, empty directory that is removed in the end. */
    Path newDirectory() throws IOException {
        return Files.createTempDirectory(directory, "");
    }

    /** Files of the upstream that no benchmark has asked for. */
    UnknownFiles unknown() {
        return unknown;
    }

    /** The registry. */
    ServerProcess registry() throws IOException {
        return shared(RegistryServer.class, () -> start(RegistryServer.class, List.of()));
    }

    /** Another registry, on a store of its own, in a JVM with the given options; at a tiny scale one is enough for all. */
    ServerProcess registryWith(List<String> jvmOptions) throws IOException {
        return scale.isTiny() ? registry() : start(RegistryServer.class, jvmOptions);
    }

    /**
     * A registry in a directory, with its metadata at another location; several may be given the same.
     *
     * @param launch one that {@linkplain Launch#works() works} on this machine
     */
    ServerProcess registryAt(Path files, String metadata, Launch launch) throws IOException {
        ServerProcess server =
                ServerProcess.start(RegistryServer.class, launch, jvmOptions(List.of()), files.toString(), metadata);
        started.push(server);
        return server;
    }

    /** The ceiling. */
    ServerProcess bare() throws IOException {
        return shared(BareServer.class, () -> start(BareServer.class, List.of()));
    }

    /** The floor of a deploy. */
    ServerProcess durable() throws IOException {
        return start(DurableServer.class, List.of());
    }

    /** The remote registry that proxies ask, with the files of the user's local repository of Maven. */
    ServerProcess upstream() throws IOException {
        return shared(UpstreamServer.class, () -> upstreamWith(List.of()));
    }

    /** Another one, in a JVM with the given options. */
    ServerProcess upstreamWith(List<String> jvmOptions) throws IOException {
        return launch(UpstreamServer.class, jvmOptions, LocalMaven.repository().toString());
    }

    /** The registry with proxies and groups. */
    ServerProcess proxies() throws IOException {
        return shared(ProxyServer.class, () -> proxiesOf(upstream(), List.of()));
    }

    /** Another one, of another upstream, in a JVM with the given options. */
    ServerProcess proxiesOf(ServerProcess asked, List<String> jvmOptions) throws IOException {
        return launch(
                ProxyServer.class,
                jvmOptions,
                newDirectory().toString(),
                asked.url().toString(),
                registry().url().toString());
    }

    /** A database server without any databases. */
    DatabaseServer postgresql() throws IOException {
        DatabaseServer running = postgresql;
        if (running == null) {
            running = DatabaseServer.start();
            postgresql = running;
        }
        return running;
    }

    @FunctionalInterface
    private interface Start {
        ServerProcess start() throws IOException;
    }

    private ServerProcess shared(Class<?> main, Start start) throws IOException {
        ServerProcess running = shared.get(main);
        if (running == null) {
            running = start.start();
            shared.put(main, running);
        }
        return running;
    }

    private ServerProcess start(Class<?> main, List<String> jvmOptions) throws IOException {
        return launch(main, jvmOptions, newDirectory().toString());
    }

    private ServerProcess launch(Class<?> main, List<String> jvmOptions, String... arguments) throws IOException {
        ServerProcess server = ServerProcess.start(main, Launch.plain(), jvmOptions(jvmOptions), arguments);
        started.push(server);
        return server;
    }

    /** Those that are asked for; at a tiny scale, with those that let a server be ready soon. */
    private List<String> jvmOptions(List<String> asked) {
        List<String> options = new ArrayList<>(asked);
        if (scale.isTiny()) {
            options.addAll(List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-DpasswordIterations=1000"));
        }
        return options;
    }

    @Override
    public void close() throws IOException {
        for (ServerProcess server : started) {
            server.close();
        }
        DatabaseServer databases = postgresql;
        if (databases != null) {
            databases.close();
        }
        Directories.delete(directory);
    }
}
