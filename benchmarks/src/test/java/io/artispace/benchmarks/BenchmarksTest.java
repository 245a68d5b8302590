package io.artispace.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Checks that the benchmarks still run. Their figures at this size mean nothing, and no target is compared. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class BenchmarksTest {

    private final ByteArrayOutputStream printed = new ByteArrayOutputStream();
    private Bench bench;

    @BeforeAll
    void open() throws IOException {
        bench = new Bench(Scale.tiny(), new Figures(new PrintStream(printed, true, StandardCharsets.UTF_8)));
    }

    @AfterAll
    void close() throws IOException {
        bench.close();
    }

    @ParameterizedTest
    @MethodSource("benchmarks")
    void benchmarkRunsAndReportsFigures(Benchmark benchmark) throws Exception {
        printed.reset();

        benchmark.run(bench);

        assertThat(printed.toString(StandardCharsets.UTF_8)).isNotEmpty();
    }

    static List<Benchmark> benchmarks() {
        return Benchmarks.all();
    }
}
