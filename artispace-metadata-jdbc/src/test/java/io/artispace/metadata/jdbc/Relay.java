package io.artispace.metadata.jdbc;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicReference;
import java.util.regex.Pattern;

/** Stands between a store and its database, and cuts the connection at a commit when it is told to. */
final class Relay implements AutoCloseable {
    /** When the connection is cut. */
    enum Cut {
        NEVER,
        BEFORE_COMMIT,
        /** The server gets the commit, the client no answer. */
        AFTER_COMMIT
    }

    /** The command, and neither the isolation "read committed" nor the table of the marks. */
    private static final Pattern COMMIT = Pattern.compile("(?i)commit(?!ted|_)");

    private final ServerSocket listening;
    private final int port;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final AtomicReference<Cut> next = new AtomicReference<>(Cut.NEVER);

    Relay(int port) throws IOException {
        this.port = port;
        this.listening = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        threads.execute(this::accept);
    }

    int port() {
        return listening.getLocalPort();
    }

    /** Cuts one connection at the next commit of a work; a pool commits, too, what it runs by itself. */
    void cut(Cut when) {
        next.set(when);
    }

    private void accept() {
        try {
            while (true) {
                Socket client = listening.accept();
                Socket server = new Socket(InetAddress.getLoopbackAddress(), port);
                threads.execute(() -> pass(client, server, true));
                threads.execute(() -> pass(server, client, false));
            }
        } catch (IOException e) {
            // Closed.
            return;
        }
    }

    private void pass(Socket from, Socket to, boolean toServer) {
        byte[] buffer = new byte[65_536];
        boolean written = false;
        try (from;
                to) {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                String text = new String(buffer, 0, read, StandardCharsets.ISO_8859_1);
                written |= text.contains("commit_marks");
                boolean commit = toServer && written && COMMIT.matcher(text).find();
                Cut cut = commit ? next.getAndSet(Cut.NEVER) : Cut.NEVER;
                if (cut == Cut.BEFORE_COMMIT) {
                    return;
                }
                if (cut == Cut.AFTER_COMMIT) {
                    from.close();
                    out.write(buffer, 0, read);
                    to.shutdownOutput();
                    to.getInputStream().readAllBytes();
                    return;
                }
                out.write(buffer, 0, read);
            }
        } catch (IOException e) {
            // Either side is gone; so is the other one then.
            return;
        }
    }

    @Override
    public void close() throws IOException {
        listening.close();
        threads.shutdownNow();
    }
}
