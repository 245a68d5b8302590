package io.artispace.benchmarks;

import com.sun.net.httpserver.HttpExchange;
import io.artispace.blob.DigestAlgorithm;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/**
 * The remote registry that proxies ask, in a process of its own. It makes up what it has, so that there is always something that nobody
 * asked for before:
 *
 * <ul>
 *   <li>{@code /maven/com/acme/file-SIZE/1.0.NUMBER/file-SIZE-1.0.NUMBER.jar}: that many bytes, other ones for each number, with its
 *       {@code .sha1}, which it remembers
 *   <li>{@code /npm/large-NUMBER}: a packument of some 20 MB, of any number of four digits
 *   <li>{@code /files/PATH}: a file of the directory it was given, with its {@code .sha1}
 *   <li>{@code /asked/PATH}: how often that was asked for
 *   <li>{@code /begun/PATH}: when it last began to answer that, as {@link System#nanoTime()} tells it to every process of this machine
 * </ul>
 *
 * The system property {@code rate} limits what it sends over one connection, in bytes per second.
 */
final class UpstreamServer {
    /** The path of what it makes up for Maven. */
    static final String MAVEN = "/maven/";

    /** The path of what it makes up for npm. */
    static final String NPM = "/npm/";

    /** The path of the directory. */
    static final String FILES = "/files/";

    private static final int LARGEST = 64 * 1024 * 1024;
    private static final int NUMBERS = 64 * 1024;
    private static final int CHUNK = 64 * 1024;

    private final Path directory;
    private final long rate = Long.getLong("rate", Long.MAX_VALUE);
    private final byte[] bytes = new byte[LARGEST + NUMBERS];
    private String packumentName = "";
    private byte[] packument = {};
    private final Map<String, byte[]> sums = new ConcurrentHashMap<>();
    private final Map<String, AtomicInteger> asked = new ConcurrentHashMap<>();
    private final Map<String, Long> begun = new ConcurrentHashMap<>();

    private UpstreamServer(Path directory) {
        this.directory = directory;
        new Random(1).nextBytes(bytes);
    }

    /** Serves; the only argument is the directory of files. */
    public static void main(String... arguments) throws IOException {
        ServerProcess.serve(new UpstreamServer(Path.of(arguments[0]))::handle);
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            String path = exchange.getRequestURI().getPath();
            if (path.startsWith("/asked/")) {
                AtomicInteger count = asked.getOrDefault(path.substring("/asked".length()), new AtomicInteger());
                send(exchange, Integer.toString(count.get()).getBytes(StandardCharsets.US_ASCII));
                return;
            }
            if (path.startsWith("/begun/")) {
                String when = begun.getOrDefault(path.substring("/begun".length()), 0L)
                        .toString();
                send(exchange, when.getBytes(StandardCharsets.US_ASCII));
                return;
            }
            asked.computeIfAbsent(path, p -> new AtomicInteger()).incrementAndGet();
            if (path.endsWith(".sha1")) {
                sendSum(exchange, path.substring(0, path.length() - ".sha1".length()));
            } else if (path.startsWith(MAVEN) && path.endsWith(".jar")) {
                send(exchange, bytes, offset(path), size(path));
            } else if (path.startsWith(NPM + "large-")) {
                send(exchange, packument(path.substring(NPM.length())));
            } else if (path.startsWith(FILES) && Files.isRegularFile(file(path))) {
                send(exchange, Files.readAllBytes(file(path)));
            } else {
                exchange.sendResponseHeaders(404, -1);
            }
        }
    }

    /** Made once, so that sending it again costs what a plain download does. */
    private synchronized byte[] packument(String name) {
        if (!name.equals(packumentName)) {
            packument = LargePackument.of(name);
            packumentName = name;
        }
        return packument;
    }

    private Path file(String path) {
        Path file = directory.resolve(path.substring(FILES.length())).normalize();
        return file.startsWith(directory) ? file : directory;
    }

    /** The size that an artifact has in its name. */
    private static int size(String path) {
        String name = path.substring(path.indexOf("/file-") + "/file-".length());
        return Integer.parseInt(name.substring(0, name.indexOf('/')));
    }

    /** Where the bytes of an artifact begin: as no two are alike, a store has the bytes of none when it is asked for another. */
    private static int offset(String path) {
        String number = path.substring(path.lastIndexOf('.', path.lastIndexOf('.') - 1) + 1, path.lastIndexOf('.'));
        return Integer.parseInt(number) % NUMBERS;
    }

    private void sendSum(HttpExchange exchange, String path) throws IOException {
        boolean madeUp = path.startsWith(MAVEN) && path.endsWith(".jar");
        if (!madeUp && !(path.startsWith(FILES) && Files.isRegularFile(file(path)))) {
            exchange.sendResponseHeaders(404, -1);
            return;
        }
        byte[] sum = sums.get(path);
        if (sum == null) {
            byte[] content = madeUp
                    ? Arrays.copyOfRange(bytes, offset(path), offset(path) + size(path))
                    : Files.readAllBytes(file(path));
            sum = MavenContent.sum(DigestAlgorithm.SHA1, content);
            sums.put(path, sum);
        }
        send(exchange, sum);
    }

    private void send(HttpExchange exchange, byte[] content) throws IOException {
        send(exchange, content, 0, content.length);
    }

    private void send(HttpExchange exchange, byte[] content, int offset, int length) throws IOException {
        begun.put(exchange.getRequestURI().getPath(), System.nanoTime());
        boolean head = exchange.getRequestMethod().equals("HEAD");
        exchange.sendResponseHeaders(200, head || length == 0 ? -1 : length);
        if (head) {
            return;
        }
        OutputStream out = exchange.getResponseBody();
        long begin = System.nanoTime();
        for (int sent = 0; sent < length; ) {
            int count = Math.min(CHUNK, length - sent);
            out.write(content, offset + sent, count);
            sent += count;
            long ahead = rate == Long.MAX_VALUE ? 0 : (long) (sent * 1e9 / rate) - (System.nanoTime() - begin);
            if (ahead > 0) {
                LockSupport.parkNanos(ahead);
            }
        }
    }
}
