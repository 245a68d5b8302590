package io.artispace.integration.standalone;

import io.artispace.integration.run.HttpUser;
import io.artispace.integration.run.Stores;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/** Two programs that serve the same registry, started at the same moment. One may be killed and started again. */
final class TwoProcesses implements AutoCloseable {
    private static final int COUNT = 2;

    private final Path directory;
    private final List<String> options = new ArrayList<>();
    private final @Nullable StandaloneProcess[] running = new @Nullable StandaloneProcess[COUNT];

    private TwoProcesses(Path directory, Stores stores, URI upstream) {
        this.directory = directory;
        options.addAll(stores.options());
        options.addAll(List.of("--maven-upstream", upstream.toString(), "--npm-upstream", upstream.toString()));
    }

    /** Starts both on stores that may be empty. */
    static TwoProcesses start(Path directory, Stores stores, URI upstream) throws Exception {
        TwoProcesses started = new TwoProcesses(directory, stores, upstream);
        try {
            atOnce(COUNT, number -> () -> {
                started.start(number, List.of("--user", Administrator.option()));
                return true;
            });
            // From now on nobody hashes as for strangers.
            Administrator.in(stores.configuration());
            return started;
        } catch (Exception | AssertionError e) {
            started.close();
            throw e;
        }
    }

    /** Starts one that does not run. */
    void start(int number) throws Exception {
        start(number, List.of());
    }

    private void start(int number, List<String> more) throws Exception {
        List<String> all = new ArrayList<>(options);
        all.addAll(more);
        running[number] = StandaloneProcess.startIn(
                StandaloneProcess.QUICK, directory.resolve("data" + number), all.toArray(String[]::new));
    }

    /** Ends one without any warning. */
    void kill(int number) {
        process(number).kill();
    }

    /** The administrator, who asks the first process for even numbers and the second one for odd ones. */
    HttpUser user(int number) {
        try {
            return Administrator.of(process(number % COUNT));
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    /** What both have said. */
    String output() {
        return process(0).output() + process(1).output();
    }

    private StandaloneProcess process(int number) {
        StandaloneProcess process = running[number];
        if (process == null) {
            throw new IllegalStateException("The process " + number + " was not started.");
        }
        return process;
    }

    /** Runs tasks side by side, and returns what they returned in the order of their numbers. */
    static <T> List<T> atOnce(int count, IntFunction<Callable<T>> tasks) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(count);
        try {
            List<Future<T>> all = new ArrayList<>();
            for (int number = 0; number < count; number++) {
                all.add(threads.submit(tasks.apply(number)));
            }
            List<T> results = new ArrayList<>();
            for (Future<T> each : all) {
                results.add(each.get());
            }
            return results;
        } finally {
            threads.shutdownNow();
        }
    }

    @Override
    public void close() {
        for (StandaloneProcess process : running) {
            if (process != null) {
                process.close();
            }
        }
    }
}
