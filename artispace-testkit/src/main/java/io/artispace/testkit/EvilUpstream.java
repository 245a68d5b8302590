package io.artispace.testkit;

import io.artispace.upstream.Upstream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;

/**
 * A remote registry that misbehaves as a test tells it to, byte by byte: also in ways in which no HTTP server can be made to. For the tests
 * of whatever asks remote registries: proxies, upstream codecs of formats, fronts with a cache behind them.
 *
 * <p>It listens on a port of its own of the loopback interface, which a proxy under test must be allowed to ask
 * ({@link Upstream#atAnyAddress()}). Each path is answered by an {@link EvilAnswer}, which may be replaced at any time; a path that none
 * was given for is answered with 404. One connection serves one request.
 *
 * <pre>{@code
 * try (EvilUpstream upstream = new EvilUpstream()) {
 *     upstream.at("com/acme/app/1.0/app-1.0.jar", EvilAnswer.truncated(jar, 100));
 *     registry.create(Proxy.named("central").format("maven").of(Upstream.at(upstream.url()).atAnyAddress().retrying(0)));
 *
 *     assertThatThrownBy(() -> Maven.in(registry.repository("central")).resolve("com.acme:app:1.0"))...
 *     assertThat(upstream.asked("com/acme/app/1.0/app-1.0.jar")).isOne();
 * }
 * }</pre>
 *
 * <p>Thread-safe. Whoever creates one closes it; its threads are daemons and end with it.
 */
public final class EvilUpstream implements AutoCloseable {
    private static final int BACKLOG = 200;

    private final ServerSocket server;
    private final Thread accepting;
    private final Map<String, EvilAnswer> answers = new ConcurrentHashMap<>();
    private final List<String> requests = new CopyOnWriteArrayList<>();
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private final CountDownLatch closed = new CountDownLatch(1);
    private volatile EvilAnswer otherwise = EvilAnswer.status(404);

    /** Listens from now on, and has nothing. */
    public EvilUpstream() {
        try {
            server = new ServerSocket(0, BACKLOG, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        accepting = daemon(this::accept);
    }

    private static Thread daemon(Runnable work) {
        Thread thread = new Thread(work, "evil-upstream");
        thread.setDaemon(true);
        thread.start();
        return thread;
    }

    /**
     * Returns where it is.
     *
     * @return such as {@code http://127.0.0.1:40123/}
     */
    public URI url() {
        return URI.create("http://" + server.getInetAddress().getHostAddress() + ":" + server.getLocalPort() + "/");
    }

    /**
     * Says how a path is answered from now on.
     *
     * @param path as it comes over the wire, without the leading slash, with its query; where the upstream is used as a web proxy, with the
     *     host in front, such as {@code repo.example/com/acme/}
     * @param answer what it does
     * @return this
     * @throws IllegalArgumentException if it begins with a slash, and so would never be asked for
     */
    public EvilUpstream at(String path, EvilAnswer answer) {
        answers.put(checked(path), answer);
        return this;
    }

    /**
     * Answers a path as an honest server would.
     *
     * @param path see {@link #at(String, EvilAnswer)}
     * @param content the body
     * @param headers such as {@code ETag: "1"}
     * @return this
     */
    public EvilUpstream at(String path, byte[] content, String... headers) {
        return at(path, EvilAnswer.content(content, headers));
    }

    /**
     * Answers a path as an honest server would.
     *
     * @param path see {@link #at(String, EvilAnswer)}
     * @param content the body, sent as UTF-8
     * @param headers such as {@code ETag: "1"}
     * @return this
     */
    public EvilUpstream at(String path, String content, String... headers) {
        return at(path, content.getBytes(StandardCharsets.UTF_8), headers);
    }

    /**
     * Answers a path without a body.
     *
     * @param path see {@link #at(String, EvilAnswer)}
     * @param status such as 503
     * @param headers such as {@code Location: /elsewhere}
     * @return this
     */
    public EvilUpstream status(String path, int status, String... headers) {
        return at(path, EvilAnswer.status(status, headers));
    }

    /**
     * Takes back what was said about a path.
     *
     * @param path see {@link #at(String, EvilAnswer)}
     * @return this
     * @throws IllegalArgumentException if it begins with a slash
     */
    public EvilUpstream forget(String path) {
        answers.remove(checked(path));
        return this;
    }

    /**
     * Says how the paths are answered that nothing was said about.
     *
     * @param answer what is done in place of a 404
     * @return this
     */
    public EvilUpstream otherwise(EvilAnswer answer) {
        otherwise = answer;
        return this;
    }

    /**
     * Returns how often a path was asked for, with any method.
     *
     * @param path see {@link #at(String, EvilAnswer)}
     * @return the number of requests that came in full
     * @throws IllegalArgumentException if it begins with a slash, and so would never be asked for
     */
    public long asked(String path) {
        String wanted = checked(path);
        return requests.stream()
                .filter(head -> EvilConnection.path(head).equals(wanted))
                .count();
    }

    private static String checked(String path) {
        if (path.startsWith("/")) {
            throw new IllegalArgumentException("No request matches the path \"" + path
                    + "\" of an upstream: write it without the slash at its beginning, as it follows url().");
        }
        return path;
    }

    /**
     * Returns what was asked.
     *
     * @return the heads of all requests in the order in which they came, one line per header, each line ended by {@code \n}
     */
    public List<String> requests() {
        return List.copyOf(requests);
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                Socket socket = server.accept();
                open.add(socket);
                daemon(() -> serve(socket));
            } catch (IOException refusing) {
                return;
            }
        }
    }

    private void serve(Socket socket) {
        try (socket) {
            EvilConnection connection = EvilConnection.accept(socket, url(), closed);
            String head = connection.request();
            if (!head.isEmpty()) {
                requests.add(head);
                answers.getOrDefault(EvilConnection.path(head), otherwise).give(connection);
            }
        } catch (IOException gone) {
            // The other side went away, which is what many tests want.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            open.remove(socket);
        }
    }

    /** From now on whoever connects is refused, as where nothing listens. What is being answered goes on. There is no way back. */
    public void refuse() {
        try {
            server.close();
            // Until then the system goes on listening.
            accepting.join();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Cuts all connections, and refuses new ones. A second call does nothing. */
    @Override
    public void close() {
        refuse();
        closed.countDown();
        for (Socket socket : open) {
            try {
                socket.close();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
