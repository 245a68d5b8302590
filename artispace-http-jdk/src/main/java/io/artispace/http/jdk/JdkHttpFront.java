package io.artispace.http.jdk;

import static java.util.Objects.requireNonNull;

import com.sun.net.httpserver.HttpServer;
import io.artispace.Registry;
import io.artispace.exchange.Request;
import io.artispace.exchange.Response;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Serves a registry over HTTP/1.1 with the server of the JDK.
 *
 * <pre>{@code
 * JdkHttpFront front = JdkHttpFront.start(registry, JdkHttpOptions.builder().port(8080).build());
 * System.out.println("Listening on " + front.baseUrl());
 * …
 * front.close();
 * registry.close();
 * }</pre>
 *
 * <p>Thread-safe. The thread of the JDK's server that accepts connections is no daemon, unless a daemon starts the front: so the JVM runs
 * until the front is closed.
 *
 * <p>Inside, {@link ExchangeHandler} turns an exchange of the JDK into a {@link Request} ({@link RequestTarget}, {@link BaseUrls}), and
 * {@link ResponseWriter} writes the {@link Response}. Malformed requests (a target that is no URI, a bad header) are answered 400
 * by the JDK itself; {@link Framing} refuses those of which it reads another end than others would. {@link WorkerPool} has the threads.
 * {@link Patience} gives up clients that keep one waiting, {@link Discard} reads what the registry left of a body, and
 * {@link KeptConnections} tells which answer is the last one of its connection.
 *
 * <p><b>System properties.</b> The JDK's server takes some settings from system properties only, for the whole process, and reads
 * them once. A library must not set them; the {@code main} of a program may, before it starts the first server:
 * {@code sun.net.httpserver.nodelay=true} (without it a response larger than 8 KiB can wait 40 ms for an acknowledgement),
 * {@code sun.net.httpserver.maxReqTime} and {@code maxRspTime} (seconds that a client may take to send a request, and to receive a
 * response; without limit by default), {@code sun.net.httpserver.idleInterval} (seconds until a silent connection is closed, 30),
 * {@code sun.net.httpserver.maxIdleConnections} (200; near it, answers say {@code Connection: close}),
 * {@code jdk.httpserver.maxConnections} (without limit by default), {@code sun.net.httpserver.maxReqHeaders} (200) and
 * {@code sun.net.httpserver.maxReqHeaderSize} (380 KiB).
 */
public final class JdkHttpFront implements AutoCloseable {
    /** How many connections may wait to be accepted. Beyond that, a client tries again only after a second. */
    private static final int BACKLOG = 1_000;

    private final HttpServer server;
    private final BaseUrls baseUrls;
    private final InetSocketAddress address;
    private final RunningRequests running;
    private final JdkHttpOptions options;
    private final @Nullable WorkerPool ownThreads;
    private final AlarmThread alarms;
    private final AtomicBoolean closed = new AtomicBoolean();

    private JdkHttpFront(
            HttpServer server,
            JdkHttpOptions options,
            Function<Request, Response> handler,
            @Nullable Alarm discarding,
            @Nullable Alarm waiting) {
        this.server = server;
        this.options = options;
        this.address = server.getAddress();
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
        server.createContext(
                "/", new ExchangeHandler(handler, options.contextPath(), baseUrls, writer, running, patience));
        Executor threads = ownThreads == null ? options.executor().orElseThrow() : ownThreads;
        server.setExecutor(task -> threads.execute(patience.watch(task)));
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
        front.server.start();
        return front;
    }

    private static HttpServer bind(JdkHttpOptions options) throws IOException {
        try {
            return HttpServer.create(
                    new InetSocketAddress(InetAddress.getByName(options.host()), options.port()), BACKLOG);
        } catch (UnknownHostException e) {
            throw new IOException(
                    "Cannot listen on " + options.host() + ": there is no such host. Give an address of this machine,"
                            + " such as 127.0.0.1, or 0.0.0.0 for all.",
                    e);
        } catch (IOException e) {
            throw new IOException(
                    "Cannot listen on " + options.host() + ":" + options.port() + ": " + e.getMessage()
                            + ". Give an address of this machine and a free port, or port 0 for any.",
                    e);
        }
    }

    /** {@return the address that the front listens on, with the real port} */
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
     * Stops: new requests are answered 503, those being answered have the time that the options say, unless the calling thread is
     * interrupted, then all connections are closed. Leaves no thread of its own. A second call does nothing.
     */
    @Override
    public void close() {
        if (!closed.compareAndSet(false, true)) {
            return;
        }
        running.closeAndAwait(options.closeTimeout());
        server.stop(0);
        if (ownThreads != null) {
            ownThreads.close();
        }
        alarms.close();
    }
}
