package io.artispace.storage.s3;

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
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;

/** Stands before an S3 server and does to chosen requests what networks and busy servers do. */
final class FaultyServer implements AutoCloseable {
    /** What may happen to a request. */
    enum Fault {
        /** The server never hears of it; 500 is answered. */
        INTERNAL_ERROR,
        /** The server never hears of it; 503 SlowDown is answered. */
        SLOW_DOWN,
        /** The server does it, and the connection breaks before the answer. */
        ANSWER_LOST,
        /** The server never hears of it, and success is answered. */
        LIE,
        /** The server answers, and the connection breaks halfway through the body. */
        CUT
    }

    private record Rule(Predicate<HttpExchange> applies, Fault fault, AtomicInteger left) {}

    private static final Set<String> NOT_FORWARDED =
            Set.of("host", "connection", "content-length", "expect", "transfer-encoding", "upgrade", "http2-settings");

    private final S3Server inside;
    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final ConcurrentLinkedQueue<Rule> rules = new ConcurrentLinkedQueue<>();

    FaultyServer(S3Server inside) throws IOException {
        this.inside = inside;
        this.server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::handle);
        server.setExecutor(threads);
        server.start();
    }

    URI endpoint() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    /** Sets what happens to the next requests that a word of their method and target gives away, such as {@code PUT /bucket/}. */
    void next(int count, String target, Fault fault) {
        rules.add(new Rule(
                exchange -> (exchange.getRequestMethod() + " " + exchange.getRequestURI()).contains(target),
                fault,
                new AtomicInteger(count)));
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            Fault fault = rules.stream()
                    .filter(rule -> rule.applies().test(exchange))
                    .filter(rule -> rule.left().getAndDecrement() > 0)
                    .findFirst()
                    .map(Rule::fault)
                    .orElse(null);
            byte[] body = exchange.getRequestBody().readAllBytes();
            if (fault == Fault.INTERNAL_ERROR) {
                answer(exchange, 500, error("InternalError"));
            } else if (fault == Fault.SLOW_DOWN) {
                answer(exchange, 503, error("SlowDown"));
            } else if (fault == Fault.LIE) {
                answer(exchange, 200, new byte[0]);
            } else {
                forward(exchange, body, fault);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void forward(HttpExchange exchange, byte[] body, Fault fault) throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(
                        URI.create(inside.endpoint() + exchange.getRequestURI().toString()))
                .method(exchange.getRequestMethod(), BodyPublishers.ofByteArray(body));
        exchange.getRequestHeaders().forEach((name, values) -> {
            if (!NOT_FORWARDED.contains(name.toLowerCase(Locale.ROOT))) {
                values.forEach(value -> request.header(name, value));
            }
        });
        request.setHeader("Host", exchange.getRequestHeaders().getFirst("Host"));
        HttpResponse<byte[]> response = client.send(request.build(), BodyHandlers.ofByteArray());
        if (fault == Fault.ANSWER_LOST) {
            return;
        }
        response.headers().map().forEach((name, values) -> {
            if (!NOT_FORWARDED.contains(name.toLowerCase(Locale.ROOT)) && !name.startsWith(":")) {
                values.forEach(value -> exchange.getResponseHeaders().add(name, value));
            }
        });
        if (fault == Fault.CUT) {
            exchange.sendResponseHeaders(response.statusCode(), response.body().length);
            exchange.getResponseBody().write(response.body(), 0, response.body().length / 2);
            exchange.getResponseBody().flush();
        } else if (exchange.getRequestMethod().equals("HEAD")) {
            response.headers()
                    .firstValue("content-length")
                    .ifPresent(length -> exchange.getResponseHeaders().set("Content-Length", length));
            exchange.sendResponseHeaders(response.statusCode(), -1);
        } else {
            answer(exchange, response.statusCode(), response.body());
        }
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
        server.stop(0);
        threads.shutdownNow();
    }
}
