package io.artispace.integration.hostile;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Connections that begin an upload and then send no more. */
final class SlowClients implements AutoCloseable {
    private final List<Socket> sockets = new ArrayList<>();

    private SlowClients() {}

    static SlowClients start(RawClient client, int howMany) throws IOException {
        SlowClients slow = new SlowClients();
        for (int i = 0; i < howMany; i++) {
            Socket socket = new Socket(InetAddress.getLoopbackAddress(), client.port());
            slow.sockets.add(socket);
            String beginning = "PUT /maven-releases/it/slow/lib/1.0/lib-1.0.jar HTTP/1.1\r\nHost: a\r\n"
                    + client.authorization() + "Content-Length: 100000\r\n\r\nx";
            socket.getOutputStream().write(beginning.getBytes(StandardCharsets.ISO_8859_1));
            socket.getOutputStream().flush();
        }
        return slow;
    }

    int connections() {
        return sockets.size();
    }

    @Override
    public void close() throws IOException {
        for (Socket socket : sockets) {
            socket.close();
        }
    }
}
