package io.artispace.benchmarks;

/** A group of figures that are measured together. */
interface Benchmark {
    /** What it is called on the command line, such as {@code hot-get}. */
    String name();

    /**
     * Measures, and reports each figure as soon as it is known.
     *
     * @param bench the servers to load, how long to load them, and where the figures go
     * @throws Exception if anything did not go as it must; there are no figures of failed requests
     */
    void run(Bench bench) throws Exception;
}
