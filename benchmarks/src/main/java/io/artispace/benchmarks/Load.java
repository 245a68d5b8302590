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
        ExecutorService threads = Executors.newFixedThreadPool(connections);
        List<HttpConnection> open = new ArrayList<>();
        try {
            for (int i = 0; i < connections; i++) {
                open.add(new HttpConnection(server.address()));
            }
            long begin = System.nanoTime();
            Duration cpu = server.cpu();
            List<Callable<Long>> loops = new ArrayList<>();
            for (HttpConnection connection : open) {
                loops.add(() -> loop(connection, begin + time.toNanos()));
            }
            long operations = 0;
            for (Future<Long> loop : threads.invokeAll(loops)) {
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

    private long loop(HttpConnection connection, long end) throws IOException {
        long operations = 0;
        do {
            operation.perform(connection);
            operations++;
        } while (System.nanoTime() < end);
        return operations;
    }
}
