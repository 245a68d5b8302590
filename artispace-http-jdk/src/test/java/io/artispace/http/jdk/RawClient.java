package io.artispace.http.jdk;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** One connection, and every byte on it as the test wants it. */
final class RawClient implements AutoCloseable {
    private static final int TIMEOUT_MILLIS = 30_000;
    private static final int PAUSE_MILLIS = 5;

    private final Socket socket;
    private final InputStream in;

    /** An answer; the body may be shorter than its Content-Length says if the connection ended. */
    record Answer(int status, List<String> headers, byte[] body) {
        /** Returns the values of a header, in order. */
        List<String> values(String name) {
            String start = name.toLowerCase(Locale.ROOT) + ": ";
            return headers.stream()
                    .filter(line -> line.toLowerCase(Locale.ROOT).startsWith(start))
                    .map(line -> line.substring(start.length()))
                    .toList();
        }

        String text() {
            return new String(body, StandardCharsets.UTF_8);
        }
    }

    RawClient(InetSocketAddress address) throws IOException {
        socket = new Socket();
        socket.connect(address, TIMEOUT_MILLIS);
        socket.setSoTimeout(TIMEOUT_MILLIS);
        socket.setTcpNoDelay(true);
        in = new BufferedInputStream(socket.getInputStream());
    }

    /** Sends lines, each with its end, and the empty one behind the last. */
    RawClient send(String... lines) throws IOException {
        return sendBytes((String.join("\r\n", lines) + "\r\n\r\n").getBytes(StandardCharsets.ISO_8859_1));
    }

    RawClient sendBytes(byte[] bytes) throws IOException {
        socket.getOutputStream().write(bytes);
        return this;
    }

    /** Sends nothing more. */
    void endOutput() throws IOException {
        socket.shutdownOutput();
    }

    /** Sends GET and reads the answer. */
    Answer get(String target, String... headers) throws IOException {
        return request("GET", target, headers);
    }

    /** Sends a request without a body and reads the answer. */
    Answer request(String method, String target, String... headers) throws IOException {
        List<String> lines = new ArrayList<>(List.of(method + " " + target + " HTTP/1.1", "Host: client.example"));
        lines.addAll(List.of(headers));
        send(lines.toArray(String[]::new));
        return method.equals("HEAD") ? readHead() : read();
    }

    /** Reads an answer with a body of its Content-Length. */
    Answer read() throws IOException {
        Answer head = readHead();
        List<String> length = head.values("Content-Length");
        byte[] body = length.isEmpty() ? new byte[0] : in.readNBytes(Integer.parseInt(length.get(0)));
        return new Answer(head.status(), head.headers(), body);
    }

    /** Reads that many bytes of a body, whose head was read. */
    String readBody(int count) throws IOException {
        return new String(in.readNBytes(count), StandardCharsets.UTF_8);
    }

    /** Reads an answer that has no body. */
    Answer readHead() throws IOException {
        String statusLine = readLine();
        List<String> headers = new ArrayList<>();
        for (String line = readLine(); !line.isEmpty(); line = readLine()) {
            headers.add(line);
        }
        return new Answer(Integer.parseInt(statusLine.substring(9, 12)), headers, new byte[0]);
    }

    /** Tells whether the server has closed the connection, orderly or not. */
    boolean isClosedByServer() {
        try {
            return in.read() < 0;
        } catch (IOException reset) {
            return true;
        }
    }

    /** Sends a byte each time that it has waited a while for the server to close the connection, until the server does. */
    void dripUntilClosedByServer() throws IOException {
        socket.setSoTimeout(PAUSE_MILLIS);
        boolean open = true;
        while (open) {
            if (Thread.interrupted()) {
                throw new InterruptedIOException("The server did not close the connection in time");
            }
            try {
                open = in.read() >= 0;
            } catch (SocketTimeoutException stillOpen) {
                open = drip();
            } catch (IOException reset) {
                open = false;
            }
        }
    }

    private boolean drip() {
        try {
            sendBytes(new byte[1]);
            return true;
        } catch (IOException reset) {
            return false;
        }
    }

    private String readLine() throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        for (int b = in.read(); b != '\n'; b = in.read()) {
            if (b < 0) {
                throw new IOException("The connection ended in the head of an answer, after: " + line);
            }
            line.write(b);
        }
        return line.toString(StandardCharsets.ISO_8859_1).stripTrailing();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
