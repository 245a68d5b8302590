package io.artispace.benchmarks;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
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
        return answer(Set.of(200), null);
    }

    /**
     * Sends a request for something that is there, reads all of the answer, and tells how long it took.
     *
     * @return nanoseconds until the first byte of the body, and until the last
     */
    Timing time(byte[] request) throws IOException {
        long begin = System.nanoTime();
        out.write(request);
        String head = readHead();
        if (!head.startsWith("200", STATUS)) {
            throw new IOException("Expected 200 but got " + head);
        }
        if (start == end) {
            start = 0;
            end = 0;
            fill();
        }
        long first = System.nanoTime();
        readBody(length(head, 200), null);
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

    private String answer(Set<Integer> expected, @Nullable OutputStream body) throws IOException {
        String head = readHead();
        int status = Integer.parseInt(head.substring(STATUS, STATUS + 3));
        boolean last = find(head, "connection: close") >= 0;
        if (!expected.contains(status)) {
            ByteArrayOutputStream said = new ByteArrayOutputStream();
            readBody(length(head, status), said);
            throw new IOException("Expected " + expected + " but got " + head + said.toString(StandardCharsets.UTF_8));
        }
        readBody(length(head, status), body);
        if (last) {
            reconnect();
        }
        return head;
    }

    private static long length(String head, int status) throws IOException {
        int from = find(head, "content-length: ");
        if (from < 0) {
            if (status == 304 || status == 204) {
                return 0;
            }
            throw new IOException("An answer without Content-Length: " + head);
        }
        long length = Long.parseLong(head, from, head.indexOf('\r', from), 10);
        return status == 304 ? 0 : length;
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

    private String readHead() throws IOException {
        if (start == end) {
            start = 0;
            end = 0;
        }
        int scanned = start;
        while (true) {
            for (; scanned + 3 < end; scanned++) {
                if (buffer[scanned] == '\r' && buffer[scanned + 2] == '\r') {
                    String head = new String(buffer, start, scanned + 2 - start, StandardCharsets.ISO_8859_1);
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

    private void readBody(long length, @Nullable OutputStream body) throws IOException {
        long left = length;
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
