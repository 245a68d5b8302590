package io.artispace.benchmarks.embedded;

import io.artispace.format.maven.Deployment;
import io.artispace.format.maven.Maven;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** Deploys new artifacts from Java: every file durable before the call returns. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class Deploying {
    private static final int FILE = 20 * 1024;
    private static final List<String> KINDS = List.of("jar", "jar:sources", "jar:javadoc");

    /** How many modules a release has; each has a POM and three jars. */
    @Param("40")
    public int modules = 40;

    private Store store;
    private Maven maven;
    private long artifacts;

    /** Made by JMH. */
    @SuppressWarnings("NullAway.Init") // see setUp
    public Deploying() {}

    /**
     * Opens a registry.
     *
     * @throws IOException if there is no room
     */
    @Setup(Level.Trial)
    public void setUp() throws IOException {
        store = new Store();
        maven = Maven.in(store.maven());
    }

    /**
     * Removes it.
     *
     * @throws IOException if that fails
     */
    @TearDown(Level.Trial)
    public void tearDown() throws IOException {
        store.close();
    }

    /** Deploys a jar of 20 KiB and its POM together. */
    @Benchmark
    public void jarAndPom() {
        String artifact = "artifact-" + artifacts++;
        Deployment deployment = maven.deployment();
        add(deployment, artifact, "jar");
        addPom(deployment, artifact);
        deployment.publish();
    }

    /** Deploys a release of many modules as one publication. */
    @Benchmark
    public void releaseInOne() {
        Deployment deployment = maven.deployment();
        for (int module = 0; module < modules; module++) {
            String artifact = "artifact-" + artifacts++;
            addPom(deployment, artifact);
            KINDS.forEach(kind -> add(deployment, artifact, kind));
        }
        deployment.publish();
    }

    /** Deploys the same file by file. */
    @Benchmark
    public void releaseFileByFile() {
        for (int module = 0; module < modules; module++) {
            String artifact = "artifact-" + artifacts++;
            Deployment first = maven.deployment();
            addPom(first, artifact);
            first.publish();
            for (String kind : KINDS) {
                Deployment next = maven.deployment();
                add(next, artifact, kind);
                next.publish();
            }
        }
    }

    private static void addPom(Deployment deployment, String artifact) {
        deployment.add("com.acme:" + artifact + ":pom:1.0", Store.pom(artifact, "1.0"));
    }

    private static void add(Deployment deployment, String artifact, String kind) {
        byte[] content = new byte[FILE];
        ThreadLocalRandom.current().nextBytes(content);
        deployment.add("com.acme:" + artifact + ":" + kind + ":1.0", content);
    }
}
