package io.artispace.integration.hostile;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/** A client that sends whatever it is told to, also what proper clients refuse to send. */
record RawClient(int port, String authorization) {
    /** The most that an answer may take. */
    private static final int PATIENCE_MILLIS = 10_000;

    static RawClient of(URI base, String user, String password) {
        String credentials =
                Base64.getEncoder().encodeToString((user + ":" + password).getBytes(StandardCharsets.UTF_8));
        return new RawClient(base.getPort(), "Authorization: Basic " + credentials + "\r\n");
    }

    /** The same client without credentials, or with some that are strange. */
    RawClient authorization(String headerOrNothing) {
        return new RawClient(port, headerOrNothing.isEmpty() ? "" : "Authorization: " + headerOrNothing + "\r\n");
    }

    RawAnswer get(String target) throws IOException {
        return send(method("GET", target, "") + "\r\n");
    }

    RawAnswer get(String target, String headers) throws IOException {
        return send(method("GET", target, headers) + "\r\n");
    }

    RawAnswer put(String target, String body) throws IOException {
        return request("PUT", target, "", body);
    }

    RawAnswer request(String method, String target, String headers, String body) throws IOException {
        return send(method(method, target, headers + "Content-Length: " + body.length() + "\r\n") + "\r\n" + body);
    }

    private String method(String method, String target, String headers) {
        return method + " " + target + " HTTP/1.1\r\nHost: 127.0.0.1:" + port + "\r\nConnection: close\r\n"
                + authorization + headers;
    }

    /** Sends characters as single bytes and reads until the server hangs up; a server that does not is a failure. */
    RawAnswer send(String everything) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setSoTimeout(PATIENCE_MILLIS);
            try {
                socket.getOutputStream().write(everything.getBytes(StandardCharsets.ISO_8859_1));
                socket.getOutputStream().flush();
            } catch (SocketException e) {
                // It has answered and hung up before it had read all; the answer is still there to be read.
            }
            return RawAnswer.parse(read(socket));
        }
    }

    /** Sends a beginning and vanishes. */
    void vanishAfter(String beginning) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.getOutputStream().write(beginning.getBytes(StandardCharsets.ISO_8859_1));
            socket.getOutputStream().flush();
        }
    }

    private static String read(Socket socket) throws IOException {
        StringBuilder text = new StringBuilder();
        byte[] buffer = new byte[8192];
        try {
            for (int n = socket.getInputStream().read(buffer);
                    n >= 0;
                    n = socket.getInputStream().read(buffer)) {
                text.append(new String(buffer, 0, n, StandardCharsets.ISO_8859_1));
            }
        } catch (SocketException e) {
            // A reset after the answer: the server had not read everything that was sent.
        }
        return text.toString();
    }
}
