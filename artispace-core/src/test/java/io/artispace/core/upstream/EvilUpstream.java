package io.artispace.core.upstream;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** A remote registry on the loopback interface that answers as a script says, byte by byte: also with what no HTTP server would send. */
final class EvilUpstream implements AutoCloseable {
    private final ServerSocket server;
    private final Map<String, Script> scripts = new ConcurrentHashMap<>();
    private final List<String> requests = new CopyOnWriteArrayList<>();
    private final List<Socket> connections = new CopyOnWriteArrayList<>();

    EvilUpstream() {
        try {
            server = new ServerSocket(0, 100, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        daemon(this::accept);
    }

    /** Answers one request; the connection is closed afterwards. */
    @FunctionalInterface
    interface Script {
        void answer(String request, OutputStream out) throws IOException, InterruptedException;
    }

    private static void daemon(Runnable work) {
        Thread thread = new Thread(work, "evil-upstream");
        thread.setDaemon(true);
        thread.start();
    }

    URI url() {
        return URI.create("http://" + server.getInetAddress().getHostAddress() + ":" + server.getLocalPort() + "/");
    }

    EvilUpstream at(String path, Script script) {
        scripts.put(path, script);
        return this;
    }

    EvilUpstream at(String path, String content, String... headers) {
        return at(path, bytes(content), headers);
    }

    EvilUpstream at(String path, byte[] content, String... headers) {
        return at(path, answering(200, content, headers));
    }

    EvilUpstream status(String path, int status, String... headers) {
        return at(path, answering(status, new byte[0], headers));
    }

    static Script answering(int status, byte[] content, String... headers) {
        return (request, out) -> {
            StringBuilder head = new StringBuilder("HTTP/1.1 " + status + " X\r\nConnection: close\r\n");
            for (String header : headers) {
                head.append(header).append("\r\n");
            }
            if (status != 304) {
                head.append("Content-Length: ").append(content.length).append("\r\n");
            }
            out.write(bytes(head + "\r\n"));
            out.write(content);
        };
    }

    static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    /** How often a path was asked for. */
    long asked(String path) {
        return requests.stream()
                .filter(r -> r.split(" ", 3)[1].equals("/" + path))
                .count();
    }

    /** The heads of all requests. */
    List<String> requests() {
        return List.copyOf(requests);
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                Socket socket = server.accept();
                connections.add(socket);
                daemon(() -> serve(socket));
            } catch (IOException closed) {
                return;
            }
        }
    }

    private void serve(Socket socket) {
        try (socket) {
            BufferedReader in =
                    new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.ISO_8859_1));
            StringBuilder head = new StringBuilder();
            for (String line = in.readLine(); line != null && !line.isEmpty(); line = in.readLine()) {
                head.append(line).append('\n');
            }
            if (head.length() == 0) {
                return;
            }
            requests.add(head.toString());
            String path = head.substring(head.indexOf("/") + 1, head.indexOf(" HTTP/"));
            scripts.getOrDefault(path, answering(404, new byte[0])).answer(head.toString(), socket.getOutputStream());
        } catch (IOException gone) {
            // The other side went away, which some tests want.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        try {
            server.close();
            for (Socket socket : connections) {
                socket.close();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
