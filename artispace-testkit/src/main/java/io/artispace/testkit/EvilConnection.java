package io.artispace.testkit;

import io.artispace.exchange.HeaderLookup;
import io.artispace.exchange.Request;
import io.artispace.exchange.Response;
import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;

/**
 * One request to an {@link EvilUpstream}, and the way back, on which an {@link EvilAnswer} sends whatever it likes. It is closed when the
 * answer was given. Used by one thread.
 */
public final class EvilConnection {
    private final Socket socket;
    private final URI url;
    private final String head;
    private final InputStream body;
    private final CountDownLatch closed;

    private EvilConnection(Socket socket, URI url, String head, InputStream body, CountDownLatch closed) {
        this.socket = socket;
        this.url = url;
        this.head = head;
        this.body = body;
        this.closed = closed;
    }

    /** Reads the head of a request to the upstream at a URL, which is empty if whoever connected says nothing. */
    static EvilConnection accept(Socket socket, URI url, CountDownLatch closed) throws IOException {
        InputStream in = new BufferedInputStream(socket.getInputStream());
        StringBuilder head = new StringBuilder();
        for (String line = readLine(in); !line.isEmpty(); line = readLine(in)) {
            head.append(line).append('\n');
        }
        if (head.indexOf(" HTTP/") < 0 && head.length() > 0) {
            throw new IOException("No HTTP was sent, but perhaps the beginning of a secure connection.");
        }
        return new EvilConnection(socket, url, head.toString(), in, closed);
    }

    private static String readLine(InputStream in) throws IOException {
        StringBuilder line = new StringBuilder();
        for (int read = in.read(); read >= 0 && read != '\n'; read = in.read()) {
            line.append((char) read);
        }
        return line.toString().stripTrailing();
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
     * Returns the request as a front hands it on, with {@link EvilUpstream#url()} for its base and nobody named as its caller.
     *
     * @return the request; of its body, what {@code Content-Length} says
     * @throws IOException if the body does not come
     */
    public Request toRequest() throws IOException {
        String target = "/" + path(head);
        int query = target.indexOf('?');
        HeaderLookup headers = name -> head.lines()
                .skip(1)
                .filter(line -> line.regionMatches(true, 0, name + ":", 0, name.length() + 1))
                .map(line -> line.substring(name.length() + 1).strip())
                .toList();
        int length = headers.first("Content-Length").map(Integer::parseInt).orElse(0);
        return new Request(
                head.substring(0, head.indexOf(' ')),
                query < 0 ? target : target.substring(0, query),
                query < 0 ? null : target.substring(query + 1),
                headers,
                new ByteArrayInputStream(body.readNBytes(length)),
                url,
                null);
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
     * Sends a whole answer, as a front does.
     *
     * @param response the answer
     * @throws IOException if the other side went away, or the body cannot be read
     */
    public void send(Response response) throws IOException {
        boolean hasBody = response.hasBody() && !isHead();
        List<String> headers = new ArrayList<>();
        response.headers().stream()
                .filter(header -> !(hasBody && header.name().equalsIgnoreCase("Content-Length")))
                .forEach(header -> headers.add(header.name() + ": " + header.value()));
        if (hasBody) {
            headers.add("Content-Length: " + response.body().length());
        }
        sendHead(response.status(), headers.toArray(String[]::new));
        if (hasBody) {
            response.body().writeTo(socket.getOutputStream());
        }
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
     * Says nothing more until the other side hangs up.
     *
     * @throws IOException if it does so with a reset
     */
    public void hangUntilCut() throws IOException {
        body.transferTo(OutputStream.nullOutputStream());
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
