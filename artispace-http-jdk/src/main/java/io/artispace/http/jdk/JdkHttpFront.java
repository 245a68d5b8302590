package io.artispace.http.jdk;

import static java.util.Objects.requireNonNull;

import io.artispace.Registry;
import io.artispace.exchange.Request;
import io.artispace.exchange.Response;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.channels.ServerSocketChannel;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Serves a registry over HTTP/1.1 with nothing but what the JDK has.
 *
 * <pre>{@code
 * JdkHttpFront front = JdkHttpFront.start(registry, JdkHttpOptions.builder().port(8080).build());
 * System.out.println("Listening on " + front.baseUrl());
 * …
 * front.close();
 * registry.close();
 * }</pre>
 *
 * <p>Thread-safe. The thread that accepts connections is no daemon: the JVM runs until the front is closed.
 *
 * <p>{@link Connections} watches those on which nothing comes; a {@link Connection} reads requests ({@link RequestHead},
 * {@link RequestStream}) and sends answers, each an {@link Exchange}. {@link ExchangeHandler} turns it into a {@link Request}
 * ({@link RequestTarget}, {@link BaseUrls}), and {@link ResponseWriter} writes the {@link Response}. Malformed requests (a target that is no
 * URI, a bad header) are answered 400 before the handler sees them.
 *
 * <p>The server of the JDK, {@code com.sun.net.httpserver}, is not used: it hands each request from one thread to another and back, and until Java
 * 20 it sends the head of an answer and its body one after the other.
 *
 * <p><b>System properties.</b> Some limits are those of the JDK's server, and are taken from its system properties, for the whole process, once. A
 * library must not set them; the {@code main} of a program may, before it starts the first front:
 * {@code sun.net.httpserver.maxReqTime} (seconds that a client may take to send the body of a request;
 * without limit by default), {@code sun.net.httpserver.idleInterval} (seconds until a silent connection is closed, 30),
 * {@code sun.net.httpserver.maxIdleConnections} (200; near it, answers say {@code Connection: close}) and
 * {@code jdk.httpserver.maxConnections} (without limit by default). A request has at most 200 headers, and 64 KiB before its body.
 */
public final class JdkHttpFront implements AutoCloseable {
    /** How many connections may wait to be accepted. Beyond that, a client tries again only after a second. */
    private static final int MOST_COMING = 1_000;

    private final Connections connections;
    private final BaseUrls baseUrls;
    private final InetSocketAddress address;
    private final RunningRequests running;
    private final JdkHttpOptions options;
    private final @Nullable WorkerPool ownThreads;
    private final AlarmThread alarms;
    private final AtomicBoolean closed = new AtomicBoolean();

    private JdkHttpFront(
            ServerSocketChannel server,
            JdkHttpOptions options,
            Function<Request, Response> handler,
            @Nullable Alarm discarding,
            @Nullable Alarm waiting)
            throws IOException {
        this.options = options;
        this.address = (InetSocketAddress) server.getLocalAddress();
        this.baseUrls = new BaseUrls(options, address);
        this.running = new RunningRequests();
        this.ownThreads = options.executor().isPresent() ? null : new WorkerPool(options.threads(), address.getPort());
        this.alarms = new AlarmThread(address.getPort());
        BufferPool buffers = new BufferPool();
        ResponseWriter writer = new ResponseWriter(
                buffers,
                new Discard(buffers, options, discarding == null ? alarms : discarding),
                KeptConnections.ofServer());
        Patience patience = new Patience(options.patience(), waiting == null ? alarms : waiting);
        Executor threads = ownThreads == null ? options.executor().orElseThrow() : ownThreads;
        this.connections = new Connections(
                server,
                threads,
                patience,
                new ExchangeHandler(handler, options.contextPath(), baseUrls, writer, running, patience));
    }

    /**
     * Starts to serve a registry on any free port of the loopback address.
     *
     * @param registry the registry; it is not closed with the front
     * @return the front, accepting connections; the caller closes it
     * @throws IOException if there is no free port
     */
    public static JdkHttpFront start(Registry registry) throws IOException {
        return start(registry, JdkHttpOptions.defaults());
    }

    /**
     * Starts to serve a registry.
     *
     * @param registry the registry; it is not closed with the front
     * @param options how
     * @return the front, accepting connections; the caller closes it
     * @throws IOException if the address cannot be used
     */
    public static JdkHttpFront start(Registry registry, JdkHttpOptions options) throws IOException {
        requireNonNull(registry, "registry");
        return start(registry::handle, options);
    }

    /**
     * Starts to serve whatever answers requests: a registry with something in front of it, such as a page of its own or an
     * authentication that puts the caller into the request ({@link Request#as}).
     *
     * @param handler answers a request; what it throws is logged and answered 500 without details. Thread-safe
     * @param options how
     * @return the front, accepting connections; the caller closes it
     * @throws IOException if the address cannot be used
     */
    public static JdkHttpFront start(Function<Request, Response> handler, JdkHttpOptions options) throws IOException {
        requireNonNull(handler, "handler");
        return start(handler, options, null, null);
    }

    /** Starts a front whose time limits for clients are triggered by the given alarms; null for real time. */
    static JdkHttpFront start(
            Function<Request, Response> handler,
            JdkHttpOptions options,
            @Nullable Alarm discarding,
            @Nullable Alarm waiting)
            throws IOException {
        JdkHttpFront front = new JdkHttpFront(bind(options), options, handler, discarding, waiting);
        front.connections.start();
        return front;
    }

    private static ServerSocketChannel bind(JdkHttpOptions options) throws IOException {
        ServerSocketChannel server = ServerSocketChannel.open();
        try {
            return server.bind(
                    new InetSocketAddress(InetAddress.getByName(options.host()), options.port()), MOST_COMING);
        } catch (UnknownHostException e) {
            server.close();
            throw new IOException(
                    "Cannot listen on " + options.host() + ": there is no such host. Give an address of this machine,"
                            + " such as 127.0.0.1, or 0.0.0.0 for all.",
                    e);
        } catch (IOException e) {
            server.close();
            throw new IOException(
                    "Cannot listen on " + options.host() + ":" + options.port() + ": " + e.getMessage()
                            + ". Give an address of this machine and a free port, or port 0 for any.",
                    e);
        }
    }

    /**
     * Returns where the front listens.
     *
     * @return the address, with the real port
     */
    public InetSocketAddress address() {
        return address;
    }

    /**
     * Returns the URL under which clients reach the registry, as far as that does not depend on their requests.
     *
     * @return the URL of the options, else that of the address, with {@code localhost} for every interface; with a slash at its end
     */
    public URI baseUrl() {
        return baseUrls.bound();
    }

    /**
     * Stops: new requests are answered 503, those being answered have the time that the options say, unless the calling thread is interrupted, then all
     * connections are closed. Leaves no thread of its own. A second call does nothing.
     */
    @Override
    public void close() {
        if (!closed.compareAndSet(false, true)) {
            return;
        }
        running.closeAndAwait(options.closeTimeout());
        connections.close();
        if (ownThreads != null) {
            ownThreads.close();
        }
        alarms.close();
    }
}
