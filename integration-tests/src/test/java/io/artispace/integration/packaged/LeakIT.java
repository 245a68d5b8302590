package io.artispace.integration.packaged;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.sun.management.UnixOperatingSystemMXBean;
import io.artispace.integration.run.Command;
import io.artispace.integration.run.HttpUser;
import io.artispace.integration.run.RunningRegistry;
import io.artispace.integration.run.ThisBuild;
import java.io.File;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A closed registry leaves nothing behind: no thread, no open file, no lock, no class. */
class LeakIT {
    @TempDir
    Path directory;

    @Test
    void closeLeavesNoThreadAndNoFileHandle() throws Exception {
        // What the JVM keeps for itself from the first time on (native libraries, class path jars, its own cleaners)
        // comes before.
        useAndClose("first");
        Set<Thread> threadsBefore = threads();
        long filesBefore = openFiles();

        for (int i = 0; i < 5; i++) {
            useAndClose("again" + i);
        }

        Awaitility.await()
                .pollInSameThread()
                .atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> assertThat(newThreads(threadsBefore)).isEmpty());
        Awaitility.await()
                .pollInSameThread()
                .atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> assertThat(openFiles()).isLessThanOrEqualTo(filesBefore));
    }

    /** References that the JVM may drop when memory is short do not count, as it is told here that it always is. */
    @Test
    void closeLeavesNothingThatHoldsTheClassLoaderOfAPlugin() throws IOException {
        String classes = ThisBuild.root()
                .resolve("integration-tests/target/test-classes")
                .toString();
        Path front = ThisBuild.root()
                .resolve("artispace-http-jdk/target/artispace-http-jdk-" + ThisBuild.version() + ".jar");
        String plugin = Stream.concat(EmbedderJars.jars().stream(), Stream.of(front))
                .map(Path::toString)
                .collect(Collectors.joining(File.pathSeparator, classes + File.pathSeparator, ""));

        Command.isolated(
                        directory,
                        directory,
                        List.of(
                                ThisBuild.java().resolve("bin/java").toString(),
                                "-XX:SoftRefLRUPolicyMSPerMB=0",
                                "-cp",
                                classes,
                                "io.artispace.integration.packaged.PluginHost",
                                plugin,
                                directory.toString()))
                .run()
                .succeeded()
                .said("The plugin was unloaded")
                .didNotSay("Thread artispace");
    }

    private void useAndClose(String name) throws Exception {
        try (RunningRegistry registry = RunningRegistry.open(directory.resolve(name))) {
            HttpUser admin = registry.http(RunningRegistry.ADMIN);
            String path = "maven-releases/it/leak/lib/1.0/lib-1.0.jar";
            byte[] content = name.getBytes(StandardCharsets.UTF_8);
            assertThat(admin.put(path, content).statusCode()).isBetween(200, 204);
            assertThat(admin.get(path).body()).isEqualTo(content);
        }
    }

    private static Set<Thread> threads() {
        return Thread.getAllStackTraces().keySet();
    }

    /** Threads of the HTTP client that asks are not the guest's; they end with their client, when that is collected. */
    private static Set<String> newThreads(Set<Thread> before) {
        return threads().stream()
                .filter(thread -> !before.contains(thread))
                .map(Thread::getName)
                .filter(name -> !name.startsWith("HttpClient-"))
                .collect(Collectors.toSet());
    }

    private static long openFiles() {
        // Sockets and selectors of HTTP clients nobody holds any more go with them.
        System.gc();
        boolean countable = ManagementFactory.getOperatingSystemMXBean() instanceof UnixOperatingSystemMXBean;
        assumeTrue(countable, "Skipped: this system does not tell how many files are open");
        return ((UnixOperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean()).getOpenFileDescriptorCount();
    }
}
