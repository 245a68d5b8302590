package io.artispace.integration.standalone;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** A remote Maven repository with one file, which counts the requests for it and has the first ones wait for each other. */
final class ColdUpstream implements AutoCloseable {
    static final String PATH = "it/cold/lib/1.0/lib-1.0.jar";

    private static final int SIZE = 3_000_000;
    private static final long PATIENCE_SECONDS = 10;

    private final byte[] content = new byte[SIZE];
    private final AtomicInteger fetches = new AtomicInteger();
    private final CountDownLatch together;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final HttpServer server;

    /** Holds answers until that many have asked; or not much longer, for fewer may do. */
    ColdUpstream(int together) throws IOException {
        this.together = new CountDownLatch(together);
        new Random(4).nextBytes(content);
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::handle);
        server.setExecutor(threads);
        server.start();
    }

    URI base() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/");
    }

    byte[] content() {
        return content.clone();
    }

    /** How often the file was fetched. */
    int fetches() {
        return fetches.get();
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            boolean file = exchange.getRequestURI().getPath().equals("/" + PATH);
            if (file && exchange.getRequestMethod().equals("GET")) {
                fetches.incrementAndGet();
                together.countDown();
                boolean all = together.await(PATIENCE_SECONDS, TimeUnit.SECONDS);
                exchange.getResponseHeaders().set("X-All", Boolean.toString(all));
                exchange.sendResponseHeaders(200, content.length);
                exchange.getResponseBody().write(content);
            } else {
                exchange.sendResponseHeaders(404, -1);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
