package io.artispace.core.upstream;

import io.artispace.UpstreamFailedException;
import io.artispace.upstream.ForwardProxy;
import io.artispace.upstream.Upstream;
import java.net.InetSocketAddress;
import java.net.ProxySelector;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The HTTP clients of one registry, one for each connect timeout and forward proxy, made when they are first needed. Thread-safe.
 *
 * <p>A client has a thread of its own. From Java 21 on it can be closed; before, its thread ends once the client is garbage.
 */
final class HttpClients {
    /**
     * The JDK adds the timeout to the present moment, which overflows if that is "for ever". No system waits for a connection as long as
     * this.
     */
    private static final Duration LONGEST_TIMEOUT = Duration.ofDays(1);

    private final Map<Kind, HttpClient> clients = new HashMap<>();
    private boolean closed;

    /** What tells the clients apart; host and port are those of the forward proxy. */
    private record Kind(Duration timeout, @Nullable String host, int port) {}

    /** Returns the client for an upstream. */
    synchronized HttpClient of(Upstream upstream) {
        if (closed) {
            throw new UpstreamFailedException("The registry is closed, and asks no upstream any more.");
        }
        ForwardProxy proxy = upstream.forwardProxy();
        Duration timeout = upstream.connectTimeout();
        Duration kept = timeout.compareTo(LONGEST_TIMEOUT) > 0 ? LONGEST_TIMEOUT : timeout;
        Kind kind = proxy == null ? new Kind(kept, null, 0) : new Kind(kept, proxy.host(), proxy.port());
        return clients.computeIfAbsent(kind, HttpClients::create);
    }

    private static HttpClient create(Kind kind) {
        HttpClient.Builder builder = HttpClient.newBuilder()
                .connectTimeout(kind.timeout())
                .followRedirects(HttpClient.Redirect.NEVER)
                .version(HttpClient.Version.HTTP_1_1);
        if (kind.host() != null) {
            builder.proxy(ProxySelector.of(new InetSocketAddress(kind.host(), kind.port())));
        }
        return builder.build();
    }

    synchronized void close() {
        closed = true;
        for (Object client : clients.values()) {
            // No try-with-resources: the type is closeable only from Java 21 on.
            if (client instanceof AutoCloseable closeable) {
                shutDown(closeable);
            }
        }
        clients.clear();
    }

    private static void shutDown(AutoCloseable client) {
        try {
            // close() alone would wait for requests that still run, whose threads are interrupted only later.
            HttpClient.class.getMethod("shutdownNow").invoke(client);
            client.close();
        } catch (ReflectiveOperationException olderJava) {
            // Its thread ends by itself.
        } catch (Exception failed) {
            throw new IllegalStateException("A client could not be closed", failed);
        }
    }
}
