package io.artispace.integration.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import io.artispace.FilePath;
import io.artispace.Hosted;
import io.artispace.Overwrite;
import io.artispace.PackageName;
import io.artispace.Publication;
import io.artispace.Registry;
import io.artispace.Repository;
import io.artispace.integration.run.Stores;
import io.artispace.integration.run.ThisBuild;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;

/** A process that collects garbage from a registry's stores, again and again until it is killed. */
final class Collector implements AutoCloseable {
    private static final Duration GRACE = Duration.ofHours(1);
    private static final int GARBAGE = 30;

    /** The exit code of what SIGKILL ends. */
    private static final int KILLED = 128 + 9;

    private final Process process;

    private Collector(Process process) {
        this.process = process;
    }

    static Collector start(Stores stores) throws IOException {
        return new Collector(new ProcessBuilder(
                        ThisBuild.java().resolve("bin/java").toString(),
                        "-Xmx128m",
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Collector.class.getName(),
                        stores.metadata().toString(),
                        stores.blobs().toString())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start());
    }

    /** The program; the arguments are the locations of the stores. */
    public static void main(String... arguments) {
        Stores stores = new Stores(URI.create(arguments[0]), URI.create(arguments[1]));
        try (Registry registry = stores.configuration().open()) {
            while (!Thread.interrupted()) {
                registry.maintenance().collectGarbage(GRACE);
            }
        }
    }

    /** Leaves behind what was needed hours ago: the bytes of what clients of that name deploy next. */
    static void leaveGarbage(Stores stores, String name) {
        InstantSource past = InstantSource.offset(InstantSource.system(), Duration.ofHours(-3));
        try (Registry registry = stores.configuration().clock(past).open()) {
            Repository old = registry.find("old")
                    .orElseGet(() -> registry.create(Hosted.named("old").format("maven")));
            PackageName garbage = PackageName.of("it.old:" + name);
            publish(old, garbage, name);
            try (Publication publication = old.publish()) {
                publication.change(garbage).removeEverything();
                publication.commit();
            }
        }
    }

    private static void publish(Repository old, PackageName garbage, String name) {
        try (Publication publication = old.publish()) {
            for (int number = 0; number < GARBAGE; number++) {
                String version = String.valueOf(number);
                FilePath path = FilePath.of("it/old/" + name + "/" + version + "/" + name + "-" + version + ".jar");
                byte[] content = Deploys.maven(name).apply(number).content();
                publication
                        .change(garbage)
                        .putVersion(version, Map.of(), "", Overwrite.SAME)
                        .putFile(version, path, publication.stage(new ByteArrayInputStream(content)), Overwrite.SAME);
            }
            publication.commit();
        }
    }

    void kill() {
        process.destroyForcibly().onExit().join();
    }

    /** Kills it, unless that was done before; otherwise it has to be still at work. */
    @Override
    public void close() {
        kill();
        assertThat(process.exitValue()).as("exit code of the collector").isEqualTo(KILLED);
    }
}
