package io.artispace.http.jdk;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The connections of a front: accepts them, and watches those that rest, by one thread, until a request comes, for which it calls a thread of the executor. It closes
 * connections that have rested for too long. Thread-safe.
 */
final class Connections implements AutoCloseable, Runnable {
    private static final Logger log = LoggerFactory.getLogger(JdkHttpFront.class);
    private static final long TICK_MILLIS = 1_000;

    private static final long DEFAULT_REST_SECONDS = 30;

    // As the server of the JDK is told them.
    private static final int MOST = Integer.getInteger("jdk.httpserver.maxConnections", 0);
    private static final Duration LONGEST_REST = seconds("sun.net.httpserver.idleInterval", DEFAULT_REST_SECONDS);
    private static final Duration LONGEST_BODY = seconds("sun.net.httpserver.maxReqTime", 0);

    private final ServerSocketChannel server;
    private final Selector selector;
    private final SelectionKey accepting;
    private final Executor threads;
    private final Patience patience;
    private final ExchangeHandler handler;
    private final Thread thread;
    private final DateHeader date = new DateHeader();
    private final Set<Connection> open = ConcurrentHashMap.newKeySet();
    /** Those that shall rest and are not watched yet. */
    private final Queue<Connection> tired = new ConcurrentLinkedQueue<>();
    /** How many connections wait for a thread. */
    private final AtomicInteger waiting = new AtomicInteger();

    private volatile boolean closed;

    /** What is known of a connection that rests. */
    private record Rest(Connection connection, long since) {}

    /**
     * Begins to accept connections.
     *
     * @param server is listening; closed with this
     * @param threads answer requests
     */
    Connections(ServerSocketChannel server, Executor threads, Patience patience, ExchangeHandler handler)
            throws IOException {
        this.server = server;
        this.threads = threads;
        this.patience = patience;
        this.handler = handler;
        this.selector = Selector.open();
        server.configureBlocking(false);
        this.accepting = server.register(selector, SelectionKey.OP_ACCEPT);
        this.thread = new Thread(
                this, "artispace-http-" + ((InetSocketAddress) server.getLocalAddress()).getPort() + "-listener");
        thread.setDaemon(false);
    }

    private static Duration seconds(String property, long otherwise) {
        long value = Long.getLong(property, otherwise);
        return Duration.ofSeconds(value > 0 ? value : otherwise);
    }

    void start() {
        thread.start();
    }

    @Override
    public void run() {
        long ticked = System.nanoTime();
        while (!closed) {
            try {
                watchTired();
                selector.select(TICK_MILLIS);
                callThreads();
                long now = System.nanoTime();
                if (now - ticked >= Duration.ofMillis(TICK_MILLIS).toNanos()) {
                    ticked = now;
                    tick(now);
                }
            } catch (IOException | RuntimeException | Error e) {
                // Errors, too, such as a heap that is full for a moment: without this thread nobody is answered any
                // more.
                log.error("The front cannot watch its connections", e);
            }
        }
    }

    private void watchTired() {
        for (Connection connection = tired.poll(); connection != null; connection = tired.poll()) {
            watch(connection);
        }
    }

    private void watch(Connection connection) {
        try {
            SocketChannel channel = connection.channel();
            channel.configureBlocking(false);
            channel.register(selector, SelectionKey.OP_READ, new Rest(connection, System.nanoTime()));
        } catch (IOException | RuntimeException e) {
            log.debug("The connection of {} has ended", connection.client(), e);
            connection.close();
        }
    }

    private void callThreads() throws IOException {
        List<Connection> called = new ArrayList<>();
        for (SelectionKey key : selector.selectedKeys()) {
            if (key.equals(accepting)) {
                accept();
            } else if (key.attachment() instanceof Rest rest) {
                key.cancel();
                called.add(rest.connection());
            }
        }
        selector.selectedKeys().clear();
        if (!called.isEmpty()) {
            // Only then the keys are gone, and the connections can be watched again.
            selector.selectNow();
        }
        for (Connection connection : called) {
            callThread(connection);
        }
    }

    private void callThread(Connection connection) {
        waiting.incrementAndGet();
        try {
            connection.channel().configureBlocking(true);
            threads.execute(() -> {
                waiting.decrementAndGet();
                patience.watch(connection).run();
            });
        } catch (IOException | RuntimeException | Error e) {
            // Where the machine has no thread to spare, that is an error.
            waiting.decrementAndGet();
            log.debug("The connection of {} gets no thread", connection.client(), e);
            connection.close();
        }
    }

    /** Where no more can be accepted, because the process has too many files open, those who come wait for the next tick. */
    private void accept() {
        try {
            SocketChannel channel = server.accept();
            if (channel != null) {
                accepted(channel);
            }
        } catch (IOException e) {
            log.debug("Cannot accept a connection", e);
            accepting.interestOps(0);
        }
    }

    private void accepted(SocketChannel channel) throws IOException {
        if (MOST > 0 && open.size() >= MOST) {
            channel.close();
            return;
        }
        Connection connection;
        try {
            connection = new Connection(this, channel);
        } catch (IOException e) {
            log.debug("A connection has ended before its first request", e);
            channel.close();
            return;
        }
        open.add(connection);
        watch(connection);
    }

    private void tick(long now) {
        accepting.interestOps(SelectionKey.OP_ACCEPT);
        for (SelectionKey key : selector.keys()) {
            if (key.attachment() instanceof Rest rest && now - rest.since() > LONGEST_REST.toNanos()) {
                rest.connection().close();
            }
        }
        if (!LONGEST_BODY.isZero()) {
            open.forEach(connection -> connection.closeIfReceiving(now, LONGEST_BODY));
        }
    }

    /** Lets a connection rest until its client sends the next request. */
    void rest(Connection connection) {
        if (closed) {
            connection.close();
            return;
        }
        tired.add(connection);
        selector.wakeup();
    }

    /** Tells whether a connection waits for a thread. */
    boolean isThreadWanted() {
        return waiting.get() > 0 || closed;
    }

    /** Notes that the thread begins to wait for the head of a request. */
    void beginToWait() {
        patience.current().begin();
    }

    void answer(Exchange exchange) throws IOException {
        handler.handle(exchange);
    }

    String date() {
        return date.now();
    }

    void forget(Connection connection) {
        open.remove(connection);
    }

    /** Closes all connections, whatever is being sent on them. Leaves no thread of its own. */
    @Override
    public void close() {
        closed = true;
        // The first time, since the thread may be in one, if the host's executor runs tasks in it.
        open.forEach(Connection::close);
        selector.wakeup();
        boolean interrupted = false;
        while (thread.isAlive()) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        try (server;
                selector) {
            open.forEach(Connection::close);
        } catch (IOException e) {
            log.debug("Cannot stop listening properly", e);
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
