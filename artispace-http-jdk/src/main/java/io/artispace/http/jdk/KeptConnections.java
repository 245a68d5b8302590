package io.artispace.http.jdk;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.LongSupplier;

/**
 * Counts the connections that clients may keep for their next request, and tells when there are too many. While as many connections are
 * idle as the JDK's server allows, it closes each connection after its answer, without saying so. If the client is already sending its
 * next request there, that is lost, and a client must not repeat a PUT by itself. So the answer has to say that it is the last one of
 * its connection.
 *
 * <p>It cannot be seen here that a client has closed its end. So a connection counts until the server would have closed it for being
 * idle: if too many are counted, clients just open another connection. Thread-safe.
 */
final class KeptConnections {
    private static final int DEFAULT_LIMIT = 200;
    private static final Duration DEFAULT_IDLE = Duration.ofSeconds(30);
    private static final Duration DEFAULT_TICK = Duration.ofSeconds(10);
    /** The server's timer may be late. */
    private static final Duration GRACE = Duration.ofSeconds(5);

    private final int limit;
    private final long expiry;
    private final LongSupplier nanoTime;
    /** The clients' addresses with the times of their last answers, the longest silent first. */
    private final Map<InetSocketAddress, Long> kept = new LinkedHashMap<>(16, 0.75f, true);

    /**
     * Creates a count.
     *
     * @param allowed how many idle connections the server allows
     * @param idle for how long it allows them, at most
     * @param nanoTime tells the time
     */
    KeptConnections(int allowed, Duration idle, LongSupplier nanoTime) {
        // Connections whose clients were told to close them are idle, too, until they have done so.
        this.limit = allowed - allowed / 8;
        this.expiry = idle.plus(GRACE).toNanos();
        this.nanoTime = nanoTime;
    }

    /** Takes the limits from the properties that the JDK's server takes them from. */
    static KeptConnections ofServer() {
        Duration idle = positive("sun.net.httpserver.idleInterval", DEFAULT_IDLE.toSeconds(), 1000);
        Duration tick = positive("sun.net.httpserver.clockTick", DEFAULT_TICK.toMillis(), 1);
        return new KeptConnections(
                Integer.getInteger("sun.net.httpserver.maxIdleConnections", DEFAULT_LIMIT),
                idle.plus(tick),
                System::nanoTime);
    }

    private static Duration positive(String property, long otherwise, long millis) {
        long value = Long.getLong(property, otherwise);
        return Duration.ofMillis((value > 0 ? value : otherwise) * millis);
    }

    /**
     * Decides whether a connection stays open after the answer that is about to be sent.
     *
     * @param client the client's address
     * @return whether it may stay open; if not, the answer has to say so
     */
    synchronized boolean keep(InetSocketAddress client) {
        long now = nanoTime.getAsLong();
        Iterator<Long> times = kept.values().iterator();
        while (times.hasNext() && now - times.next() > expiry) {
            times.remove();
        }
        kept.put(client, now);
        if (kept.size() <= limit) {
            return true;
        }
        kept.remove(client);
        return false;
    }

    /** Forgets a connection that is closed behind the answer. */
    synchronized void forget(InetSocketAddress client) {
        kept.remove(client);
    }
}
