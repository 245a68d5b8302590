package io.artispace.metadata.jdbc;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CountDownLatch;
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
        AFTER_COMMIT,
        /** The client is cut off, and the server gets the commit only when that is allowed. */
        LATE_COMMIT
    }

    /** The command, and neither the isolation "read committed" nor the table of the marks. */
    private static final Pattern COMMIT = Pattern.compile("(?i)commit(?!ted|_)");

    private final ServerSocket listening;
    private final int port;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final AtomicReference<Cut> next = new AtomicReference<>(Cut.NEVER);
    private final CountDownLatch late = new CountDownLatch(1);

    /** What the two directions of a connection know of each other. */
    private static final class Answers {
        private final CountDownLatch ended = new CountDownLatch(1);
        private volatile boolean withheld;
    }

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

    /** Lets the commit through that is late. */
    void deliverLateCommit() {
        late.countDown();
    }

    private void accept() {
        try {
            while (true) {
                Socket client = listening.accept();
                Socket server = new Socket(InetAddress.getLoopbackAddress(), port);
                Answers answers = new Answers();
                threads.execute(() -> ask(client, server, answers));
                threads.execute(() -> answer(server, client, answers));
            }
        } catch (IOException e) {
            // Closed.
            return;
        }
    }

    private void ask(Socket client, Socket server, Answers answers) {
        byte[] buffer = new byte[65_536];
        boolean written = false;
        try (client;
                server) {
            InputStream in = client.getInputStream();
            OutputStream out = server.getOutputStream();
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                String text = new String(buffer, 0, read, StandardCharsets.ISO_8859_1);
                written |= text.contains("commit_marks");
                Cut cut = written && COMMIT.matcher(text).find() ? next.getAndSet(Cut.NEVER) : Cut.NEVER;
                if (cut == Cut.BEFORE_COMMIT) {
                    return;
                }
                answers.withheld = cut != Cut.NEVER;
                if (cut == Cut.LATE_COMMIT) {
                    client.close();
                    late.await();
                }
                out.write(buffer, 0, read);
                if (cut != Cut.NEVER) {
                    server.shutdownOutput();
                    // Whoever is cut off now asks for a commit that is done.
                    answers.ended.await();
                    return;
                }
            }
        } catch (IOException | InterruptedException e) {
            // Either side is gone, so is the other one then; or the relay is closed.
            return;
        }
    }

    private static void answer(Socket server, Socket client, Answers answers) {
        byte[] buffer = new byte[65_536];
        try (server;
                client) {
            InputStream in = server.getInputStream();
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                if (!answers.withheld) {
                    client.getOutputStream().write(buffer, 0, read);
                }
            }
        } catch (IOException e) {
            // Either side is gone; so is the other one then.
            return;
        } finally {
            answers.ended.countDown();
        }
    }

    @Override
    public void close() throws IOException {
        listening.close();
        threads.shutdownNow();
    }
}
