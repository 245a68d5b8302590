package io.artispace.testkit;

import static java.util.Objects.requireNonNull;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Phaser;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Stands before an S3 server and does to chosen requests what networks and busy servers do. It listens on a free port of the loopback
 * address. Requests are handed on as they were signed, with the host they were signed for, which the JDK's client does only in a JVM that
 * was started with {@code -Djdk.httpclient.allowRestrictedHeaders=host}. Bodies are held in memory.
 *
 * <p>Thread-safe. Closing it ends what is under way and leaves the server behind it alone.
 */
public final class FaultyS3Gateway implements AutoCloseable {
    /** What may happen to a request. */
    public enum Fault {
        /** The server never hears of it; 500 InternalError is answered. */
        INTERNAL_ERROR,
        /** The server never hears of it; 503 SlowDown is answered. */
        SLOW_DOWN,
        /** The server does it, and the connection breaks before the answer. */
        ANSWER_LOST,
        /** The server does it, and 500 InternalError is answered. */
        DONE_AND_DENIED,
        /** The server never hears of it, and success is answered. */
        LIE,
        /** The server never hears of it: the connection breaks halfway through the request's body. */
        BROKEN_OFF,
        /** The server answers, and the connection breaks halfway through the body. */
        CUT,
        /** The server hears of it only after {@link FaultyS3Gateway#heal()}. */
        HELD
    }

    private record Rule(String target, Fault fault, AtomicInteger left) {
        boolean applies(HttpExchange exchange) {
            StringBuilder head = new StringBuilder(exchange.getRequestMethod() + " " + exchange.getRequestURI() + "\n");
            exchange.getRequestHeaders()
                    .forEach((name, values) -> values.forEach(value -> head.append(name.toLowerCase(Locale.ROOT))
                            .append(": ")
                            .append(value)
                            .append('\n')));
            return head.indexOf(target) >= 0;
        }
    }

    private static final Set<String> NOT_FORWARDED =
            Set.of("host", "connection", "content-length", "expect", "transfer-encoding", "upgrade", "http2-settings");

    private final URI inside;
    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final ConcurrentLinkedQueue<Rule> rules = new ConcurrentLinkedQueue<>();
    private final Phaser healed = new Phaser(1);
    private final AtomicInteger struck = new AtomicInteger();

    /**
     * Begins to listen; no fault is set.
     *
     * @param inside where the server listens, without a path, such as {@code http://127.0.0.1:9000}
     * @throws IOException if no port is free
     */
    public FaultyS3Gateway(URI inside) throws IOException {
        this.inside = requireNonNull(inside, "inside");
        this.server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::handle);
        server.setExecutor(threads);
        server.start();
    }

    /**
     * Returns where the gateway listens, without a path.
     *
     * @return what to give a store as its endpoint
     */
    public URI endpoint() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    /**
     * Sets a fault.
     *
     * @param count how many requests it strikes, from now on; repeated attempts of a client count
     * @param target what the head of these requests contains: method and target, such as {@code PUT /bucket/}, or a header on a line
     *     of its own with its name in lower case, such as {@code content-encoding: aws-chunked}
     * @param fault what happens to them
     */
    public void next(int count, String target, Fault fault) {
        rules.add(new Rule(requireNonNull(target, "target"), requireNonNull(fault, "fault"), new AtomicInteger(count)));
    }

    /** Takes all faults back, and hands on the requests that are held. */
    public void heal() {
        rules.clear();
        healed.arrive();
    }

    /**
     * Returns how many requests were struck since the gateway began to listen; one that is held counts from its arrival on.
     *
     * @return the number of requests
     */
    public int struck() {
        return struck.get();
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            Optional<Fault> fault = fault(exchange);
            if (fault.filter(Fault.BROKEN_OFF::equals).isPresent()) {
                breakOff(exchange);
                return;
            }
            byte[] body = exchange.getRequestBody().readAllBytes();
            if (fault.isEmpty()) {
                answer(exchange, forward(exchange, body));
            } else {
                strike(exchange, body, fault.get());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private Optional<Fault> fault(HttpExchange exchange) {
        return rules.stream()
                .filter(rule -> rule.applies(exchange))
                .filter(rule -> rule.left().getAndDecrement() > 0)
                .map(Rule::fault)
                .findFirst();
    }

    /** Closing the exchange, of which no answer was begun, closes the connection. */
    private void breakOff(HttpExchange exchange) throws IOException {
        struck.incrementAndGet();
        String length = exchange.getRequestHeaders().getFirst("Content-Length");
        exchange.getRequestBody().skipNBytes(length == null ? 0 : Long.parseLong(length) / 2);
    }

    private void strike(HttpExchange exchange, byte[] body, Fault fault) throws IOException, InterruptedException {
        int phase = healed.getPhase();
        struck.incrementAndGet();
        switch (fault) {
            case INTERNAL_ERROR -> answer(exchange, 500, error("InternalError"));
            case SLOW_DOWN -> answer(exchange, 503, error("SlowDown"));
            case LIE -> answer(exchange, 200, new byte[0]);
            case ANSWER_LOST -> forward(exchange, body);
            case BROKEN_OFF -> throw new IllegalArgumentException("It was struck before its body was read.");
            case DONE_AND_DENIED -> {
                forward(exchange, body);
                answer(exchange, 500, error("InternalError"));
            }
            case HELD -> {
                healed.awaitAdvanceInterruptibly(phase);
                answer(exchange, forward(exchange, body));
            }
            case CUT -> cut(exchange, forward(exchange, body));
        }
    }

    private HttpResponse<byte[]> forward(HttpExchange exchange, byte[] body) throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(
                        URI.create(inside + exchange.getRequestURI().toString()))
                .method(exchange.getRequestMethod(), BodyPublishers.ofByteArray(body));
        exchange.getRequestHeaders().forEach((name, values) -> {
            if (!NOT_FORWARDED.contains(name.toLowerCase(Locale.ROOT))) {
                values.forEach(value -> request.header(name, value));
            }
        });
        request.setHeader("Host", exchange.getRequestHeaders().getFirst("Host"));
        return client.send(request.build(), BodyHandlers.ofByteArray());
    }

    private static void answer(HttpExchange exchange, HttpResponse<byte[]> response) throws IOException {
        copyHeaders(exchange, response);
        if (exchange.getRequestMethod().equals("HEAD")) {
            response.headers()
                    .firstValue("content-length")
                    .ifPresent(length -> exchange.getResponseHeaders().set("Content-Length", length));
            exchange.sendResponseHeaders(response.statusCode(), -1);
        } else {
            answer(exchange, response.statusCode(), response.body());
        }
    }

    private static void cut(HttpExchange exchange, HttpResponse<byte[]> response) throws IOException {
        copyHeaders(exchange, response);
        exchange.sendResponseHeaders(response.statusCode(), response.body().length);
        exchange.getResponseBody().write(response.body(), 0, response.body().length / 2);
        exchange.getResponseBody().flush();
    }

    private static void copyHeaders(HttpExchange exchange, HttpResponse<byte[]> response) {
        response.headers().map().forEach((name, values) -> {
            if (!NOT_FORWARDED.contains(name.toLowerCase(Locale.ROOT)) && !name.startsWith(":")) {
                values.forEach(value -> exchange.getResponseHeaders().add(name, value));
            }
        });
    }

    private static byte[] error(String code) {
        return ("<Error><Code>" + code + "</Code><Message>on purpose</Message></Error>")
                .getBytes(StandardCharsets.UTF_8);
    }

    private static void answer(HttpExchange exchange, int status, byte[] body) throws IOException {
        exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
        try (OutputStream out = exchange.getResponseBody()) {
            out.write(body);
        }
    }

    @Override
    public void close() {
        healed.forceTermination();
        server.stop(0);
        threads.shutdownNow();
    }
}
