package io.artispace.benchmarks;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One connection of a client that does as little as it can, because it shares the machine with the server. It understands answers with a
 * {@code Content-Length} only, which are all that the servers here give. Used by one thread.
 */
final class HttpConnection implements AutoCloseable {
    private static final int TIMEOUT_MILLIS = 60_000;
    private static final int STATUS = "HTTP/1.1 ".length();

    private final InetSocketAddress address;
    private final byte[] buffer = new byte[256 * 1024];
    private Socket socket;
    private InputStream in;
    private OutputStream out;
    private int start;
    private int end;
    private @Nullable Head last;

    /**
     * The head of an answer.
     *
     * @param bytes as it came, with the empty line at its end
     * @param length how many bytes follow; negative if it does not say so
     * @param closes whether the server closes the connection then
     */
    private record Head(byte[] bytes, String text, int status, long length, boolean closes) {
        static Head of(byte[] bytes) {
            String text = new String(bytes, 0, bytes.length - 2, StandardCharsets.ISO_8859_1);
            int status = Integer.parseInt(text, STATUS, STATUS + 3, 10);
            return new Head(bytes, text, status, length(text, status), find(text, "connection: close") >= 0);
        }

        private static long length(String text, int status) {
            if (status == 304 || status == 204) {
                return 0;
            }
            int from = find(text, "content-length: ");
            return from < 0 ? -1 : Long.parseLong(text, from, text.indexOf('\r', from), 10);
        }

        boolean begins(byte[] buffer, int start, int end) {
            return end - start >= bytes.length
                    && Arrays.equals(buffer, start, start + bytes.length, bytes, 0, bytes.length);
        }
    }

    HttpConnection(InetSocketAddress address) throws IOException {
        this.address = address;
        this.socket = connect(address);
        this.in = socket.getInputStream();
        this.out = socket.getOutputStream();
    }

    private static Socket connect(InetSocketAddress address) throws IOException {
        Socket socket = new Socket();
        socket.setTcpNoDelay(true);
        socket.setSoTimeout(TIMEOUT_MILLIS);
        socket.connect(address, TIMEOUT_MILLIS);
        return socket;
    }

    /** Sends a request, reads its answer, and fails unless that has the given status. */
    void expect(int status, byte[] request) throws IOException {
        out.write(request);
        answer(Set.of(status), null);
    }

    /** Sends a request for something that may be there or not. */
    void probe(byte[] request) throws IOException {
        out.write(request);
        answer(Set.of(200, 404), null);
    }

    /** Sends a request for something that is there, and returns the body of the answer. */
    byte[] fetch(byte[] request) throws IOException {
        out.write(request);
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        answer(Set.of(200), body);
        return body.toByteArray();
    }

    /** Sends a request for something that is there, and returns the head of the answer. */
    String head(byte[] request) throws IOException {
        out.write(request);
        return answer(Set.of(200), null).text();
    }

    /**
     * Sends a request for something that is there, reads all of the answer, and tells how long it took.
     *
     * @return nanoseconds until the first byte of the body, and until the last
     */
    Timing time(byte[] request) throws IOException {
        long begin = System.nanoTime();
        out.write(request);
        Head head = readHead();
        if (head.status() != 200) {
            throw new IOException("Expected 200 but got " + head.text());
        }
        if (start == end) {
            start = 0;
            end = 0;
            fill();
        }
        long first = System.nanoTime();
        readBody(head, null);
        return new Timing(first - begin, System.nanoTime() - begin);
    }

    /**
     * How long an answer took.
     *
     * @param first nanoseconds until the first byte of its body
     * @param last nanoseconds until the last
     */
    record Timing(long first, long last) {}

    /** Sends a PUT whose body is the given block again and again, and expects 201. */
    void upload(byte[] head, byte[] block, int times) throws IOException {
        out.write(head);
        for (int i = 0; i < times; i++) {
            out.write(block);
        }
        answer(Set.of(201), null);
    }

    private Head answer(Set<Integer> expected, @Nullable OutputStream body) throws IOException {
        Head head = readHead();
        if (!expected.contains(head.status())) {
            ByteArrayOutputStream said = new ByteArrayOutputStream();
            readBody(head, said);
            throw new IOException(
                    "Expected " + expected + " but got " + head.text() + said.toString(StandardCharsets.UTF_8));
        }
        readBody(head, body);
        if (head.closes()) {
            reconnect();
        }
        return head;
    }

    /** Returns where the line goes on that begins with a text, in whatever case; negative if there is none. Copies nothing. */
    private static int find(String head, String beginning) {
        for (int line = head.indexOf('\n'); line >= 0; line = head.indexOf('\n', line + 1)) {
            if (head.regionMatches(true, line + 1, beginning, 0, beginning.length())) {
                return line + 1 + beginning.length();
            }
        }
        return -1;
    }

    /**
     * Reads the head of an answer. Until its date changes, it is nearly always that of the answer before, with which it is compared: what
     * it costs to read a long head would otherwise count as if it were the server's work.
     */
    private Head readHead() throws IOException {
        if (start == end) {
            start = 0;
            end = 0;
            fill();
        }
        Head before = last;
        if (before != null && before.begins(buffer, start, end)) {
            start += before.bytes().length;
            return before;
        }
        int scanned = start;
        while (true) {
            for (; scanned + 3 < end; scanned++) {
                if (buffer[scanned] == '\r' && buffer[scanned + 2] == '\r') {
                    Head head = Head.of(Arrays.copyOfRange(buffer, start, scanned + 4));
                    last = head;
                    start = scanned + 4;
                    return head;
                }
            }
            fill();
        }
    }

    private void fill() throws IOException {
        int read = in.read(buffer, end, buffer.length - end);
        if (read < 0) {
            throw new EOFException("The server closed the connection.");
        }
        end += read;
    }

    private void readBody(Head head, @Nullable OutputStream body) throws IOException {
        long left = head.length();
        if (left < 0) {
            throw new IOException("An answer without Content-Length: " + head.text());
        }
        while (left > 0) {
            if (start == end) {
                start = 0;
                end = 0;
                fill();
            }
            int count = (int) Math.min(left, end - start);
            if (body != null) {
                body.write(buffer, start, count);
            }
            start += count;
            left -= count;
        }
    }

    private void reconnect() throws IOException {
        socket.close();
        socket = connect(address);
        in = socket.getInputStream();
        out = socket.getOutputStream();
        start = 0;
        end = 0;
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
