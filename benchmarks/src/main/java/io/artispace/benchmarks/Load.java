package io.artispace.benchmarks;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.IntPredicate;

/**
 * A closed loop: each of some connections sends its next operation when the one before was answered.
 *
 * @param server what is loaded
 * @param connections how many at once
 * @param operation what is counted
 */
record Load(Server server, int connections, Operation operation) {

    /** One or several requests. Used by several threads at once. */
    @FunctionalInterface
    interface Operation {
        void perform(HttpConnection connection) throws IOException;
    }

    /** A load of one request that is always the same. */
    static Load of(Server server, int connections, int status, byte[] request) {
        return new Load(server, connections, connection -> connection.expect(status, request));
    }

    /** Loads the server for a time. The operations that run when the time is over are waited for, and counted. */
    Measured run(Duration time) throws IOException, InterruptedException {
        long end = System.nanoTime() + time.toNanos();
        return run(done -> System.nanoTime() >= end);
    }

    /** Loads the server until each connection has performed that many operations. */
    Measured run(int operations) throws IOException, InterruptedException {
        return run(done -> done >= operations);
    }

    private Measured run(IntPredicate enough) throws IOException, InterruptedException {
        ExecutorService threads = Executors.newFixedThreadPool(connections);
        List<HttpConnection> open = new ArrayList<>();
        try {
            List<Callable<Integer>> loops = new ArrayList<>();
            for (int i = 0; i < connections; i++) {
                HttpConnection connection = new HttpConnection(server.address());
                open.add(connection);
                loops.add(() -> loop(connection, enough));
            }
            long begin = System.nanoTime();
            Duration cpu = server.cpu();
            long operations = 0;
            for (Future<Integer> loop : threads.invokeAll(loops)) {
                operations += loop.get();
            }
            return new Measured(
                    operations, System.nanoTime() - begin, server.cpu().minus(cpu));
        } catch (ExecutionException e) {
            throw new IOException("An operation failed", e.getCause());
        } finally {
            threads.shutdown();
            for (HttpConnection connection : open) {
                connection.close();
            }
        }
    }

    private int loop(HttpConnection connection, IntPredicate enough) throws IOException {
        int operations = 0;
        do {
            operation.perform(connection);
            operations++;
        } while (!enough.test(operations));
        return operations;
    }
}
