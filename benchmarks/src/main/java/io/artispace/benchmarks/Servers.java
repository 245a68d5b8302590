package io.artispace.benchmarks;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/** Several servers that serve the same, as behind a balancer that gives each connection to the next. Thread-safe. */
final class Servers implements Server {
    private final List<Server> servers;
    private final AtomicInteger connections = new AtomicInteger();

    private Servers(List<Server> servers) {
        this.servers = servers;
    }

    static Servers of(Server... servers) {
        return new Servers(List.of(servers));
    }

    /** The address for one connection more. */
    @Override
    public InetSocketAddress address() {
        return servers.get(connections.getAndIncrement() % servers.size()).address();
    }

    @Override
    public Duration cpu() {
        return servers.stream().map(Server::cpu).reduce(Duration.ZERO, Duration::plus);
    }

    @Override
    public Duration compiling() throws IOException {
        Duration sum = Duration.ZERO;
        for (Server server : servers) {
            sum = sum.plus(server.compiling());
        }
        return sum;
    }
}
