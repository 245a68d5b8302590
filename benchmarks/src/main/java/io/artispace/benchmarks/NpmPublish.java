package io.artispace.benchmarks;

import java.io.IOException;
import java.util.concurrent.atomic.AtomicLong;

/** Publishes of new npm packages. */
final class NpmPublish implements Benchmark {
    @Override
    public String name() {
        return "npm-publish";
    }

    @Override
    public void run(Bench bench) throws IOException, InterruptedException {
        AtomicLong packages = new AtomicLong();
        Load publishes = new Load(
                bench.registry(),
                4,
                connection -> NpmClient.publish(connection, "package-" + packages.incrementAndGet(), "1.0.0"));
        Comparison measured = Comparison.run(bench.scale(), publishes);
        bench.figures().atMost(1.5, "npm publish, 20 KiB, 4 clients: CPU", measured.cpuMillis(0), "ms");
        bench.figures().note("npm publish, 20 KiB, 4 clients: packages per second", measured.rate(0), "/s");
    }
}
