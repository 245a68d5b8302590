package io.artispace.benchmarks;

import io.artispace.benchmarks.embedded.Deploying;
import io.artispace.benchmarks.embedded.Reading;
import java.util.HashMap;
import java.util.Map;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/** What calls from Java cost, without HTTP: the medians that JMH samples. */
final class Embedded implements Benchmark {
    private static final int MEDIAN = 50;

    @Override
    public String name() {
        return "embedded";
    }

    @Override
    public void run(Bench bench) throws RunnerException {
        Map<String, Double> micros = new HashMap<>();
        for (RunResult result : new Runner(options(bench.scale()).build()).run()) {
            micros.put(
                    result.getPrimaryResult().getLabel(),
                    result.getPrimaryResult().getStatistics().getPercentile(MEDIAN));
        }
        Figures figures = bench.figures();
        figures.atMost(40, "look up and read a stored POM", of(micros, "openPom"), "us");
        figures.note("answer a request for it, without HTTP", of(micros, "answerPom"), "us");
        figures.atMost(20, "answer with a rendered packument of 1,000 versions", of(micros, "answerPackument"), "us");
        figures.atMost(10, "render it as of an instant", of(micros, "answerPackumentAsOf") / 1e3, "ms");
        figures.note("deploy a jar of 20 KiB and its POM", of(micros, "jarAndPom") / 1e3, "ms");
        figures.note("deploy 40 modules of 4 files in one publication", of(micros, "releaseInOne") / 1e3, "ms");
        figures.note("deploy the same as 160 publications", of(micros, "releaseFileByFile") / 1e3, "ms");
    }

    private static ChainedOptionsBuilder options(Scale scale) {
        ChainedOptionsBuilder options = new OptionsBuilder()
                .include(Reading.class.getName())
                .include(Deploying.class.getName())
                .verbosity(VerboseMode.SILENT)
                .shouldFailOnError(true);
        return scale.isTiny()
                ? options.forks(0)
                        .param("versions", Integer.toString(scale.of(1_000)))
                        .param("modules", "1")
                        .warmupIterations(0)
                        .measurementIterations(1)
                        .measurementTime(TimeValue.milliseconds(1))
                : options.forks(1)
                        .warmupIterations(5)
                        .warmupTime(TimeValue.seconds(3))
                        .measurementIterations(5)
                        .measurementTime(TimeValue.seconds(2));
    }

    private static double of(Map<String, Double> micros, String benchmark) {
        Double value = micros.get(benchmark);
        if (value == null) {
            throw new IllegalStateException("JMH did not run " + benchmark);
        }
        return value;
    }
}
