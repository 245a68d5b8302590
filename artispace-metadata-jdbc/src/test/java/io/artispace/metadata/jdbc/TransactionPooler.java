package io.artispace.metadata.jdbc;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Stands between stores and PostgreSQL as a pooler does that gives a session of the server to a client for one transaction. It has one
 * session, begun as the first client wants it.
 */
final class TransactionPooler implements AutoCloseable {
    private static final int VERSION_3 = 3 << 16;

    private final ServerSocket listening;
    private final int port;
    private final ExecutorService threads = Executors.newCachedThreadPool();

    /** Held by the client whose transaction runs. */
    private final ReentrantLock session = new ReentrantLock(true);

    private Socket server;
    private byte[] greeting = {};

    TransactionPooler(int port) throws IOException {
        this.port = port;
        this.listening = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        threads.execute(this::accept);
    }

    int port() {
        return listening.getLocalPort();
    }

    private void accept() {
        try {
            while (true) {
                Socket client = listening.accept();
                threads.execute(() -> serve(client));
            }
        } catch (IOException e) {
            // Closed.
            return;
        }
    }

    private void serve(Socket client) {
        try (client) {
            DataInputStream in = new DataInputStream(client.getInputStream());
            DataOutputStream out = new DataOutputStream(client.getOutputStream());
            byte[] begin = startup(in, out);
            session.lock();
            try {
                greet(begin);
            } finally {
                session.unlock();
            }
            out.write(greeting);
            while (transaction(in, out)) {
                // The next one.
            }
        } catch (IOException e) {
            // Either side is gone.
            return;
        }
    }

    /** Reads what a client begins with, when it has been told that there is no encryption. */
    private static byte[] startup(DataInputStream in, DataOutputStream out) throws IOException {
        while (true) {
            int length = in.readInt();
            byte[] body = in.readNBytes(length - 4);
            if (new DataInputStream(new ByteArrayInputStream(body)).readInt() == VERSION_3) {
                return body;
            }
            out.write('N');
        }
    }

    /** Begins the session, and keeps what the server says then, but for the number of its process. */
    private void greet(byte[] begin) throws IOException {
        if (server != null) {
            return;
        }
        server = new Socket(InetAddress.getLoopbackAddress(), port);
        DataOutputStream out = new DataOutputStream(server.getOutputStream());
        out.writeInt(begin.length + 4);
        out.write(begin);
        ByteArrayOutputStream said = new ByteArrayOutputStream();
        DataInputStream in = new DataInputStream(server.getInputStream());
        DataOutputStream kept = new DataOutputStream(said);
        for (int type = 0; type != 'Z'; ) {
            type = in.readUnsignedByte();
            byte[] body = in.readNBytes(in.readInt() - 4);
            if (type == 'K') {
                body[3]++;
            }
            write(kept, type, body);
        }
        greeting = said.toByteArray();
    }

    /** Passes a transaction on; returns false if the client says good-bye in place of one. */
    private boolean transaction(DataInputStream in, DataOutputStream out) throws IOException {
        int type = in.readUnsignedByte();
        if (type == 'X') {
            return false;
        }
        session.lock();
        try {
            DataOutputStream toServer = new DataOutputStream(server.getOutputStream());
            DataInputStream fromServer = new DataInputStream(server.getInputStream());
            while (true) {
                write(toServer, type, in.readNBytes(in.readInt() - 4));
                if ((type == 'S' || type == 'Q') && answer(fromServer, out) == 'I') {
                    return true;
                }
                type = in.readUnsignedByte();
            }
        } finally {
            session.unlock();
        }
    }

    /** Returns the state that the server is in when it has answered: {@code I} outside of a transaction. */
    private static int answer(DataInputStream fromServer, DataOutputStream out) throws IOException {
        while (true) {
            int type = fromServer.readUnsignedByte();
            byte[] body = fromServer.readNBytes(fromServer.readInt() - 4);
            write(out, type, body);
            if (type == 'Z') {
                return body[0];
            }
        }
    }

    private static void write(DataOutputStream out, int type, byte[] body) throws IOException {
        ByteArrayOutputStream message = new ByteArrayOutputStream();
        DataOutputStream parts = new DataOutputStream(message);
        parts.write(type);
        parts.writeInt(body.length + 4);
        parts.write(body);
        message.writeTo(out);
    }

    @Override
    public void close() throws IOException {
        listening.close();
        threads.shutdownNow();
        if (server != null) {
            server.close();
        }
    }
}
