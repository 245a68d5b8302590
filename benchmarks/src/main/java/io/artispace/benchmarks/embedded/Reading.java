package io.artispace.benchmarks.embedded;

import io.artispace.exchange.Request;
import io.artispace.exchange.Response;
import io.artispace.format.maven.Maven;
import io.artispace.format.npm.Npm;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
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

/** Reads what was read before. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class Reading {
    /** How many versions the npm package has. */
    @Param("1000")
    public int versions = 1_000;

    private Store store;
    private Maven maven;
    private Request pom;
    private Request packument;
    private Instant instant = Instant.EPOCH;

    /** Made by JMH. */
    @SuppressWarnings("NullAway.Init") // see setUp
    public Reading() {}

    /**
     * Publishes what is read.
     *
     * @throws IOException if there is no room
     */
    @Setup(Level.Trial)
    public void setUp() throws IOException {
        store = new Store();
        maven = Maven.in(store.maven());
        byte[] content = Store.pom("app", "1.0");
        maven.deployment().add("com.acme:app:pom:1.0", content).publish();
        Npm npm = Npm.in(store.npm());
        for (int i = 0; i < versions; i++) {
            npm.publish(Map.of("package.json", manifest("1.0." + i)));
        }
        pom = get("/maven-releases/com/acme/app/1.0/app-1.0.pom");
        packument = get("/npm-hosted/package");
        instant = Instant.now();
    }

    private static byte[] manifest(String version) {
        return """
                {"name":"package","version":"%s","description":"A package","license":"MIT",
                 "dependencies":{"debug":"^4.3.4","ms":"~2.1.3"},"engines":{"node":">=18"}}
                """.formatted(version).getBytes(StandardCharsets.UTF_8);
    }

    private static Request get(String path) {
        return new Request(
                "GET",
                path,
                null,
                name -> List.of(),
                InputStream.nullInputStream(),
                URI.create("http://localhost/"),
                null);
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

    /**
     * Looks a POM up by its coordinates, and reads it.
     *
     * @return its bytes
     * @throws IOException if it cannot be read
     */
    @Benchmark
    public byte[] openPom() throws IOException {
        try (InputStream in = maven.resolve("com.acme:app:pom:1.0").open()) {
            return in.readAllBytes();
        }
    }

    /**
     * Answers the request for a POM.
     *
     * @return the answer
     */
    @Benchmark
    public Response answerPom() {
        return store.registry().handle(pom);
    }

    /**
     * Answers the request for a packument as it stood at an instant that nobody asked for before, after its last version appeared.
     *
     * @return the answer
     */
    @Benchmark
    public Response answerPackumentAsOf() {
        instant = instant.plusNanos(1_000);
        return store.registry().handle(get("/npm-hosted@" + instant + "/package"));
    }

    /**
     * Answers the request for a packument that was rendered before.
     *
     * @return the answer
     */
    @Benchmark
    public Response answerPackument() {
        return store.registry().handle(packument);
    }
}
