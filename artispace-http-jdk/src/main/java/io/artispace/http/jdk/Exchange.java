package io.artispace.http.jdk;

import io.artispace.exchange.Response;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Objects;

/** One request on a connection, and its answer. Used by one thread. */
final class Exchange {
    private static final int NOT_MODIFIED = 304;
    private static final int NO_CONTENT = 204;

    private final Connection connection;
    private final RequestHead head;
    private final RequestStream body;
    private boolean isSent;
    private boolean isLast;
    /** How many bytes of the answer's body are to come. */
    private long left;

    Exchange(Connection connection, RequestHead head) {
        this.connection = connection;
        this.head = head;
        this.body = new RequestStream(connection, head);
        this.isLast = head.isLast();
    }

    RequestHead head() {
        return head;
    }

    InputStream body() {
        return body;
    }

    InetSocketAddress client() {
        return connection.client();
    }

    InetSocketAddress server() throws IOException {
        return connection.server();
    }

    /** Tells whether the connection ends with the answer, because the client wants that. */
    boolean isLast() {
        return isLast;
    }

    /** Has the connection end with the answer, which says so. Before that is sent. */
    void end() {
        isLast = true;
    }

    /**
     * Begins the answer. If there is no body, that is all of it, and is sent; otherwise the head is sent with the beginning of the body,
     * since each piece that is sent wakes the client.
     *
     * @param headers whatever they say of the length, the date and the end of the connection is said anew
     * @param length the bytes of the body, 0 for none
     */
    void send(int status, List<Response.Header> headers, long length) throws IOException {
        boolean lengthIsToldAsItIs = head.method().equals("HEAD") || status == NOT_MODIFIED;
        connection.putLine("HTTP/1.1 " + status + " " + Reasons.of(status));
        connection.putHeader("Date", connection.date());
        for (Response.Header header : headers) {
            if (!isSaidAnew(header.name(), lengthIsToldAsItIs)) {
                connection.putHeader(header.name(), header.value());
            }
        }
        if (!lengthIsToldAsItIs && status != NO_CONTENT) {
            connection.putHeader("Content-Length", Long.toString(length));
        }
        if (isLast) {
            connection.putHeader("Connection", "close");
        }
        connection.putLine("");
        isSent = true;
        left = length;
        if (length == 0) {
            connection.flush();
        }
    }

    private static boolean isSaidAnew(String name, boolean lengthIsToldAsItIs) {
        return name.equalsIgnoreCase("Connection")
                || name.equalsIgnoreCase("Date")
                || name.equalsIgnoreCase("Transfer-Encoding")
                || !lengthIsToldAsItIs && name.equalsIgnoreCase("Content-Length");
    }

    /** Returns where the body of the answer goes. What is written may be kept until it is flushed. */
    OutputStream out() {
        return new OutputStream() {
            @Override
            public void write(int b) throws IOException {
                write(new byte[] {(byte) b}, 0, 1);
            }

            @Override
            public void write(byte[] bytes, int offset, int length) throws IOException {
                Objects.checkFromIndexSize(offset, length, bytes.length);
                if (length > left) {
                    throw new IOException("The body is longer than its length said");
                }
                left -= length;
                connection.write(bytes, offset, length);
            }

            @Override
            public void flush() throws IOException {
                connection.flush();
            }
        };
    }

    /** Sends what is left, and tells whether another request may follow. */
    boolean isFollowed() throws IOException {
        connection.flush();
        return isSent && left == 0 && body.hasEnded() && !isLast;
    }
}
