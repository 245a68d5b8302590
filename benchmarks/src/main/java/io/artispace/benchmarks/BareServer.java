package io.artispace.benchmarks;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The ceiling: the server of the JDK with the least a handler can do. It answers a GET with what was PUT at the same path, a small body
 * from memory and a large one from a file, with no header of its own.
 */
final class BareServer {
    private static final int LARGE = 4 * 1024 * 1024;

    private final Path directory;
    private final Map<String, byte[]> small = new ConcurrentHashMap<>();
    private final Map<String, Path> large = new ConcurrentHashMap<>();

    private BareServer(Path directory) {
        this.directory = directory;
    }

    /** Serves, with the directory that is its only argument for what is large. */
    public static void main(String... arguments) throws IOException {
        ServerProcess.serve(new BareServer(Path.of(arguments[0]))::handle);
    }

    private void handle(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getRawPath();
        byte[] bytes = small.get(path);
        if (exchange.getRequestMethod().equals("PUT")) {
            put(path, exchange.getRequestBody());
            exchange.sendResponseHeaders(201, -1);
        } else if (bytes != null) {
            exchange.sendResponseHeaders(200, bytes.length);
            exchange.getResponseBody().write(bytes);
        } else {
            sendLarge(exchange, path);
        }
        exchange.close();
    }

    private void sendLarge(HttpExchange exchange, String path) throws IOException {
        Path file = large.get(path);
        if (file == null) {
            exchange.sendResponseHeaders(404, -1);
            return;
        }
        exchange.sendResponseHeaders(200, Files.size(file));
        try (InputStream in = Files.newInputStream(file)) {
            in.transferTo(exchange.getResponseBody());
        }
    }

    private void put(String path, InputStream body) throws IOException {
        byte[] beginning = body.readNBytes(LARGE);
        if (beginning.length < LARGE) {
            small.put(path, beginning);
            return;
        }
        Path file = Files.createTempFile(directory, "large", "");
        try (OutputStream out = Files.newOutputStream(file)) {
            out.write(beginning);
            body.transferTo(out);
        }
        large.put(path, file);
    }
}
