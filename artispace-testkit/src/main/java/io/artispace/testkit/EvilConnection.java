package io.artispace.testkit;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CountDownLatch;

/**
 * One request to an {@link EvilUpstream}, and the way back, on which an {@link EvilAnswer} sends whatever it likes. It is closed when the answer
 * was given. Used by one thread.
 */
public final class EvilConnection {
    private final Socket socket;
    private final String head;
    private final CountDownLatch closed;

    EvilConnection(Socket socket, String head, CountDownLatch closed) {
        this.socket = socket;
        this.head = head;
        this.closed = closed;
    }

    static String readHead(Socket socket) throws IOException {
        BufferedReader in =
                new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.ISO_8859_1));
        StringBuilder head = new StringBuilder();
        for (String line = in.readLine(); line != null && !line.isEmpty(); line = in.readLine()) {
            head.append(line).append('\n');
        }
        return head.toString();
    }

    /** What is asked for; of whoever takes it for a web proxy, with the host in front (RFC 9112, section 3.2.2). */
    static String path(String head) {
        String target = head.substring(head.indexOf(' ') + 1, head.indexOf(" HTTP/"));
        return target.startsWith("http://") ? target.substring("http://".length()) : target.substring(1);
    }

    /**
     * Returns the request.
     *
     * @return its first line and its headers, each ended by {@code \n}
     */
    public String request() {
        return head;
    }

    /**
     * Tells whether the headers alone were asked for.
     *
     * @return whether the method is HEAD
     */
    public boolean isHead() {
        return head.startsWith("HEAD ");
    }

    /**
     * Sends bytes, at once.
     *
     * @param bytes any
     * @throws IOException if the other side went away
     */
    public void send(byte[] bytes) throws IOException {
        send(bytes, 0, bytes.length);
    }

    /**
     * Sends a part of some bytes, at once.
     *
     * @param bytes the whole
     * @param offset where the part begins
     * @param count how long it is
     * @throws IOException if the other side went away
     */
    public void send(byte[] bytes, int offset, int count) throws IOException {
        OutputStream out = socket.getOutputStream();
        out.write(bytes, offset, count);
        out.flush();
    }

    /**
     * Sends text, at once.
     *
     * @param text characters of ISO 8859-1
     * @throws IOException if the other side went away
     */
    public void send(String text) throws IOException {
        send(text.getBytes(StandardCharsets.ISO_8859_1));
    }

    /**
     * Sends the head of an answer after which the connection ends.
     *
     * @param status such as 200
     * @param headers such as {@code Content-Length: 3}; none is added but {@code Connection: close}
     * @throws IOException if the other side went away
     */
    public void sendHead(int status, String... headers) throws IOException {
        StringBuilder answer = new StringBuilder("HTTP/1.1 " + status + " Evil\r\nConnection: close\r\n");
        for (String header : headers) {
            answer.append(header).append("\r\n");
        }
        send(answer.append("\r\n").toString());
    }

    /**
     * Says nothing more until the upstream is closed, or this thread is interrupted.
     *
     * @throws InterruptedException if this thread is interrupted
     */
    public void hang() throws InterruptedException {
        closed.await();
    }

    /**
     * Cuts the connection with a reset, where the other side would expect an end.
     *
     * @throws IOException if that fails
     */
    public void reset() throws IOException {
        socket.setSoLinger(true, 0);
        socket.close();
    }
}
