package io.artispace.core.upstream;

import java.net.http.HttpClient;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/**
 * The HTTP clients of one registry, one for each connect timeout, made when they are first needed. Thread-safe.
 *
 * <p>A client has a thread of its own. From Java 21 on it can be closed; before, its thread ends once the client is garbage.
 */
final class HttpClients {
    private final Map<Duration, HttpClient> clients = new HashMap<>();
    private boolean closed;

    synchronized HttpClient connectingWithin(Duration timeout) {
        if (closed) {
            throw new IllegalStateException("The registry is closed");
        }
        return clients.computeIfAbsent(timeout, HttpClients::create);
    }

    private static HttpClient create(Duration timeout) {
        return HttpClient.newBuilder()
                .connectTimeout(timeout)
                .followRedirects(HttpClient.Redirect.NEVER)
                .version(HttpClient.Version.HTTP_1_1)
                .build();
    }

    synchronized void close() {
        closed = true;
        for (Object client : clients.values()) {
            // Not in a try-with-resources: the type is closeable from Java 21 on only.
            if (client instanceof AutoCloseable closeable) {
                shutDown(closeable);
            }
        }
        clients.clear();
    }

    private static void shutDown(AutoCloseable client) {
        try {
            // close() would wait for requests that still run; theirs are cut by their threads' interruption.
            HttpClient.class.getMethod("shutdownNow").invoke(client);
            client.close();
        } catch (ReflectiveOperationException olderJava) {
            // Its thread ends by itself.
        } catch (Exception failed) {
            throw new IllegalStateException("A client could not be closed", failed);
        }
    }
}
