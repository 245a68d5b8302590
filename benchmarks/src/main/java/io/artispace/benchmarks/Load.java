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

    /** Loads the server for a time, over connections of its own; see {@link Running#run(Duration)}. */
    Measured run(Duration time) throws IOException, InterruptedException {
        try (Running running = open()) {
            return running.run(time);
        }
    }

    /** Loads the server until each connection has performed that many operations. */
    Measured run(int operations) throws IOException, InterruptedException {
        try (Running running = open()) {
            return running.run(done -> done >= operations);
        }
    }

    /**
     * Opens the connections, for several turns. A client keeps its connections, and the front of the JDK counts each for as long as its
     * client may come back: one that took new ones for each turn would soon be told to close them behind each answer.
     */
    Running open() throws IOException {
        return new Running(this);
    }

    /** A load with its connections. Used by one thread; none of its turns may come later than half a minute after the one before. */
    static final class Running implements AutoCloseable {
        private final Load load;
        private final ExecutorService threads;
        private final List<HttpConnection> connections = new ArrayList<>();

        private Running(Load load) throws IOException {
            this.load = load;
            this.threads = Executors.newFixedThreadPool(load.connections);
            try {
                for (int i = 0; i < load.connections; i++) {
                    connections.add(new HttpConnection(load.server.address()));
                }
            } catch (IOException e) {
                close();
                throw e;
            }
        }

        /** Loads the server for a time. The operations that run when the time is over are waited for, and counted. */
        Measured run(Duration time) throws IOException, InterruptedException {
            long end = System.nanoTime() + time.toNanos();
            return run(done -> System.nanoTime() >= end);
        }

        private Measured run(IntPredicate enough) throws IOException, InterruptedException {
            List<Callable<Integer>> loops = new ArrayList<>();
            for (HttpConnection connection : connections) {
                loops.add(() -> loop(connection, enough));
            }
            long begin = System.nanoTime();
            Duration cpu = load.server.cpu();
            long operations = 0;
            try {
                for (Future<Integer> loop : threads.invokeAll(loops)) {
                    operations += loop.get();
                }
            } catch (ExecutionException e) {
                throw new IOException("An operation failed", e.getCause());
            }
            return new Measured(
                    operations, System.nanoTime() - begin, load.server.cpu().minus(cpu));
        }

        private int loop(HttpConnection connection, IntPredicate enough) throws IOException {
            int operations = 0;
            do {
                load.operation.perform(connection);
                operations++;
            } while (!enough.test(operations));
            return operations;
        }

        @Override
        public void close() throws IOException {
            threads.shutdown();
            for (HttpConnection connection : connections) {
                connection.close();
            }
        }
    }
}
